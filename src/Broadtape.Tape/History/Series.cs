using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History;

/// <summary>One source's bars of one instrument, of one length and one basis: what a line is drawn from. Two are never mixed in one line.</summary>
/// <param name="Source">Who made them, in a word that stays: yahoo, lean, ecb …</param>
public sealed record Series(InstrumentId Instrument, BarLength Length, TradingHours Hours, string Source, PriceBasis Basis);

/// <summary>What one import holds of a series.</summary>
/// <param name="Number">The series' number in this store, in order of its first import.</param>
/// <param name="ListedAssumed">The listing date is only the first day known: earlier days are the same listing's.</param>
/// <param name="File">Of its bars, in the history folder.</param>
sealed record SeriesExtent(int Number, Series Series, bool ListedAssumed, string File, LocalDate From, LocalDate To, long Rows);

/// <summary>Bars of one series, and which series that is.</summary>
public sealed record HistoryLine(Series Series, IReadOnlyList<Bar> Bars);
