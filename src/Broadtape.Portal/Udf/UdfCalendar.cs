using System.Collections.Concurrent;
using Broadtape.Market;
using Broadtape.Portal.Charts;
using NodaTime;

namespace Broadtape.Portal.Udf;

/// <summary>A market's hours as UDF writes them.</summary>
/// <param name="Session">Of a usual day in its own time: 0930-1200,1300-1600.</param>
/// <param name="Holidays">Weekdays without trading: 20260101,20260217.</param>
/// <param name="Corrections">Days with other hours: 0930-1200:20260216,20261224;1300-1600:20210628.</param>
sealed record UdfHours(string Session, string Holidays, string Corrections);

/// <summary>Writes the timetables of every year that is known, once a market.</summary>
sealed class UdfCalendar(Timetables timetables)
{
    static readonly (int First, int Last) Years = (1990, 2100);

    readonly ConcurrentDictionary<Mic, UdfHours> written = [];

    /// <summary>Null for a market without a timetable.</summary>
    public UdfHours? Of(Mic market) => timetables.Find(market) is null ? null : written.GetOrAdd(market, Write);

    UdfHours Write(Mic market)
    {
        var axis = new SessionAxis(timetables, market);
        var zone = timetables.Find(market)!.Zone;
        var weekdays = Enumerable
            .Range(Years.First, Years.Last - Years.First)
            .Where(y => timetables.Knows(market, new LocalDate(y, 1, 1)))
            .SelectMany(y => Enumerable.Range(0, 366).Select(d => new LocalDate(y, 1, 1).PlusDays(d)).Where(d => d.Year == y))
            .Where(d => d.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
            .Select(d => (Day: d, Hours: Hours(axis.Stretches(d), zone)))
            .ToList();
        var usual = weekdays.Where(d => d.Hours.Length > 0).CountBy(d => d.Hours).MaxBy(h => h.Value).Key ?? "";
        return new(
            usual,
            string.Join(',', weekdays.Where(d => d.Hours.Length == 0).Select(d => Date(d.Day))),
            string.Join(
                ';',
                weekdays
                    .Where(d => d.Hours.Length > 0 && d.Hours != usual)
                    .GroupBy(d => d.Hours, d => Date(d.Day))
                    .Select(g => $"{g.Key}:{string.Join(',', g)}")
            )
        );
    }

    static string Hours(IReadOnlyList<(Moment From, Moment To)> stretches, DateTimeZone zone) =>
        string.Join(',', stretches.Select(s => $"{Clock(s.From, zone)}-{Clock(s.To, zone)}"));

    static string Clock(Moment moment, DateTimeZone zone) => moment.In(zone).ToString("HHmm", System.Globalization.CultureInfo.InvariantCulture);

    static string Date(LocalDate day) => day.ToString("uuuuMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
