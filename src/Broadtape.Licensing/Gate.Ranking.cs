using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

public sealed partial class Gate
{
    /// <summary>
    /// The first of many by what this viewer may see of them: a delayed viewer's ranking is that of his delay (R11). Suspended instruments
    /// and those without a base are in none (R8, R9), nor are those that did not move in the way asked for.
    /// </summary>
    /// <param name="among">Instruments of one currency: their turnovers are compared.</param>
    /// <param name="extendedHours">Only those whose last sale was made outside regular hours.</param>
    public IReadOnlyList<Disclosure> Rank(
        BoardView view,
        Viewer viewer,
        Surface surface,
        IEnumerable<Instrument> among,
        RankBy by,
        bool extendedHours,
        int most
    )
    {
        var field = by switch
        {
            RankBy.Turnover => QuoteField.Turnover,
            RankBy.Volume => QuoteField.Volume,
            _ => QuoteField.ChangePercent,
        };
        var ranked = new List<(long Key, Instrument Instrument)>();
        foreach (var instrument in among)
        {
            var source = SourceOf(view, instrument);
            if (
                licence.DelayOf(FieldClass.Of(instrument, source, field), viewer.Kind, surface) is not { } delay
                || view.Behind(delay) is var frame && !frame.TryFind(instrument.Id, out var number)
            )
                continue;
            ref readonly var quote = ref frame.QuoteOf(number);
            if (quote.State == TradingState.Suspended || extendedHours && !quote.LastExtended)
                continue;
            var value = QuoteFields.Read(instrument, quote, default, default, frame.Horizon, field);
            var key = by == RankBy.Down ? -value.Scaled : value.Scaled;
            if (value.Absence == Absence.NotAbsent && key > 0)
                ranked.Add((key, instrument));
        }
        return
        [
            .. ranked
                .OrderByDescending(r => r.Key)
                .ThenBy(r => r.Instrument.Id.Symbol, StringComparer.Ordinal)
                .Take(most)
                .Select(r => Disclose(view, viewer, surface, r.Instrument)),
        ];
    }
}
