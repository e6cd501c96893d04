using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Portal.Bars;

/// <summary>
/// Bars of our own tape, and imported ones for the days it has none of. A day the tape holds whole is the tape's; of one it began in the
/// middle of, the imported bars win where there are some. A day's bars are of one source, never of both.
/// </summary>
sealed class BarSource(BarTape own, IBarSource imported) : IBarSource
{
    public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy)
    {
        var told = own.Read(id, length, from, to, knownBy);
        if (imported.Bars(id, length, from, to, knownBy) is not { Count: > 0 } others)
            return told.Bars;
        var theirs = others.Select(b => b.Day).ToHashSet();
        var ours = told.Bars.Select(b => b.Day).Where(d => !told.Partial.Contains(d) || !theirs.Contains(d)).ToHashSet();
        return [.. told.Bars.Where(b => ours.Contains(b.Day)).Concat(others.Where(b => !ours.Contains(b.Day))).OrderBy(b => b.Begins)];
    }

    public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => imported.Actions(id, knownBy);

    public IReadOnlyList<CorporateAction> AllActions(InstrumentId id, Moment knownBy) => imported.AllActions(id, knownBy);

    public IReadOnlyList<UnreadableSpan> Missing(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy)
    {
        var theirs = imported.Missing(id, length, from, to, knownBy);
        if (!own.IsDamaged)
            return theirs;
        var ours = own.Read(id, length, from, to, knownBy).Missing;
        return [.. ours.Select(m => new UnreadableSpan(m.From, m.To, m.Reason)), .. theirs];
    }
}
