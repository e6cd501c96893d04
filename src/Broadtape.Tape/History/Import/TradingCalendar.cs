using Broadtape.Market;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// A market's sessions, one a row, in UTC. The operator says whose they are. Days the reference data knows otherwise are told, and the
/// reference data stands.
/// </summary>
static class TradingCalendar
{
    const string Header = ",open,close,break_start,break_end";

    /// <summary>A shorter session is half a day.</summary>
    static readonly Duration Half = Duration.FromHours(5);

    static readonly InstantPattern Instants = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'Z'");

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        if (
            context.Terms.Subject is not { } subject
            || !Mic.TryParse(subject, out var market)
            || context.Days.Timetables.CalendarOf(market) is not { } calendar
        )
            throw file.Refuse(0, "it does not say whose calendar it is: name a market with --of, such as XHKG");
        using var rows = CsvRows.Open(file, Header);
        var days = new SortedDictionary<LocalDate, DayKind>();
        while (rows.Next())
        {
            var (day, open, close) = (Instant(rows, 0).InUtc().Date, Instant(rows, 1), Instant(rows, 2));
            if (close <= open)
                throw rows.Refuse("the session ends before it begins");
            if (!days.TryAdd(day, close - open < Half ? DayKind.Half : DayKind.Full))
                throw rows.Refuse($"{day:uuuu-MM-dd} stands here twice");
        }
        if (days.Count == 0)
            throw file.Refuse(1, "it has no session");
        var zone = context.Days.ZoneOf(calendar);
        foreach (var year in days.GroupBy(d => d.Key.Year))
            draft.Add(OpenDays.Told(calendar, year.Key, year.Select(d => (d.Key, d.Value)), context.Midnight(zone, year.First().Key)));
        foreach (var difference in Differences(calendar, days, context.Days.Timetables))
            draft.Remark(difference);
    }

    static IEnumerable<string> Differences(Mic calendar, SortedDictionary<LocalDate, DayKind> days, Timetables reference)
    {
        var last = days.Keys.Last();
        for (var day = days.Keys.First(); day <= last; day = day.PlusDays(1))
        {
            if (!reference.Knows(calendar, day.Year))
                continue;
            var (here, there) = (days.GetValueOrDefault(day, DayKind.Closed), reference.DayOf(calendar, day));
            if (here != there)
                yield return $"{calendar} {day:uuuu-MM-dd} is {Word(here)} here and {Word(there)} in the reference data, which stands";
        }
    }

    static string Word(DayKind kind) =>
        kind switch
        {
            DayKind.Full => "a full day",
            DayKind.Half => "half a day",
            _ => "closed",
        };

    static Instant Instant(CsvRows rows, int column) =>
        Instants.Parse(rows.Text(column)) is { Success: true } read
            ? read.Value
            : throw rows.Refuse($"'{rows[column]}' is not a time such as 2025-09-05T01:30:00Z");
}
