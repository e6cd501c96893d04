using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Portal.Charts;

/// <summary>A place on the axis, with the bar that stands there; null where nothing traded, or not yet.</summary>
readonly record struct ChartSlot(Moment Begins, LocalDate Day, BarFigures? Bar);

/// <summary>A line beside the prices: a figure for each slot, none where there is none.</summary>
sealed record ChartLine(string Name, IReadOnlyList<Figure> Figures);

/// <summary>The instrument and another in percent since the first slot where both have a price.</summary>
sealed record ChartComparison(Instrument Other, Absence Absence, Delay Delay, IReadOnlyList<Figure> Own, IReadOnlyList<Figure> Theirs);

enum ChartEventKind
{
    Article,
    Call,
    Dividend,
    Bonus,
    Rights,
    Split,
}

/// <summary>Something that happened, at a slot of the axis.</summary>
/// <param name="Language">The text's own: headlines and authors are as they were written.</param>
/// <param name="Href">The page that tells of it; null where none does.</param>
sealed record ChartEvent(int Slot, ChartEventKind Kind, string Text, Edition Language, string? Href);

/// <summary>A chart as one viewer may see it: what picture, table, CSV and announcements are made of, so that they agree.</summary>
/// <param name="PreviousClose">Of the day; none on longer charts.</param>
/// <param name="MayTick">The licence lets these figures be pushed, and the moment is now.</param>
/// <param name="Zone">Where its times are read.</param>
sealed record ChartData(
    ChartQuestion Question,
    BarDisclosure Disclosed,
    Figure PreviousClose,
    bool MayTick,
    DateTimeZone Zone,
    IReadOnlyList<ChartSlot> Slots,
    IReadOnlyList<ChartLine> Lines,
    ChartComparison? Comparison,
    IReadOnlyList<ChartEvent> Events
)
{
    /// <summary>The newest bar there is; null when there is none.</summary>
    public BarFigures? Newest => Slots.LastOrDefault(s => s.Bar is not null).Bar;
}
