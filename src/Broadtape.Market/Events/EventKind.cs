namespace Broadtape.Market;

/// <summary>What an event says. Stored on the tape: values only grow, and a golden test holds them.</summary>
public enum EventKind : byte
{
    /// <summary>An instrument takes its number on this tape; stands before its first other event.</summary>
    Listing = 1,

    /// <summary>A market enters a phase of its day; the exchange's word, not the clock's.</summary>
    Session = 2,

    /// <summary>A source is alive and has nothing to say; silence beyond it is staleness.</summary>
    Heartbeat = 3,

    /// <summary>The base of change for the day that begins (R9).</summary>
    PreviousClose = 4,
    Trade = 5,
    TopOfBook = 6,

    /// <summary>The exchange's 按盤價 (R1).</summary>
    Nominal = 7,

    /// <summary>The day's high, low, volume and turnover.</summary>
    Statistics = 8,
    ClosingPrice = 9,

    /// <summary>Indicative equilibrium price and volume of an auction.</summary>
    AuctionPrice = 10,
    IndexValue = 11,
    FxRate = 12,

    /// <summary>Suspended or resumed (R8).</summary>
    SecurityStatus = 13,

    /// <summary>The exchange corrects or breaks an earlier trade.</summary>
    Amendment = 14,

    /// <summary>A source has fallen silent while its market should speak; ends with its next heartbeat.</summary>
    Silence = 15,

    /// <summary>One change of a book of ten prices a side.</summary>
    Depth = 16,

    /// <summary>Brokers waiting on one side, best price first; a queue is told in up to three parts.</summary>
    BrokerQueue = 17,

    /// <summary>How much more is wanted on one side of an auction.</summary>
    Imbalance = 18,

    /// <summary>The volatility control holds a price within a band for a while (R6).</summary>
    CoolingOff = 19,

    /// <summary>Volume-weighted average price, as the source computes it.</summary>
    Vwap = 20,

    /// <summary>Short selling of the day so far, told at noon and at the close.</summary>
    ShortSelling = 21,

    /// <summary>Turnover of a market's segment in one currency, or of all of it in the market's own.</summary>
    MarketTurnover = 22,

    /// <summary>What is left of a Stock Connect day's quota.</summary>
    ConnectQuota = 23,
    ConnectTurnover = 24,

    /// <summary>The price limits of an auction.</summary>
    AuctionLimits = 25,
    OrderAdded = 26,
    OrderChanged = 27,
    OrderDeleted = 28,

    /// <summary>A page of the exchange's news begins, goes on or is withdrawn; its words follow.</summary>
    News = 29,

    /// <summary>Up to 32 bytes of a text in UTF-8: a name, or a part of the news begun before.</summary>
    Words = 30,
}

/// <summary>Where an event came from. Stored on the tape: values only grow.</summary>
public enum EventSource : byte
{
    Box = 1,
    IexTops = 2,
    LeanTicks = 3,
    Omd = 4,
    OmdRecording = 5,

    /// <summary>The synthetic exchange, over the wire.</summary>
    OmdBox = 6,
    IexDeep = 7,
    Itch = 8,
}
