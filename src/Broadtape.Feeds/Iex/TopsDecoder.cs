using System.Buffers.Binary;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Takes the messages of a TOPS segment in order.</summary>
interface ITopsHandler
{
    void SystemEvent(byte code, Moment time);
    void QuoteUpdate(ReadOnlySpan<byte> symbol, Moment time, in TopOfBook top);
    void TradeReport(ReadOnlySpan<byte> symbol, Moment time, byte flags, in Trade trade);
    void TradeBreak(ReadOnlySpan<byte> symbol, Moment time, long tradeId);
    void TradingStatus(ReadOnlySpan<byte> symbol, Moment time, byte status);
    void OfficialPrice(ReadOnlySpan<byte> symbol, Moment time, byte kind, Price price);

    /// <summary>A message of a known kind without meaning for a board, or of a kind unknown to us.</summary>
    void Other(byte type);
}

/// <summary>IEX TOPS 1.6 messages inside an IEX-TP segment. Little-endian, prices in ten-thousandths, symbols padded with spaces.</summary>
static class TopsDecoder
{
    internal const int SegmentHeader = 40;
    internal const ushort Tops16 = 0x8003;

    /// <summary>Decodes every message of a segment; null, or what is wrong with it and where.</summary>
    internal static (int Offset, string Reason)? Decode<T>(ReadOnlySpan<byte> segment, ref T handler)
        where T : ITopsHandler
    {
        var payload = BinaryPrimitives.ReadUInt16LittleEndian(segment[12..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(segment[14..]);
        if (SegmentHeader + payload > segment.Length)
            return (12, $"the segment says {payload} bytes, {segment.Length - SegmentHeader} are there");
        var left = segment.Slice(SegmentHeader, payload);
        for (var i = 0; i < count; i++)
        {
            var at = SegmentHeader + payload - left.Length;
            if (left.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(left) is var length && (length == 0 || length + 2 > left.Length))
                return (at, $"message {i + 1} of {count} is cut off");
            if (!TryMessage(left.Slice(2, length), ref handler))
                return (at, $"message {i + 1}, of type '{(char)left[2]}', has only {length} bytes");
            left = left[(2 + length)..];
        }
        return null;
    }

    static bool TryMessage<T>(ReadOnlySpan<byte> m, ref T handler)
        where T : ITopsHandler
    {
        switch (m[0])
        {
            case (byte)'Q' when m.Length >= 42:
                handler.QuoteUpdate(Symbol(m), Time(m), new(PriceAt(m, 22), new(UInt(m, 18)), PriceAt(m, 30), new(UInt(m, 38))));
                return true;
            case (byte)'T' when m.Length >= 38:
                handler.TradeReport(Symbol(m), Time(m), m[1], new(PriceAt(m, 22), new(UInt(m, 18)), Long(m, 30), Conditions(m[1])));
                return true;
            case (byte)'B' when m.Length >= 38:
                handler.TradeBreak(Symbol(m), Time(m), Long(m, 30));
                return true;
            case (byte)'H' when m.Length >= 18:
                handler.TradingStatus(Symbol(m), Time(m), m[1]);
                return true;
            case (byte)'X' when m.Length >= 26:
                handler.OfficialPrice(Symbol(m), Time(m), m[1], PriceAt(m, 18));
                return true;
            case (byte)'S' when m.Length >= 10:
                handler.SystemEvent(m[1], Time(m));
                return true;
            case (byte)'Q' or (byte)'T' or (byte)'B' or (byte)'H' or (byte)'X' or (byte)'S':
                return false;
            default:
                handler.Other(m[0]);
                return true;
        }
    }

    /// <summary>Extended hours and odd lots do not set the last sale.</summary>
    static TradeConditions Conditions(byte flags)
    {
        var conditions = TradeConditions.None;
        if ((flags & 0x40) != 0)
            conditions |= TradeConditions.ExtendedHours | TradeConditions.NotLastSale;
        if ((flags & 0x20) != 0)
            conditions |= TradeConditions.OddLot | TradeConditions.NotLastSale;
        if ((flags & 0x08) != 0)
            conditions |= TradeConditions.Auction;
        return conditions;
    }

    static ReadOnlySpan<byte> Symbol(ReadOnlySpan<byte> m) => m.Slice(10, 8).TrimEnd((byte)' ');

    static Moment Time(ReadOnlySpan<byte> m) => new(Long(m, 2));

    static Price PriceAt(ReadOnlySpan<byte> m, int at) => new(Long(m, at) * 100);

    static long Long(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadInt64LittleEndian(m[at..]);

    static uint UInt(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadUInt32LittleEndian(m[at..]);
}
