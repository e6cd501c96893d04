namespace Broadtape.Market;

/// <summary>What a figure counts.</summary>
public enum Unit : byte
{
    /// <summary>A price or money in the passport's currency.</summary>
    Money,
    Points,
    Percent,
    Shares,
    Rate,

    /// <summary>Money in millions of the passport's currency.</summary>
    Millions,

    /// <summary>So many times something else.</summary>
    Times,
}

/// <summary>How far a figure stands behind its market: real time, or so many minutes; decided by the licence.</summary>
public readonly record struct Delay(int Minutes)
{
    public static readonly Delay None = default;

    public bool IsRealTime => Minutes == 0;
}

/// <summary>What a reader may believe of a figure. Names leave the process (API, stream): they only grow.</summary>
public enum FigureState : byte
{
    /// <summary>No value; <see cref="Passport.Absence"/> says why.</summary>
    None = 0,

    /// <summary>The market is open and the figure is as new as the viewer's licence allows, in real time.</summary>
    Live = 1,

    /// <summary>As live, behind by the delay.</summary>
    Delayed = 2,

    /// <summary>The market is closed or pausing; the last valid value stands.</summary>
    Closing = 3,
    Halted = 4,

    /// <summary>The market is open and its feed has been silent for too long.</summary>
    Stale = 5,
}

/// <summary>Why a figure has no value.</summary>
public enum Absence : byte
{
    NotAbsent = 0,

    /// <summary>The moment asked for lies before the first event kept.</summary>
    BeforeTape = 1,

    /// <summary>The source has sent none so far.</summary>
    NotSent = 2,

    /// <summary>It cannot be computed: an input is missing.</summary>
    NoInput = 3,

    /// <summary>The viewer's licence does not hold it; it exists.</summary>
    NotLicensed = 4,

    /// <summary>No such field for this kind of instrument.</summary>
    NotApplicable = 5,
}

/// <summary>What travels with every number shown.</summary>
/// <param name="Currency">ISO 4217 with <see cref="Unit.Money"/> and <see cref="Unit.Millions"/>, else empty.</param>
/// <param name="DataTime">The exchange's time of the newest event behind the value; null when there is no value.</param>
/// <param name="IsComputed">We made it of figures that were sent; the source sends none of its own.</param>
/// <param name="ExtendedHours">The price was made outside regular hours.</param>
public readonly record struct Passport(
    Unit Unit,
    string Currency,
    EventSource Source,
    Moment? DataTime,
    Delay Delay,
    FigureState State,
    Absence Absence = Absence.NotAbsent,
    bool ExtendedHours = false,
    bool IsComputed = false
);
