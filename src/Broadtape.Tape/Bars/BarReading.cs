using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>What a tape answers when asked for bars.</summary>
/// <param name="Partial">Days among them that the tape began in the middle of.</param>
/// <param name="Missing">Spans whose bars were kept and cannot be read.</param>
public sealed record BarReading(IReadOnlyList<Bar> Bars, IReadOnlySet<LocalDate> Partial, IReadOnlyList<MissingBars> Missing);

/// <summary>A trading day whose bars are damaged, from midnight to midnight; or all since a damage of the tape, up to the moment asked for.</summary>
public sealed record MissingBars(Mic Market, LocalDate Day, Moment From, Moment To, string Reason);
