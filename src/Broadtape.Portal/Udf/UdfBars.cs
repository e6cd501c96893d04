using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using NodaTime;

namespace Broadtape.Portal.Udf;

/// <summary>The viewer's bars of one instrument by UDF's clock.</summary>
sealed class UdfBars(Visit visit, Gate gate, IBarSource source, Timetables timetables, UdfQuestion asked)
{
    /// <summary>
    /// How far back is looked for bars, wider each time: for minutes as far as one answer may reach, for days through all there are.
    /// </summary>
    static readonly int[] DaysBack = [16, 64, UdfQuestion.DaysOfMinutesMost, 2_400, 40_000];

    readonly DateTimeZone zone = timetables.Find(asked.Instrument.SessionMarket)?.Zone ?? DateTimeZone.Utc;

    bool IsIntraday => asked.Resolution.Of == BarLength.Minute;

    /// <summary>Null when the viewer may see its bars.</summary>
    internal string? Refused =>
        Disclose(visit.Moment, visit.Moment).Absence == Absence.NotAbsent ? null : $"{asked.Instrument.Id.Symbol} is not part of this service";

    internal List<(long Time, BarFigures Bar)> Between(long from, long to) =>
        // A week or month that trades first on a later day began before that day.
        [
            .. Disclose(MomentOf(from) - Duration.FromDays(IsIntraday ? 0 : asked.Resolution.Most), MomentOf(to))
                .Bars.Select(Timed)
                .Where(b => b.Time >= from && b.Time < to),
        ];

    /// <summary>The newest so many before the time, looked for further and further back.</summary>
    internal List<(long Time, BarFigures Bar)> Before(long to, int count)
    {
        List<(long Time, BarFigures Bar)> found = [];
        foreach (var days in DaysBack.Where(d => !IsIntraday || d <= UdfQuestion.DaysOfMinutesMost))
        {
            found = Between(to - days * 86_400L, to);
            if (found.Count >= count)
                return found[^count..];
        }
        return found;
    }

    BarDisclosure Disclose(Moment from, Moment to) =>
        gate.DiscloseBars(
            visit.View,
            visit.Viewer,
            UdfApi.Leaves,
            asked.Instrument,
            source,
            asked.Resolution,
            from,
            Moment.Min(to, visit.Moment),
            adjusted: true
        );

    (long Time, BarFigures Bar) Timed(BarFigures bar) =>
        (IsIntraday ? UdfApi.Seconds(bar.Begins) : bar.Day.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds(), bar);

    /// <summary>Days are dates: UTC's midnight is the market's.</summary>
    Moment MomentOf(long seconds)
    {
        var held = Math.Clamp(seconds, 0, UdfApi.Seconds(visit.Moment) + 2 * 86_400);
        if (IsIntraday)
            return Moment.FromUnixSeconds(held);
        var utc = Instant.FromUnixTimeSeconds(held).InUtc();
        return Moment.From((utc.TimeOfDay == LocalTime.Midnight ? utc.Date : utc.Date.PlusDays(1)).AtMidnight(), zone);
    }
}
