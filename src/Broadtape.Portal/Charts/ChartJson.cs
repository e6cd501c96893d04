using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Charts;

/// <summary>
/// The chart for the script that draws it. Figures are text, aligned to the slots; a slot's time is the market's own wall clock, as
/// seconds since 1970, so that the axis turns days where the market does, whatever summer time did.
/// </summary>
static class ChartJson
{
    public static void Write(Utf8JsonWriter json, ChartData chart, Edition edition)
    {
        json.WriteStartObject();
        json.WriteString("symbol", chart.Disclosed.Instrument.Id.Symbol);
        json.WriteString("name", chart.Disclosed.Instrument.Names.In(edition));
        json.WriteString("words", ChartWords.Statement(chart, edition));
        json.WriteString("summary", ChartWords.Summary(chart, edition));
        json.WriteString("query", chart.Question.Query);
        json.WriteNumber("decimals", chart.Disclosed.Instrument.PriceDecimals);
        json.WriteBoolean("intraday", chart.Question.Range.IsIntraday);
        json.WriteBoolean("ticks", chart.MayTick);
        Text(json, "previousClose", chart.PreviousClose);
        Slots(json, chart, edition);
        json.WriteStartObject("bars");
        foreach (var column in ChartTable.Columns)
            if (column != QuoteField.Volume || ChartTable.HasVolume(chart))
                Column(
                    json,
                    Say.Of(column, edition),
                    column.ToString().ToLowerInvariant(),
                    chart.Slots.Select(s => s.Bar is { } b ? ChartTable.FigureOf(b, column) : default)
                );
        json.WriteEndObject();
        json.WriteStartArray("lines");
        foreach (var line in chart.Lines)
            Named(json, line.Name, ChartWords.NameOf(line.Name), line.Figures);
        json.WriteEndArray();
        if (chart.Comparison is { } comparison)
        {
            json.WriteStartArray("versus");
            Named(json, chart.Disclosed.Instrument.Id.Symbol, chart.Disclosed.Instrument.Names.In(edition), comparison.Own);
            Named(json, comparison.Other.Id.Symbol, comparison.Other.Names.In(edition), comparison.Theirs);
            json.WriteEndArray();
        }
        Events(json, chart);
        json.WriteEndObject();
    }

    /// <summary>Each slot is its wall clock and, on charts of minutes, its hour; each day once, as the axis writes it.</summary>
    static void Slots(Utf8JsonWriter json, ChartData chart, Edition edition)
    {
        json.WriteStartArray("slots");
        var wall = long.MinValue;
        foreach (var slot in chart.Slots)
        {
            var local = chart.Question.Range.IsIntraday ? slot.Begins.In(chart.Zone).LocalDateTime : slot.Day.AtMidnight();
            // An hour that summer time repeats goes on by seconds: no place stands twice.
            wall = Math.Max(wall + 1, local.InUtc().ToInstant().ToUnixTimeSeconds());
            json.WriteStartArray();
            json.WriteNumberValue(wall);
            json.WriteStringValue(ChartTimes.Whole(slot, chart, edition));
            json.WriteStringValue(chart.Question.Range.IsIntraday ? ChartTimes.Clock(slot.Begins, chart.Zone) : "");
            json.WriteStringValue(ChartTimes.DayOfMonth(slot.Day, edition));
            json.WriteStringValue(ChartTimes.Month(slot.Day, edition));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    static void Events(Utf8JsonWriter json, ChartData chart)
    {
        json.WriteStartArray("events");
        foreach (var happened in chart.Events)
        {
            json.WriteStartObject();
            json.WriteNumber("slot", happened.Slot);
            json.WriteString("kind", happened.Kind.ToString().ToLowerInvariant());
            json.WriteString("text", happened.Text);
            json.WriteString("lang", Door.Links.LanguageTag(happened.Language));
            if (happened.Href is { } href)
                json.WriteString("href", href);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Named(Utf8JsonWriter json, string id, string name, IEnumerable<Figure> figures)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("name", name);
        Figures(json, figures);
        json.WriteEndObject();
    }

    static void Column(Utf8JsonWriter json, string name, string id, IEnumerable<Figure> figures)
    {
        json.WriteStartObject(id);
        json.WriteString("name", name);
        Figures(json, figures);
        json.WriteEndObject();
    }

    static void Figures(Utf8JsonWriter json, IEnumerable<Figure> figures)
    {
        json.WriteStartArray("figures");
        foreach (var figure in figures)
            if (figure.IsNone)
                json.WriteNullValue();
            else
                json.WriteStringValue(figure.ToString());
        json.WriteEndArray();
    }

    static void Text(Utf8JsonWriter json, string name, in Figure figure)
    {
        if (!figure.IsNone)
            json.WriteString(name, figure.ToString());
    }
}
