using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Newsroom;
using Broadtape.Portal.Charts;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Udf;

/// <summary>/udf/marks: articles and the call, on the bars; /udf/timescale_marks: dividends and splits, under them.</summary>
static class UdfMarks
{
    /// <summary>Articles that name the instrument, newest first.</summary>
    const int Most = 200;

    public static Task AnswerMarks(HttpContext http, INewsroom newsroom)
    {
        var visit = Visit.Of(http);
        if (UdfQuestion.TryRead(http.Request.Query, visit, out var reason) is not { } asked)
            return UdfAnswer.Error(http, reason);
        var symbol = asked.Instrument.Id.Symbol;
        var marks = newsroom
            .Naming(symbol, visit.Moment, Most)
            .Select(a => (Id: $"article-{a.Id}", Time: UdfApi.Seconds(a.FirstPublished), Colour: "blue", Text: a.Headline, Label: "A"));
        if (newsroom.Calls(visit.Moment).GetValueOrDefault(symbol) is { } call)
            marks = marks.Append(($"call-{call.Id}", UdfApi.Seconds(call.Made), "green", $"{call.Print(visit.Edition)} · {call.Author}", "T"));
        var shown = marks.Where(m => m.Time >= asked.From && m.Time < asked.To).OrderBy(m => m.Time).ToList();
        return UdfAnswer.Write(
            http,
            json =>
            {
                json.WriteStartObject();
                Column("id", m => json.WriteStringValue(m.Id));
                Column("time", m => json.WriteNumberValue(m.Time));
                Column("color", m => json.WriteStringValue(m.Colour));
                Column("text", m => json.WriteStringValue(m.Text));
                Column("label", m => json.WriteStringValue(m.Label));
                Column("labelFontColor", _ => json.WriteStringValue("white"));
                Column("minSize", _ => json.WriteNumberValue(14));
                json.WriteEndObject();

                void Column(string name, Action<(string Id, long Time, string Colour, string Text, string Label)> value)
                {
                    json.WriteStartArray(name);
                    shown.ForEach(value);
                    json.WriteEndArray();
                }
            }
        );
    }

    public static Task AnswerTimescale(HttpContext http, Gate gate, IBarSource source)
    {
        var visit = Visit.Of(http);
        if (UdfQuestion.TryRead(http.Request.Query, visit, out var reason) is not { } asked)
            return UdfAnswer.Error(http, reason);
        var actions = gate.DiscloseActions(visit.View, visit.Viewer, UdfApi.Leaves, asked.Instrument, source);
        return UdfAnswer.Write(
            http,
            json =>
            {
                json.WriteStartArray();
                foreach (var action in actions)
                {
                    var time = action.ExDate.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
                    if (time >= asked.From && time < asked.To)
                        Write(json, action, time, ChartEvents.Text(action, asked.Instrument, visit.Edition));
                }
                json.WriteEndArray();
            }
        );
    }

    static void Write(Utf8JsonWriter json, ActionFigures action, long time, string text)
    {
        json.WriteStartObject();
        json.WriteString("id", $"{action.Kind}-{time}");
        json.WriteNumber("time", time);
        json.WriteString("color", "blue");
        json.WriteString("label", action.Kind.ToString()[..1]);
        json.WriteStartArray("tooltip");
        json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
