using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Charts;

/// <summary>The chart as rows, newest first: what the picture shows, in figures.</summary>
static class ChartTable
{
    public static readonly QuoteField[] Columns = [QuoteField.Open, QuoteField.High, QuoteField.Low, QuoteField.Close, QuoteField.Volume];

    public static string Draw(ChartData chart, Edition edition, HtmlEncoder encoder)
    {
        var columns = Columns.Where(c => HasVolume(chart) || c != QuoteField.Volume).ToList();
        var html = new StringBuilder(32_768).Append("<thead><tr><th scope=col>").Append(ChartWords.Time.In(edition));
        foreach (var column in columns)
            html.Append("<th scope=col class=n>").Append(Say.Of(column, edition));
        foreach (var line in chart.Lines)
            html.Append("<th scope=col class=n>").Append(encoder.Encode(ChartWords.NameOf(line.Name)));
        if (chart.Comparison is { } shown)
            html.Append("<th scope=col class=n>%<th scope=col class=n>").Append(encoder.Encode(shown.Other.Names.In(edition))).Append(" %");
        html.Append("</thead><tbody>");
        for (var i = chart.Slots.Count - 1; i >= 0; i--)
        {
            if (chart.Slots[i].Bar is not { } bar)
                continue;
            html.Append("<tr><th scope=row>").Append(ChartTimes.Whole(chart.Slots[i], chart, edition));
            foreach (var column in columns)
                html.Append("<td class=n>").Append(FigureOf(bar, column).ToString());
            foreach (var line in chart.Lines)
                html.Append("<td class=n>").Append(line.Figures[i].ToString());
            if (chart.Comparison is { } comparison)
                html.Append("<td class=n>").Append(comparison.Own[i].ToString()).Append("<td class=n>").Append(comparison.Theirs[i].ToString());
        }
        return html.Append("</tbody>").ToString();
    }

    public static bool HasVolume(ChartData chart) => chart.Disclosed.Instrument.Kind is not (InstrumentKind.Index or InstrumentKind.FxPair);

    public static Figure FigureOf(BarFigures bar, QuoteField column) =>
        column switch
        {
            QuoteField.Open => bar.Open,
            QuoteField.High => bar.High,
            QuoteField.Low => bar.Low,
            QuoteField.Close => bar.Close,
            QuoteField.Volume => bar.Volume,
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "no column of a chart"),
        };
}
