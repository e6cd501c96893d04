namespace Broadtape.Tape.History;

/// <summary>What was done to prices before we took them. Stored: values only grow.</summary>
public enum PriceBasis : byte
{
    /// <summary>As they were traded.</summary>
    Raw = 1,

    /// <summary>Carried over the splits up to the series' last day.</summary>
    SplitAdjusted = 2,

    /// <summary>Carried over the splits and dividends up to the series' last day.</summary>
    Adjusted = 3,
}

/// <summary>Whether bars sum up a market's regular hours or what was traded before and after them. Stored: values only grow.</summary>
public enum TradingHours : byte
{
    Regular = 1,
    Extended = 2,
}
