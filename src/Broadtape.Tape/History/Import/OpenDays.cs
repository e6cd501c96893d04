using System.Text.Json;
using Broadtape.Market;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// Days a market traded, as far as it is known: the reference data for its years, and imported calendars for the others.
/// </summary>
sealed class OpenDays
{
    internal const string Topic = "sessions";

    readonly Timetables timetables;
    readonly Dictionary<Mic, SortedDictionary<LocalDate, DayKind>> imported = [];

    internal OpenDays(Timetables timetables, FactIndex facts)
    {
        this.timetables = timetables;
        foreach (var subject in facts.Subjects)
        {
            var days = imported[Mic.Parse(subject)] = [];
            foreach (var fact in facts.Of(subject, Moment.Never))
            foreach (var (day, kind) in Read(fact))
                days[day] = kind;
        }
    }

    /// <summary>Null when neither reference data nor an imported calendar reaches that day.</summary>
    internal bool? IsOpen(Mic market, LocalDate day)
    {
        if (timetables.CalendarOf(market) is not { } calendar)
            return null;
        if (timetables.Knows(calendar, day.Year))
            return timetables.DayOf(market, day) != DayKind.Closed;
        if (!imported.TryGetValue(calendar, out var days) || day < days.Keys.First() || day > days.Keys.Last())
            return null;
        return days.ContainsKey(day);
    }

    /// <summary>What kind of day it is; a day no calendar reaches is taken for a full one, a market without timetable has none.</summary>
    internal DayKind? KindOf(Mic market, LocalDate day)
    {
        if (timetables.Find(market) is null)
            return null;
        if (timetables.CalendarOf(market) is not { } calendar || IsOpen(market, day) is not { } open)
            return DayKind.Full;
        if (!open)
            return DayKind.Closed;
        return timetables.Knows(calendar, day.Year) ? timetables.DayOf(market, day) : imported[calendar][day];
    }

    /// <summary>The first trading day after a day; null when that is not known.</summary>
    internal LocalDate? After(Mic market, LocalDate day)
    {
        for (var next = day.PlusDays(1); ; next = next.PlusDays(1))
            if (IsOpen(market, next) is not { } open)
                return null;
            else if (open)
                return next;
    }

    internal Timetables Timetables => timetables;

    internal DateTimeZone ZoneOf(Mic market) =>
        timetables.Find(market)?.Zone ?? throw new ArgumentException($"no timetable is kept for {market}: its zone is not known");

    /// <summary>A year of a calendar as a fact: a later one of the year replaces it.</summary>
    internal static Fact Told(Mic calendar, int year, IEnumerable<(LocalDate Day, DayKind Kind)> days, Moment known) =>
        new(
            Topic,
            calendar.ToString(),
            year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture),
            JsonSerializer.Serialize(days.ToDictionary(d => LocalDatePattern.Iso.Format(d.Day), d => d.Kind == DayKind.Half ? "half" : "full")),
            known
        );

    static IEnumerable<(LocalDate, DayKind)> Read(Fact fact) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(fact.Value)!
            .Select(d => (LocalDatePattern.Iso.Parse(d.Key).Value, d.Value == "half" ? DayKind.Half : DayKind.Full));
}
