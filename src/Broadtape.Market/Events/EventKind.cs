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
}
