using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using NodaTime;

namespace Broadtape.Portal.Udf;

/// <summary>
/// /udf/history: bars as a table of columns. Days, weeks and months stand at midnight UTC of their first trading day, minutes at their
/// beginning; where nothing is in the span, nextTime names the newest bar before it.
/// </summary>
static class UdfHistory
{
    /// <summary>How far back is looked for bars, wider each time; what is older than the last has no bars.</summary>
    static readonly int[] DaysBack = [16, 64, 400, 2_400, 40_000];

    public static Task Answer(HttpContext http, Gate gate, IBarSource source, Timetables timetables)
    {
        var visit = Visit.Of(http);
        if (UdfQuestion.TryRead(http.Request.Query, visit, out var reason) is not { } asked)
            return UdfAnswer.Error(http, reason);
        var span = new Span(visit, gate, source, timetables, asked);
        if (span.Refused is { } refused)
            return UdfAnswer.Error(http, refused, StatusCodes.Status403Forbidden);
        var bars = asked.CountBack is { } count ? span.Before(asked.To, count) : span.Between(asked.From, asked.To);
        if (bars.Count > UdfQuestion.BarsMost)
            return UdfAnswer.Error(http, $"{bars.Count} bars lie between from and to; one answer holds {UdfQuestion.BarsMost}");
        var next =
            bars.Count > 0 ? null : span.Before(asked.CountBack is null ? asked.From : asked.To, 1).Select(b => (long?)b.Time).FirstOrDefault();
        return UdfAnswer.Write(http, json => Write(json, bars, next));
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<(long Time, BarFigures Bar)> bars, long? next)
    {
        json.WriteStartObject();
        json.WriteString("s", bars.Count > 0 ? "ok" : "no_data");
        if (bars.Count > 0)
        {
            json.WriteStartArray("t");
            foreach (var (time, _) in bars)
                json.WriteNumberValue(time);
            json.WriteEndArray();
            UdfNumbers.Write(json, "o", bars.Select(b => b.Bar.Open));
            UdfNumbers.Write(json, "h", bars.Select(b => b.Bar.High));
            UdfNumbers.Write(json, "l", bars.Select(b => b.Bar.Low));
            UdfNumbers.Write(json, "c", bars.Select(b => b.Bar.Close));
            UdfNumbers.Write(json, "v", bars.Select(b => b.Bar.Volume));
        }
        else if (next is { } time)
            json.WriteNumber("nextTime", time);
        json.WriteEndObject();
    }

    /// <summary>The viewer's bars of one instrument by UDF's clock.</summary>
    sealed class Span(Visit visit, Gate gate, IBarSource source, Timetables timetables, UdfQuestion asked)
    {
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
            foreach (var days in DaysBack)
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
}
