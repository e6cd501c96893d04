using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>What a tape answers when asked for bars.</summary>
/// <param name="Partial">Days among them that the tape began in the middle of.</param>
/// <param name="Missing">Spans whose bars were kept and cannot be read.</param>
public sealed record BarReading(IReadOnlyList<Bar> Bars, IReadOnlySet<LocalDate> Partial, IReadOnlyList<MissingBars> Missing);

/// <summary>A trading day whose bars are damaged.</summary>
/// <param name="From">Midnight where the market is.</param>
/// <param name="To">The midnight after.</param>
public sealed record MissingBars(Mic Market, LocalDate Day, Moment From, Moment To, string Reason);
