using System.Buffers.Binary;
using System.Numerics;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Takes the messages of an IEX-TP segment in order. Symbols are without their padding; a span is good until the method returns.</summary>
interface IIexHandler
{
    void SystemEvent(byte code, Moment time);

    /// <param name="adjustedClose">The previous official close, adjusted for the day; none when there is none.</param>
    void SecurityDirectory(ReadOnlySpan<byte> symbol, Moment time, uint roundLot, Price adjustedClose);
    void TradingStatus(ReadOnlySpan<byte> symbol, Moment time, byte status);
    void OperationalHalt(ReadOnlySpan<byte> symbol, Moment time, byte status);
    void ShortSalePriceTest(ReadOnlySpan<byte> symbol, Moment time, bool isInEffect);
    void SecurityEvent(ReadOnlySpan<byte> symbol, Moment time, byte code);
    void RetailLiquidity(ReadOnlySpan<byte> symbol, Moment time, byte indicator);
    void QuoteUpdate(ReadOnlySpan<byte> symbol, Moment time, in TopOfBook top);
    void TradeReport(ReadOnlySpan<byte> symbol, Moment time, byte flags, in Trade trade);
    void TradeBreak(ReadOnlySpan<byte> symbol, Moment time, long tradeId);
    void OfficialPrice(ReadOnlySpan<byte> symbol, Moment time, byte kind, Price price);
    void AuctionInformation(ReadOnlySpan<byte> symbol, Moment time, in IexAuction auction);

    /// <summary>DEEP: what stands at a price now; without <paramref name="isComplete"/> more of the same event follows.</summary>
    void PriceLevel(ReadOnlySpan<byte> symbol, Moment time, BookSide side, bool isComplete, Price price, Quantity quantity);

    /// <summary>DEEP+: an order rests.</summary>
    void OrderAdded(ReadOnlySpan<byte> symbol, Moment time, BookSide side, long order, Quantity quantity, Price price);

    /// <summary>DEEP+: an order has another size and price, and its place in the queue only if it kept priority.</summary>
    void OrderModified(ReadOnlySpan<byte> symbol, Moment time, long order, Quantity quantity, Price price);
    void OrderDeleted(ReadOnlySpan<byte> symbol, Moment time, long order);

    /// <summary>DEEP+: a resting order was traded against.</summary>
    void OrderExecuted(ReadOnlySpan<byte> symbol, Moment time, byte flags, long order, in Trade trade);

    /// <summary>DEEP+: nothing rests in the symbol any more.</summary>
    void BookCleared(ReadOnlySpan<byte> symbol, Moment time);

    /// <summary>Every message, before its own method.</summary>
    void Message(byte type);
}

/// <summary>An auction as it would end now.</summary>
/// <param name="Imbalance">Shares without a counterpart, of the side that has more; null when neither has.</param>
readonly record struct IexAuction(Quantity Paired, Price Reference, Price Indicative, Imbalance Imbalance, Price LowerCollar, Price UpperCollar);

/// <summary>
/// Messages of IEX TOPS 1.5 and 1.6, DEEP 1.0 and DEEP+ 1.0.2 inside an IEX-TP segment: little-endian, prices in ten-thousandths, symbols
/// padded with spaces. A message longer than known is read as far as it is.
/// </summary>
static class IexDecoder
{
    internal const int SegmentHeader = 40;
    internal const ushort Tops = 0x8003;
    internal const ushort Deep = 0x8004;
    internal const ushort DeepPlus = 0x8005;

    /// <summary>Decodes every message of a segment; null, or what is wrong with it and where.</summary>
    internal static (int Offset, string Reason)? Decode<T>(ReadOnlySpan<byte> segment, ref T handler)
        where T : IIexHandler, allows ref struct
    {
        var payload = BinaryPrimitives.ReadUInt16LittleEndian(segment[12..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(segment[14..]);
        if (SegmentHeader + payload > segment.Length)
            return (12, $"the segment says {payload} bytes, {segment.Length - SegmentHeader} are there");
        var left = segment.Slice(SegmentHeader, payload);
        for (var i = 0; i < count; i++)
        {
            if (left.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(left) is var length && (length == 0 || length + 2 > left.Length))
                return (SegmentHeader + payload - left.Length, $"message {i + 1} of {count} is cut off");
            var message = left.Slice(2, length);
            if (!TryMessage(message, ref handler))
                return (SegmentHeader + payload - left.Length, $"message {i + 1}, of type '{(char)message[0]}', has only {length} bytes");
            left = left[(2 + length)..];
        }
        return null;
    }

    static bool TryMessage<T>(ReadOnlySpan<byte> m, ref T handler)
        where T : IIexHandler, allows ref struct
    {
        var type = m[0];
        if (m.Length < LeastSizes[type])
            return false;
        handler.Message(type);
        switch ((char)type)
        {
            case 'Q':
                handler.QuoteUpdate(Symbol(m), Time(m), new(PriceAt(m, 22), Shares(m, 18), PriceAt(m, 30), Shares(m, 38)));
                break;
            case '8':
                handler.PriceLevel(Symbol(m), Time(m), BookSide.Bid, (m[1] & 1) != 0, PriceAt(m, 22), Shares(m, 18));
                break;
            case '5':
                handler.PriceLevel(Symbol(m), Time(m), BookSide.Ask, (m[1] & 1) != 0, PriceAt(m, 22), Shares(m, 18));
                break;
            case 'T':
                handler.TradeReport(Symbol(m), Time(m), m[1], new(PriceAt(m, 22), Shares(m, 18), Long(m, 30), Conditions(m[1])));
                break;
            case 'a':
                handler.OrderAdded(Symbol(m), Time(m), m[1] == '8' ? BookSide.Bid : BookSide.Ask, Long(m, 18), Shares(m, 26), PriceAt(m, 30));
                break;
            case 'M':
                handler.OrderModified(Symbol(m), Time(m), Long(m, 18), Shares(m, 26), PriceAt(m, 30));
                break;
            case 'R':
                handler.OrderDeleted(Symbol(m), Time(m), Long(m, 18));
                break;
            case 'L':
                handler.OrderExecuted(Symbol(m), Time(m), m[1], Long(m, 18), new(PriceAt(m, 30), Shares(m, 26), Long(m, 38), Conditions(m[1])));
                break;
            case 'C':
                handler.BookCleared(Symbol(m), Time(m));
                break;
            case 'B':
                handler.TradeBreak(Symbol(m), Time(m), Long(m, 30));
                break;
            case 'H':
                handler.TradingStatus(Symbol(m), Time(m), m[1]);
                break;
            case 'O':
                handler.OperationalHalt(Symbol(m), Time(m), m[1]);
                break;
            case 'P':
                handler.ShortSalePriceTest(Symbol(m), Time(m), m[1] != 0);
                break;
            case 'E':
                handler.SecurityEvent(Symbol(m), Time(m), m[1]);
                break;
            case 'I':
                handler.RetailLiquidity(Symbol(m), Time(m), m[1]);
                break;
            case 'D':
                handler.SecurityDirectory(Symbol(m), Time(m), UInt(m, 18), PriceAt(m, 22));
                break;
            case 'X':
                handler.OfficialPrice(Symbol(m), Time(m), m[1], PriceAt(m, 18));
                break;
            case 'A':
                BookSide? side = (char)m[42] switch
                {
                    'B' => BookSide.Bid,
                    'S' => BookSide.Ask,
                    _ => null,
                };
                handler.AuctionInformation(
                    Symbol(m),
                    Time(m),
                    new(
                        Shares(m, 18),
                        PriceAt(m, 22),
                        PriceAt(m, 30),
                        new(side, side is null ? default : Shares(m, 38)),
                        PriceAt(m, 64),
                        PriceAt(m, 72)
                    )
                );
                break;
            case 'S':
                handler.SystemEvent(m[1], Time(m));
                break;
        }
        return true;
    }

    /// <summary>Bytes a type has at the least; one that is not known has its own letter.</summary>
    static readonly byte[] LeastSizes = Sizes(
        (10, "S"),
        (18, "OEIC"),
        (19, "P"),
        (22, "H"),
        (26, "XR"),
        (30, "85"),
        (31, "D"),
        (38, "TBaM"),
        (42, "Q"),
        (46, "L"),
        (80, "A")
    );

    static byte[] Sizes(params ReadOnlySpan<(int Size, string Types)> known)
    {
        var sizes = new byte[byte.MaxValue + 1];
        Array.Fill(sizes, (byte)1);
        foreach (var (size, types) in known)
        foreach (var type in types)
            sizes[type] = (byte)size;
        return sizes;
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

    /// <summary>All eight bytes are looked at at once: whatever is no space ends the symbol.</summary>
    static ReadOnlySpan<byte> Symbol(ReadOnlySpan<byte> m)
    {
        var padding = BitOperations.LeadingZeroCount((ulong)Long(m, 10) ^ Spaces) / 8;
        return m.Slice(10, 8 - padding);
    }

    const ulong Spaces = 0x2020_2020_2020_2020;

    static Moment Time(ReadOnlySpan<byte> m) => new(Long(m, 2));

    static Price PriceAt(ReadOnlySpan<byte> m, int at) => new(Long(m, at) * 100);

    static Quantity Shares(ReadOnlySpan<byte> m, int at) => new(UInt(m, at));

    static long Long(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadInt64LittleEndian(m.Slice(at, sizeof(long)));

    static uint UInt(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadUInt32LittleEndian(m.Slice(at, sizeof(uint)));
}
