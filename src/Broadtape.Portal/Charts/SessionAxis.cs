using Broadtape.Market;
using NodaTime;

namespace Broadtape.Portal.Charts;

/// <summary>
/// The minutes in which a market trades, and no others: lunch, nights, weekends and holidays take no room. A night session stands
/// before the day it belongs to.
/// </summary>
sealed class SessionAxis(Timetables timetables, Mic market)
{
    /// <summary>The longest row of days without trading that is looked over: a Lunar New Year and a typhoon.</summary>
    const int ClosedMost = 15;

    /// <summary>The newest so many trading days that had begun by the moment, oldest first; fewer where the calendar is not known.</summary>
    public IReadOnlyList<LocalDate> LastDays(Moment moment, int count)
    {
        var days = new List<LocalDate>();
        if (timetables.Find(market) is not { } venue)
            return days;
        var day = moment.In(venue.Zone).Date.PlusDays(ClosedMost);
        var closed = -2 * ClosedMost;
        while (days.Count < count && closed < ClosedMost)
        {
            var begun = Stretches(day).Any(s => s.From <= moment);
            if (begun)
                days.Insert(0, day);
            closed = begun ? 0 : closed + 1;
            day = day.PlusDays(-1);
        }
        return days;
    }

    /// <summary>Where bars of so many minutes begin on a trading day, counted from the start of each stretch.</summary>
    public IEnumerable<Moment> Beginnings(LocalDate day, int minutes)
    {
        foreach (var (from, to) in Stretches(day))
            for (var at = from; at < to; at += Duration.FromMinutes(minutes))
                yield return at;
    }

    /// <summary>Regular trading without a break, oldest first; empty on a day without any, or of a year that is not known.</summary>
    public IReadOnlyList<(Moment From, Moment To)> Stretches(LocalDate day)
    {
        var own = Stretches(day, SessionPhase.Continuous);
        if (own.Count == 0)
            return own;
        for (var before = day.PlusDays(-1); before >= day.PlusDays(-ClosedMost); before = before.PlusDays(-1))
            if (Stretches(before, SessionPhase.Continuous).Count > 0)
                return [.. Stretches(before, SessionPhase.NightSession), .. own];
        return own;
    }

    List<(Moment From, Moment To)> Stretches(LocalDate day, SessionPhase wanted)
    {
        var stretches = new List<(Moment, Moment)>();
        PhaseChange? begun = null;
        foreach (var change in timetables.Knows(market, day) ? timetables.Changes(market, day, day.PlusDays(1)) : [])
        {
            if (begun is { } phase)
                stretches.Add((phase.At, change.At));
            begun = change.Phase == wanted ? change : null;
        }
        return stretches;
    }
}
