using System.Buffers.Binary;
using NodaTime;

namespace Broadtape.Market;

/// <summary>Conditions of a trade. Stored on the tape: bits only grow.</summary>
[Flags]
public enum TradeConditions : ushort
{
    None = 0,

    /// <summary>Outside regular hours; labelled where shown.</summary>
    ExtendedHours = 1,
    OddLot = 2,

    /// <summary>Does not set the last price (IEX: not last-sale eligible; HKEX: off-exchange, odd lot).</summary>
    NotLastSale = 4,
    Auction = 8,

    /// <summary>Does not count to the day's high and low.</summary>
    NotHighLow = 16,

    /// <summary>The source itself marked it doubtful (LEAN); kept, never shown.</summary>
    Suspicious = 32,
}

/// <summary>State of trading in a security (R8).</summary>
public enum TradingState : byte
{
    Normal = 0,
    Suspended = 1,
}

/// <summary>Phases of a trading day (R3). Stored on the tape: values only grow.</summary>
public enum SessionPhase : byte
{
    Closed = 0,
    PreOpening = 1,
    PreOpeningNoCancel = 2,
    PreOpeningMatching = 3,
    Blocking = 4,
    Continuous = 5,
    Lunch = 6,
    ReferencePriceFixing = 7,
    ClosingOrderInput = 8,
    ClosingNoCancel = 9,
    ClosingRandom = 10,

    /// <summary>Futures' session after the day's; in the United States the hours before and after the regular ones.</summary>
    NightSession = 11,
    PreMarket = 12,
    AfterHours = 13,
    MarketHalt = 14,
}

public enum IndexStatus : byte
{
    Trading = 0,
    Indicative = 1,
    Opening = 2,
    Closing = 3,
}

public readonly record struct Listing(InstrumentId Id, InstrumentKind Kind, bool ListedAssumed);

public readonly record struct SessionChange(Mic Market, SessionPhase Phase, LocalDate TradingDay);

public readonly record struct Heartbeat(Mic Market);

/// <summary>Whatever the market's instruments last said is not known to be so any more.</summary>
public readonly record struct Silence(Mic Market);

public readonly record struct Trade(Price Price, Quantity Quantity, long TradeId, TradeConditions Conditions);

/// <summary>Best bid and ask; a none price means an empty side.</summary>
public readonly record struct TopOfBook(Price Bid, Quantity BidQuantity, Price Ask, Quantity AskQuantity);

public readonly record struct Statistics(Price High, Price Low, Quantity Volume, Turnover Turnover);

/// <summary>Change and percent are the compiler's own, and win over sums of ours (R9); both 0 with HasChange false.</summary>
public readonly record struct IndexValue(Price Value, Price Change, Percent ChangePercent, bool HasChange, IndexStatus Status);

/// <summary>Corrects the trade of that id on that instrument; quantity 0 breaks it.</summary>
public readonly record struct Amendment(long TradeId, Price Price, Quantity Quantity);

public readonly record struct AuctionPrice(Price Price, Quantity Quantity);

public readonly partial struct MarketEvent
{
    const ushort AssumedBit = 0x100;
    const ushort HasChangeBit = 0x100;

    public static MarketEvent Of(in EventStamp stamp, in Listing listing)
    {
        Span<byte> code = stackalloc byte[InstrumentId.CodeLengthMax];
        code.Clear();
        var text = listing.Id.Code;
        if (text.Length is 0 or > InstrumentId.CodeLengthMax)
            throw new ArgumentException($"an instrument code has 1 to {InstrumentId.CodeLengthMax} characters, not '{text}'");
        for (var i = 0; i < text.Length; i++)
            code[i] = text[i] is > ' ' and < (char)127 ? (byte)text[i] : throw new ArgumentException($"code '{text}' is not printable ASCII");
        var days = Period.DaysBetween(Epoch, listing.Id.Listed);
        return new(
            stamp,
            EventKind.Listing,
            (ushort)((byte)listing.Kind | (listing.ListedAssumed ? AssumedBit : 0)),
            BinaryPrimitives.ReadInt64LittleEndian(code),
            BinaryPrimitives.ReadInt64LittleEndian(code[8..]),
            (long)listing.Id.Mic.Packed << 32 | (uint)days
        );
    }

    public Listing AsListing()
    {
        Expect(EventKind.Listing);
        Span<byte> code = stackalloc byte[InstrumentId.CodeLengthMax];
        BinaryPrimitives.WriteInt64LittleEndian(code, a);
        BinaryPrimitives.WriteInt64LittleEndian(code[8..], b);
        var text = System.Text.Encoding.ASCII.GetString(code.TrimEnd((byte)0));
        return new(new(new((uint)(c >> 32)), text, Epoch.PlusDays((int)c)), (InstrumentKind)(byte)flags, (flags & AssumedBit) != 0);
    }

    public static MarketEvent Of(in EventStamp stamp, in SessionChange change) =>
        new(stamp, EventKind.Session, (ushort)change.Phase, change.Market.Packed, Period.DaysBetween(Epoch, change.TradingDay));

    public SessionChange AsSession()
    {
        Expect(EventKind.Session);
        return new(new((uint)a), (SessionPhase)flags, Epoch.PlusDays((int)b));
    }

    public static MarketEvent Of(in EventStamp stamp, in Heartbeat heartbeat) => new(stamp, EventKind.Heartbeat, 0, heartbeat.Market.Packed);

    public Heartbeat AsHeartbeat()
    {
        Expect(EventKind.Heartbeat);
        return new(new((uint)a));
    }

    public static MarketEvent Of(in EventStamp stamp, in Silence silence) => new(stamp, EventKind.Silence, 0, silence.Market.Packed);

    public Silence AsSilence()
    {
        Expect(EventKind.Silence);
        return new(new((uint)a));
    }

    public static MarketEvent Of(in EventStamp stamp, in Trade trade) =>
        new(stamp, EventKind.Trade, (ushort)trade.Conditions, trade.Price.Millionths, trade.Quantity.Units, trade.TradeId);

    public Trade AsTrade()
    {
        Expect(EventKind.Trade);
        return new(new(a), new(b), c, (TradeConditions)flags);
    }

    public static MarketEvent Of(in EventStamp stamp, in TopOfBook top) =>
        new(stamp, EventKind.TopOfBook, 0, top.Bid.Millionths, top.BidQuantity.Units, top.Ask.Millionths, top.AskQuantity.Units);

    public TopOfBook AsTopOfBook()
    {
        Expect(EventKind.TopOfBook);
        return new(new(a), new(b), new(c), new(d));
    }

    public static MarketEvent Of(in EventStamp stamp, in Statistics statistics) =>
        new(
            stamp,
            EventKind.Statistics,
            0,
            statistics.High.Millionths,
            statistics.Low.Millionths,
            statistics.Volume.Units,
            statistics.Turnover.Thousandths
        );

    public Statistics AsStatistics()
    {
        Expect(EventKind.Statistics);
        return new(new(a), new(b), new(c), new(d));
    }

    public static MarketEvent Of(in EventStamp stamp, in IndexValue index) =>
        new(
            stamp,
            EventKind.IndexValue,
            (ushort)((byte)index.Status | (index.HasChange ? HasChangeBit : 0)),
            index.Value.Millionths,
            index.Change.Millionths,
            index.ChangePercent.Millionths
        );

    public IndexValue AsIndexValue()
    {
        Expect(EventKind.IndexValue);
        return new(new(a), new(b), new(c), (flags & HasChangeBit) != 0, (IndexStatus)(byte)flags);
    }

    public static MarketEvent Of(in EventStamp stamp, in Amendment amendment) =>
        new(stamp, EventKind.Amendment, 0, amendment.Price.Millionths, amendment.Quantity.Units, amendment.TradeId);

    public Amendment AsAmendment()
    {
        Expect(EventKind.Amendment);
        return new(c, new(a), new(b));
    }

    public static MarketEvent Of(in EventStamp stamp, in AuctionPrice auction) =>
        new(stamp, EventKind.AuctionPrice, 0, auction.Price.Millionths, auction.Quantity.Units);

    public AuctionPrice AsAuctionPrice()
    {
        Expect(EventKind.AuctionPrice);
        return new(new(a), new(b));
    }

    public static MarketEvent Of(in EventStamp stamp, TradingState state) => new(stamp, EventKind.SecurityStatus, (ushort)state, 0);

    public TradingState AsSecurityStatus()
    {
        Expect(EventKind.SecurityStatus);
        return (TradingState)flags;
    }

    /// <summary>The 按盤價; a none price withdraws it.</summary>
    public static MarketEvent OfNominal(in EventStamp stamp, Price nominal) => new(stamp, EventKind.Nominal, 0, nominal.Millionths);

    public static MarketEvent OfPreviousClose(in EventStamp stamp, Price close) => new(stamp, EventKind.PreviousClose, 0, close.Millionths);

    public static MarketEvent OfClosingPrice(in EventStamp stamp, Price close) => new(stamp, EventKind.ClosingPrice, 0, close.Millionths);

    public static MarketEvent OfFxRate(in EventStamp stamp, Price rate) => new(stamp, EventKind.FxRate, 0, rate.Millionths);

    /// <summary>The one price of a Nominal, PreviousClose, ClosingPrice or FxRate event.</summary>
    public Price AsPrice()
    {
        if (kind is not (EventKind.Nominal or EventKind.PreviousClose or EventKind.ClosingPrice or EventKind.FxRate))
            Mismatch(kind, EventKind.Nominal);
        return new(a);
    }

    static readonly LocalDate Epoch = new(1970, 1, 1);
}
