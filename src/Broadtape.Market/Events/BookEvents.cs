using System.Buffers.Binary;

namespace Broadtape.Market;

/// <summary>What a change does to a book of ten prices a side (HKEX OMD-C V1.45, message 53). Stored on the tape: values only grow.</summary>
public enum DepthAction : byte
{
    /// <summary>A price comes in at its level and pushes the rest down; the eleventh is cut.</summary>
    New = 0,

    /// <summary>The level's quantity and orders are others.</summary>
    Change = 1,

    /// <summary>The level goes, and the rest moves up.</summary>
    Delete = 2,

    /// <summary>Both sides are empty.</summary>
    Clear = 3,
}

/// <summary>Which side of a book.</summary>
public enum BookSide : byte
{
    Bid = 0,
    Ask = 1,
}

/// <param name="Level">1 is the best; as of the moment the change is applied.</param>
public readonly record struct DepthChange(BookSide Side, DepthAction Action, int Level, Price Price, Quantity Quantity, int Orders);

/// <summary>A part of a broker queue: up to 16 items, each a broker's number or, negative, so many spreads from the best price; none is 0.</summary>
/// <param name="Part">From 0; part 0 replaces what was known of the side.</param>
/// <param name="HasMore">More brokers wait than are told.</param>
public readonly record struct BrokerQueuePart(BookSide Side, int Part, bool HasMore, BrokerItems Items);

/// <summary>Sixteen items in a row.</summary>
[System.Runtime.CompilerServices.InlineArray(Count)]
public struct BrokerItems
{
    public const int Count = 16;

    /// <summary>An item that says nobody waits at the spread just named.</summary>
    public const short Nobody = short.MinValue;

    short first;
}

/// <param name="Quantity">The absolute difference at the indicative price; 0 with no side when both are equal or there is no price.</param>
/// <param name="Side">The side that wants more; null when neither does.</param>
public readonly record struct Imbalance(BookSide? Side, Quantity Quantity);

/// <summary>Trading goes on within the band until the end (R6); the stamp's exchange time is the beginning.</summary>
public readonly record struct CoolingOff(Moment Ends, Price Reference, Price Lower, Price Upper);

/// <summary>The day's short selling so far.</summary>
public readonly record struct ShortSelling(Quantity Shares, Turnover Turnover);

/// <param name="Segment">Four letters: MAIN, GEM, NASD, ETS.</param>
/// <param name="Currency">ISO 4217; empty for the whole segment in Hong Kong dollars.</param>
public readonly record struct MarketTurnover(Mic Market, string Segment, string Currency, Turnover Turnover);

/// <param name="Link">SH or SZ, and NB or SB: northbound or southbound.</param>
/// <param name="Balance">Renminbi left; null while at least 30 % of the quota are, which is all the exchange then says.</param>
public readonly record struct ConnectQuota(string Link, long? Balance);

/// <summary>Whole Hong Kong dollars southbound, whole renminbi northbound; null where the exchange does not say.</summary>
public readonly record struct ConnectTurnover(string Link, long? Buy, long? Sell, long? Total);

/// <summary>Prices an auction may make; both none for no limits.</summary>
public readonly record struct AuctionLimits(Price Reference, Price Lower, Price Upper);

/// <summary>One order of a book that is told order by order; no such book is built of it.</summary>
/// <param name="IsOddLot">Told on the odd lot feed, with a broker.</param>
/// <param name="Broker">0 where it is not told.</param>
public readonly record struct BookOrder(long OrderId, BookSide Side, Price Price, Quantity Quantity, bool IsMarketOrder, bool IsOddLot, int Broker);

/// <param name="Id">The exchange's page: its type and number, such as EXC101.</param>
/// <param name="IsLast">The page is whole with this part.</param>
/// <param name="IsWithdrawn">The page is withdrawn.</param>
public readonly record struct NewsPart(string Id, Moment Released, bool IsLast, bool IsWithdrawn);

/// <summary>What a run of words is.</summary>
public enum WordsOf : byte
{
    NameZhHant = 0,
    NameZhHans = 1,
    NameEn = 2,
    NewsHeadline = 3,
    NewsLine = 4,

    /// <summary>Codes of the securities the news speaks of, separated by spaces.</summary>
    NewsCodes = 5,
}

/// <summary>Part of a text in UTF-8. Parts follow each other until the last.</summary>
public readonly record struct Words(WordsOf Of, bool IsLast, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes an event carries.</summary>
    public const int Most = 32;

    /// <summary>A text cut into the parts that carry it; an empty text is one empty part.</summary>
    public static IEnumerable<Words> Cut(WordsOf of, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var at = 0;
        do
        {
            var count = Math.Min(Most, bytes.Length - at);
            yield return new(of, at + count == bytes.Length, bytes.AsMemory(at, count));
            at += count;
        } while (at < bytes.Length);
    }
}

public readonly partial struct MarketEvent
{
    const int ActionShift = 1;
    const int PartShift = 1;
    const ushort MoreBit = 0x100;
    const ushort MarketOrderBit = 0x100;
    const ushort OddLotBit = 0x200;
    const ushort LastBit = 0x100;
    const ushort WithdrawnBit = 0x200;
    const int LengthShift = 10;
    const int OrdersShift = 8;

    /// <summary>A number that says nothing.</summary>
    const long Unsaid = long.MinValue;

    public static MarketEvent Of(in EventStamp stamp, in DepthChange change) =>
        new(
            stamp,
            EventKind.Depth,
            (ushort)((int)change.Side | (int)change.Action << ActionShift),
            change.Price.Millionths,
            change.Quantity.Units,
            (uint)change.Level | (long)change.Orders << OrdersShift
        );

    public DepthChange AsDepth()
    {
        Expect(EventKind.Depth);
        return new((BookSide)(flags & 1), (DepthAction)(flags >> ActionShift), (byte)c, new(a), new(b), (int)(c >> OrdersShift));
    }

    public static MarketEvent Of(in EventStamp stamp, in BrokerQueuePart queue)
    {
        var items = MemoryMarshalOf(queue.Items);
        return new(
            stamp,
            EventKind.BrokerQueue,
            (ushort)((int)queue.Side | queue.Part << PartShift | (queue.HasMore ? MoreBit : 0)),
            items[0],
            items[1],
            items[2],
            items[3]
        );
    }

    public BrokerQueuePart AsBrokerQueue()
    {
        Expect(EventKind.BrokerQueue);
        BrokerItems items = default;
        var longs = System.Runtime.InteropServices.MemoryMarshal.Cast<short, long>((Span<short>)items);
        (longs[0], longs[1], longs[2], longs[3]) = (a, b, c, d);
        return new((BookSide)(flags & 1), flags >> PartShift & 0x7F, (flags & MoreBit) != 0, items);
    }

    static long[] MemoryMarshalOf(BrokerItems items) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<short, long>((ReadOnlySpan<short>)items).ToArray();

    public static MarketEvent Of(in EventStamp stamp, in Imbalance imbalance) =>
        new(stamp, EventKind.Imbalance, (ushort)(imbalance.Side is { } side ? (int)side + 1 : 0), imbalance.Quantity.Units);

    public Imbalance AsImbalance()
    {
        Expect(EventKind.Imbalance);
        return new(flags == 0 ? null : (BookSide)(flags - 1), new(a));
    }

    public static MarketEvent Of(in EventStamp stamp, in CoolingOff cooling) =>
        new(
            stamp,
            EventKind.CoolingOff,
            0,
            cooling.Ends.UnixNanoseconds,
            cooling.Reference.Millionths,
            cooling.Lower.Millionths,
            cooling.Upper.Millionths
        );

    public CoolingOff AsCoolingOff()
    {
        Expect(EventKind.CoolingOff);
        return new(new(a), new(b), new(c), new(d));
    }

    public static MarketEvent OfVwap(in EventStamp stamp, Price vwap) => new(stamp, EventKind.Vwap, 0, vwap.Millionths);

    public Price AsVwap()
    {
        Expect(EventKind.Vwap);
        return new(a);
    }

    public static MarketEvent Of(in EventStamp stamp, in ShortSelling selling) =>
        new(stamp, EventKind.ShortSelling, 0, selling.Shares.Units, selling.Turnover.Thousandths);

    public ShortSelling AsShortSelling()
    {
        Expect(EventKind.ShortSelling);
        return new(new(a), new(b));
    }

    public static MarketEvent Of(in EventStamp stamp, in MarketTurnover turnover) =>
        new(
            stamp,
            EventKind.MarketTurnover,
            0,
            turnover.Market.Packed,
            Packed(turnover.Segment),
            Packed(turnover.Currency),
            turnover.Turnover.Thousandths
        );

    public MarketTurnover AsMarketTurnover()
    {
        Expect(EventKind.MarketTurnover);
        return new(new((uint)a), Unpacked(b), Unpacked(c), new(d));
    }

    public static MarketEvent Of(in EventStamp stamp, in ConnectQuota quota) =>
        new(stamp, EventKind.ConnectQuota, 0, Packed(quota.Link), quota.Balance ?? Unsaid);

    public ConnectQuota AsConnectQuota()
    {
        Expect(EventKind.ConnectQuota);
        return new(Unpacked(a), b == Unsaid ? null : b);
    }

    public static MarketEvent Of(in EventStamp stamp, in ConnectTurnover turnover) =>
        new(stamp, EventKind.ConnectTurnover, 0, Packed(turnover.Link), turnover.Buy ?? Unsaid, turnover.Sell ?? Unsaid, turnover.Total ?? Unsaid);

    public ConnectTurnover AsConnectTurnover()
    {
        Expect(EventKind.ConnectTurnover);
        return new(Unpacked(a), b == Unsaid ? null : b, c == Unsaid ? null : c, d == Unsaid ? null : d);
    }

    public static MarketEvent Of(in EventStamp stamp, in AuctionLimits limits) =>
        new(stamp, EventKind.AuctionLimits, 0, limits.Reference.Millionths, limits.Lower.Millionths, limits.Upper.Millionths);

    public AuctionLimits AsAuctionLimits()
    {
        Expect(EventKind.AuctionLimits);
        return new(new(a), new(b), new(c));
    }

    /// <summary>An order that came, changed or went: <paramref name="kind"/> is OrderAdded, OrderChanged or OrderDeleted.</summary>
    public static MarketEvent OfOrder(in EventStamp stamp, EventKind kind, in BookOrder order) =>
        new(
            stamp,
            kind is EventKind.OrderAdded or EventKind.OrderChanged or EventKind.OrderDeleted
                ? kind
                : throw new ArgumentException($"{kind} is not of an order"),
            (ushort)((int)order.Side | (order.IsMarketOrder ? MarketOrderBit : 0) | (order.IsOddLot ? OddLotBit : 0)),
            order.Price.Millionths,
            order.Quantity.Units,
            order.OrderId,
            order.Broker
        );

    public BookOrder AsOrder()
    {
        if (kind is not (EventKind.OrderAdded or EventKind.OrderChanged or EventKind.OrderDeleted))
            Mismatch(kind, EventKind.OrderAdded);
        return new(c, (BookSide)(flags & 1), new(a), new(b), (flags & MarketOrderBit) != 0, (flags & OddLotBit) != 0, (int)d);
    }

    public static MarketEvent Of(in EventStamp stamp, in NewsPart news) =>
        new(
            stamp,
            EventKind.News,
            (ushort)((news.IsLast ? LastBit : 0) | (news.IsWithdrawn ? WithdrawnBit : 0)),
            Packed(news.Id),
            news.Released.UnixNanoseconds
        );

    public NewsPart AsNews()
    {
        Expect(EventKind.News);
        return new(Unpacked(a), new(b), (flags & LastBit) != 0, (flags & WithdrawnBit) != 0);
    }

    public static MarketEvent Of(in EventStamp stamp, in Words words)
    {
        Span<byte> bytes = stackalloc byte[Words.Most];
        bytes.Clear();
        words.Bytes.Span.CopyTo(bytes);
        return new(
            stamp,
            EventKind.Words,
            (ushort)((int)words.Of | (words.IsLast ? LastBit : 0) | words.Bytes.Length << LengthShift - 1),
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])
        );
    }

    public Words AsWords()
    {
        Expect(EventKind.Words);
        var bytes = new byte[Words.Most];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, a);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), b);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), c);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), d);
        return new((WordsOf)(flags & 0xF), (flags & LastBit) != 0, bytes.AsMemory(0, flags >> LengthShift - 1));
    }

    /// <summary>Up to eight letters as one number.</summary>
    static long Packed(string text)
    {
        if (text.Length > sizeof(long))
            throw new ArgumentException($"'{text}' is longer than {sizeof(long)} letters");
        var packed = 0L;
        foreach (var letter in text)
            packed = packed << 8 | (byte)letter;
        return packed;
    }

    static string Unpacked(long packed)
    {
        Span<char> text = stackalloc char[sizeof(long)];
        var at = text.Length;
        for (; packed != 0; packed >>= 8)
            text[--at] = (char)(packed & 0xFF);
        return new(text[at..]);
    }
}
