namespace Broadtape.Tape.History.Import;

/// <summary>Why a row of a file that is otherwise in order is set aside. The names stand in manifests and reports: they only grow.</summary>
enum Quarantine
{
    /// <summary>A row of nulls, as vendors write for days they know nothing of.</summary>
    NullRow,

    /// <summary>Some of its prices are missing.</summary>
    Incomplete,

    NotPositive,

    /// <summary>High below low: the columns are shifted.</summary>
    HighBelowLow,

    CloseOutsideRange,
    OpenOutsideRange,

    /// <summary>No volume on a day the calendar says is closed.</summary>
    ZeroVolumeHoliday,

    /// <summary>Volume on a day the calendar says is closed.</summary>
    NotATradingDay,

    /// <summary>No volume on an open day: nothing was traded, and what stands there is the close of before.</summary>
    NothingTraded,

    /// <summary>The same row again.</summary>
    Duplicate,

    /// <summary>Two rows of one day that differ: neither can be believed.</summary>
    Contradiction,

    /// <summary>The file's last day, cut short when the file was made.</summary>
    UnfinishedDay,

    /// <summary>A name no listing is known for.</summary>
    UnknownSymbol,

    /// <summary>A row of a series after its end.</summary>
    AfterItsEnd,

    /// <summary>A split told twice within days.</summary>
    RepeatedAction,

    /// <summary>A dividend or split that makes no sense as one.</summary>
    UnclearAction,

    /// <summary>A row without a name or a category, such as those a sheet ends with.</summary>
    Blank,

    /// <summary>Outside the hours its market knows.</summary>
    OutsideHours,
}
