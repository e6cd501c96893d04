using NodaTime;

namespace Broadtape.Market;

/// <summary>
/// The trading day an instant counts to: its date where it trades, and in a night session the day that follows. By the clock and not by
/// what a market says of itself, so that an event counts to one day whatever came before it. Not thread-safe: it remembers the last answer.
/// </summary>
public sealed class TradingDays(Timetables timetables)
{
    readonly Dictionary<Mic, DaySpan> last = [];

    /// <summary>The stretch of time around an instant that counts to one day.</summary>
    public DaySpan Holding(Mic market, Moment moment)
    {
        if (last.TryGetValue(market, out var span) && moment >= span.From && moment < span.Until)
            return span;
        return last[market] = Find(market, moment);
    }

    /// <summary>Where the day's bar begins.</summary>
    public Moment Midnight(Mic market, LocalDate day) => Moment.From(day.AtMidnight(), ZoneOf(market));

    /// <summary>When the market's day begins to trade; midnight where no calendar is kept.</summary>
    public Moment Opens(Mic market, LocalDate day) =>
        timetables.Knows(market, day)
            ? timetables.Changes(market, day, day.PlusDays(1)).Select(c => (Moment?)c.At).FirstOrDefault() ?? Midnight(market, day)
            : Midnight(market, day);

    DateTimeZone ZoneOf(Mic market) => timetables.Find(market)?.Zone ?? DateTimeZone.Utc;

    DaySpan Find(Mic market, Moment moment)
    {
        var date = moment.In(ZoneOf(market)).Date;
        var span = new DaySpan(Midnight(market, date), Midnight(market, date.PlusDays(1)), date);
        foreach (var (from, until, day) in Nights(market, date))
        {
            if (moment < from)
                return span with { Until = Moment.Min(span.Until, from) };
            if (moment < until)
                return new(Moment.Max(span.From, from), Moment.Min(span.Until, until), day);
            span = span with { From = until };
        }
        return span;
    }

    /// <summary>Night sessions that reach into a date, in order, each with the day it counts to.</summary>
    IEnumerable<DaySpan> Nights(Mic market, LocalDate date)
    {
        foreach (var day in (LocalDate[])[date.PlusDays(-1), date])
        {
            if (!timetables.Knows(market, day))
                continue;
            Moment? began = null;
            foreach (var change in timetables.Changes(market, day, day.PlusDays(1)))
                if (change.Phase == SessionPhase.NightSession)
                    began = change.At;
                else if (began is { } from)
                {
                    yield return new(from, change.At, After(market, day));
                    began = null;
                }
        }
    }

    /// <summary>The next trading day; where the calendar ends, the day the night began on.</summary>
    LocalDate After(Mic market, LocalDate day)
    {
        var next = day.PlusDays(1);
        while (timetables.Knows(market, next) && timetables.DayOf(market, next) == DayKind.Closed)
            next = next.PlusDays(1);
        return timetables.Knows(market, next) ? next : day;
    }
}

/// <summary>Instants from one up to another that count to one trading day.</summary>
public readonly record struct DaySpan(Moment From, Moment Until, LocalDate Day);
