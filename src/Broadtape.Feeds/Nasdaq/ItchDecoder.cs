using System.Buffers.Binary;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// Nasdaq TotalView-ITCH 5.0: big-endian, prices in ten-thousandths, times in nanoseconds since the exchange's midnight, symbols padded
/// with spaces.
/// </summary>
static class ItchDecoder
{
    /// <summary>Decodes one message; false when it is shorter than its type.</summary>
    internal static bool TryDecode<T>(ReadOnlySpan<byte> m, Moment midnight, ref T handler)
        where T : IItchHandler, allows ref struct
    {
        if (m.Length < LeastSize(m.IsEmpty ? (byte)0 : m[0]))
            return false;
        handler.Message(m[0]);
        if (LeastSize(m[0]) == Unknown)
            return true;
        var locate = BinaryPrimitives.ReadUInt16BigEndian(m[1..]);
        var time = midnight + Duration.FromNanoseconds(Nanoseconds(m[5..]));
        switch ((char)m[0])
        {
            case 'S':
                handler.SystemEvent(time, m[11]);
                break;
            case 'R':
                handler.Directory(time, locate, Stock(m, 11));
                break;
            case 'H':
                handler.TradingAction(time, locate, Stock(m, 11), m[19]);
                break;
            case 'A' or 'F':
                handler.Added(time, locate, Stock(m, 24), Long(m, 11), m[19] == 'B' ? BookSide.Bid : BookSide.Ask, Shares(m, 20), PriceAt(m, 32));
                break;
            case 'E':
                handler.Executed(time, locate, Long(m, 11), Shares(m, 19), Long(m, 23), price: null, isPrintable: true);
                break;
            case 'C':
                handler.Executed(time, locate, Long(m, 11), Shares(m, 19), Long(m, 23), PriceAt(m, 32), m[31] == 'Y');
                break;
            case 'X':
                handler.Cancelled(time, locate, Long(m, 11), Shares(m, 19));
                break;
            case 'D':
                handler.Deleted(time, locate, Long(m, 11));
                break;
            case 'U':
                handler.Replaced(time, locate, Long(m, 11), Long(m, 19), Shares(m, 27), PriceAt(m, 31));
                break;
            case 'P':
                handler.Traded(time, locate, Stock(m, 24), Shares(m, 20), PriceAt(m, 32), Long(m, 36));
                break;
            case 'Q':
                handler.Crossed(time, locate, Stock(m, 19), new(Long(m, 11)), PriceAt(m, 27), Long(m, 31));
                break;
            case 'B':
                handler.Broken(time, locate, Long(m, 11));
                break;
        }
        return true;
    }

    /// <summary>A type without a meaning for a board; it has its own letter at the least.</summary>
    const int Unknown = 1;

    static int LeastSize(byte type) =>
        (char)type switch
        {
            'S' => 12,
            'D' or 'B' => 19,
            'X' => 23,
            'H' => 25,
            'E' => 31,
            'U' => 35,
            'A' or 'C' => 36,
            'R' => 39,
            'F' or 'Q' => 40,
            'P' => 44,
            _ => Unknown,
        };

    static ReadOnlySpan<byte> Stock(ReadOnlySpan<byte> m, int at) => m.Slice(at, 8).TrimEnd((byte)' ');

    static Price PriceAt(ReadOnlySpan<byte> m, int at) => new(BinaryPrimitives.ReadUInt32BigEndian(m[at..]) * 100L);

    static Quantity Shares(ReadOnlySpan<byte> m, int at) => new(BinaryPrimitives.ReadUInt32BigEndian(m[at..]));

    static long Long(ReadOnlySpan<byte> m, int at) => BinaryPrimitives.ReadInt64BigEndian(m[at..]);

    /// <summary>Six bytes.</summary>
    static long Nanoseconds(ReadOnlySpan<byte> at) =>
        (long)BinaryPrimitives.ReadUInt16BigEndian(at) << 32 | BinaryPrimitives.ReadUInt32BigEndian(at[2..]);
}
