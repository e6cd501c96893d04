using Broadtape.Market;
using NodaTime;

namespace Broadtape.Licensing;

/// <summary>Bars of one instrument as one viewer may see them.</summary>
/// <param name="Absence">Why there are none; NotAbsent when there may be some, though the list be empty.</param>
/// <param name="Delay">How far the newest of them stands behind the market.</param>
/// <param name="Horizon">The newest instant any of them may speak of.</param>
public sealed record BarDisclosure(Instrument Instrument, Absence Absence, Delay Delay, Moment Horizon, IReadOnlyList<BarFigures> Bars)
{
    /// <summary>Spans of what was asked for whose bars were kept and cannot be read.</summary>
    public IReadOnlyList<UnreadableSpan> Missing { get; init; } = [];

    internal static BarDisclosure None(Instrument instrument, Absence why) => new(instrument, why, Delay.None, default, []);
}

/// <summary>One bar's figures.</summary>
/// <param name="IsAdjusted">Its prices were carried over corporate actions since; raw otherwise.</param>
/// <param name="IsGrowing">It ends after the horizon.</param>
public sealed record BarFigures(
    Moment Begins,
    LocalDate Day,
    Figure Open,
    Figure High,
    Figure Low,
    Figure Close,
    Figure Volume,
    Figure Turnover,
    Figure Vwap,
    int Trades,
    bool IsAdjusted,
    bool IsGrowing
);
