using NodaTime;

namespace Broadtape.Market;

/// <summary>A bar of the resolution asked for, and when it is over.</summary>
public readonly record struct GroupedBar(AdjustedBar Bar, Moment Ends)
{
    public Moment Begins => Bar.Bar.Begins;
}

/// <summary>
/// Minutes and days put together into longer bars. Minutes are counted from where their stretch of the day begins, and a bar ends where
/// its stretch does: none lies on both sides of lunch, of the night, or of the line between an auction and continuous trading. A week
/// begins on its Monday, a month on its first, whether or not that day trades.
/// </summary>
public sealed class BarGrouping(Timetables timetables, Mic market, Resolution resolution)
{
    readonly DateTimeZone zone = timetables.Find(market)?.Zone ?? DateTimeZone.Utc;
    readonly SessionStretches stretches = new(timetables, market);

    /// <summary>What must be read so that no bar that begins before a moment lacks its end.</summary>
    public Moment ReadUntil(Moment to) =>
        to.UnixNanoseconds > Moment.Never.UnixNanoseconds - Span.ToInt64Nanoseconds() ? Moment.Never
        : resolution.Most == 1 ? to
        : to + Span;

    Duration Span => resolution.Of == BarLength.Minute ? Duration.FromMinutes(resolution.Most) : Duration.FromDays(resolution.Most);

    /// <summary>Oldest first in, oldest first out.</summary>
    public IReadOnlyList<GroupedBar> Group(IEnumerable<AdjustedBar> bars)
    {
        var grouped = new List<GroupedBar>();
        foreach (var bar in bars)
        {
            var (begins, ends) = SpanOf(bar.Bar);
            if (grouped.Count > 0 && grouped[^1].Begins == begins)
                grouped[^1] = grouped[^1] with { Bar = grouped[^1].Bar.And(bar) };
            else
                grouped.Add(new(bar with { Bar = bar.Bar with { Begins = begins } }, ends));
        }
        return grouped;
    }

    (Moment Begins, Moment Ends) SpanOf(in Bar bar)
    {
        if (resolution == Resolution.Day)
            return (bar.Begins, stretches.DayEnds(bar.Day));
        if (resolution == Resolution.Week)
            return SpanOf(bar.Day.PlusDays(1 - (int)bar.Day.DayOfWeek), days: 7);
        if (resolution == Resolution.Month)
            return SpanOf(new(bar.Day.Year, bar.Day.Month, 1), CalendarSystem.Iso.GetDaysInMonth(bar.Day.Year, bar.Day.Month));
        var length = Span.ToInt64Nanoseconds();
        var (begins, ends) = stretches.Holding(bar.Begins);
        var from = new Moment(begins.UnixNanoseconds + (bar.Begins.UnixNanoseconds - begins.UnixNanoseconds) / length * length);
        return (from, Moment.Min(from + Span, ends));
    }

    /// <summary>Over with the last day of it that trades.</summary>
    (Moment Begins, Moment Ends) SpanOf(LocalDate first, int days)
    {
        var last = first.PlusDays(days - 1);
        while (last > first && timetables.Knows(market, last) && timetables.DayOf(market, last) == DayKind.Closed)
            last = last.PlusDays(-1);
        return (Moment.From(first.AtMidnight(), zone), stretches.DayEnds(last));
    }
}
