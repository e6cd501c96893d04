using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tape.History;
using NodaTime;

namespace Broadtape.Portal.Bars;

/// <summary>The imported history as the gate asks of it.</summary>
sealed class ImportedBars(HistoryStore history, Timetables timetables, InstrumentMaster instruments) : IBarSource
{
    public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) =>
        history.Bars(id, length, from, to, knownBy);

    public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => history.Actions(id, knownBy);

    public IReadOnlyList<CorporateAction> AllActions(InstrumentId id, Moment knownBy) => history.AllActions(id, knownBy);

    public IReadOnlyList<UnreadableSpan> Missing(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy)
    {
        var market = instruments.Find(id)?.SessionMarket ?? id.Mic;
        var zone = timetables.Find(market)?.Zone ?? DateTimeZone.Utc;
        return
        [
            .. history
                .Missing(id, length)
                .Select(m => new UnreadableSpan(
                    Moment.From(m.From.AtMidnight(), zone),
                    Moment.From(m.To.PlusDays(1).AtMidnight(), zone),
                    "a file of the imported history does not hold"
                ))
                .Where(s => s.From < to && s.To > from),
        ];
    }
}
