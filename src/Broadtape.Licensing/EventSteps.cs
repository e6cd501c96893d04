using Broadtape.Board;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Licensing;

/// <summary>
/// From a moment to the nearest at which what is shown of some instruments changes. That something happened is a disclosure too: a viewer
/// sees an event his delay after its release, and is not told of one he may not see yet. Any thread.
/// </summary>
public sealed class EventSteps(IEventLog log, Gate gate)
{
    /// <summary>Events looked through for one step, some tens of milliseconds; the neighbour of one that is further off is not found.</summary>
    const int EventsMost = 2_000_000;

    const int Stretch = 4_096;

    /// <summary>What a reader would call an event; books and heartbeats change all the time.</summary>
    static readonly HashSet<EventKind> Told =
    [
        EventKind.Session,
        EventKind.PreviousClose,
        EventKind.Trade,
        EventKind.Nominal,
        EventKind.ClosingPrice,
        EventKind.AuctionPrice,
        EventKind.IndexValue,
        EventKind.FxRate,
        EventKind.SecurityStatus,
        EventKind.Amendment,
        EventKind.CoolingOff,
    ];

    /// <param name="live">The view of now: what it does not hold is not told of.</param>
    /// <returns>Null when nothing more has happened that the viewer may see now.</returns>
    public Moment? Next(Moment moment, BoardView live, Viewer viewer, Surface surface, IReadOnlyList<Instrument> instruments) =>
        Watched(live, viewer, surface, instruments).Select(w => After(moment, w, live.Moment)).Min();

    /// <returns>Null when nothing had happened before.</returns>
    public Moment? Previous(Moment moment, BoardView live, Viewer viewer, Surface surface, IReadOnlyList<Instrument> instruments) =>
        Watched(live, viewer, surface, instruments).Select(w => Before(moment, w)).Max();

    Moment? After(Moment moment, Watch watch, Moment now)
    {
        var released = moment - watch.Delay;
        var events = new MarketEvent[Stretch];
        var position = log.PositionAt(released);
        for (var seen = 0; seen < EventsMost && log.Read(position, events) is > 0 and var count; seen += count, position += count)
        for (var i = 0; i < count; i++)
        {
            released = Moment.Max(released, events[i].ReleaseTime);
            if (released + watch.Delay > now)
                return null;
            if (watch.Holds(events[i]))
                return released + watch.Delay;
        }
        return null;
    }

    Moment? Before(Moment moment, Watch watch)
    {
        var events = new MarketEvent[Stretch];
        var end = log.PositionAt(moment - watch.Delay - Duration.Epsilon);
        for (var seen = 0; seen < EventsMost && end > 0; seen += Stretch)
        {
            var begin = Math.Max(0, end - Stretch);
            var count = log.Read(begin, events.AsSpan(0, (int)(end - begin)));
            for (var i = count - 1; i >= 0; i--)
                if (watch.Holds(events[i]))
                    return Released(begin + i) + watch.Delay;
            end = begin;
        }
        return null;
    }

    /// <summary>When an event was out: a later one is held back by those before it.</summary>
    Moment Released(long position)
    {
        var events = new MarketEvent[Stretch];
        var released = Moment.Beginning;
        for (var end = position + 1; end > 0; end -= Stretch)
        {
            var begin = Math.Max(0, end - Stretch);
            var count = log.Read(begin, events.AsSpan(0, (int)(end - begin)));
            foreach (ref readonly var e in events.AsSpan(0, count))
                released = Moment.Max(released, e.ReleaseTime);
            if (log.PositionAt(released) > position)
                break;
        }
        return released;
    }

    /// <summary>The instruments by how late this viewer sees their price.</summary>
    IEnumerable<Watch> Watched(BoardView live, Viewer viewer, Surface surface, IReadOnlyList<Instrument> instruments) =>
        from instrument in instruments
        let disclosed = gate.Disclose(live, viewer, surface, instrument)
        where disclosed[QuoteField.Price].Passport.Absence != Absence.NotLicensed
        group instrument by disclosed.Delay into late
        select new Watch(
            Duration.FromMinutes(late.Key.Minutes),
            [.. late.Select(i => live.Behind(late.Key).TryFind(i.Id, out var number) ? number : 0).Where(n => n > 0)],
            [.. late.Select(i => i.SessionMarket)]
        );

    sealed record Watch(Duration Delay, HashSet<int> Numbers, HashSet<Mic> Markets)
    {
        internal bool Holds(in MarketEvent e) =>
            Told.Contains(e.Kind) && (e.Kind == EventKind.Session ? Markets.Contains(e.AsSession().Market) : Numbers.Contains(e.Instrument.Value));
    }
}
