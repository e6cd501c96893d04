using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Udf;

/// <summary>
/// /udf/history: bars as a table of columns. Days, weeks and months stand at midnight UTC of their first trading day, minutes at their
/// beginning; where nothing is in the span, nextTime names the newest bar before it.
/// </summary>
static class UdfHistory
{
    public static Task Answer(HttpContext http, Gate gate, IBarSource source, Timetables timetables)
    {
        var visit = Visit.Of(http);
        if (UdfQuestion.TryRead(http.Request.Query, visit, out var reason) is not { } asked)
            return UdfAnswer.Error(http, reason);
        var span = new UdfBars(visit, gate, source, timetables, asked);
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
}
