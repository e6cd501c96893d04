using System.Text;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Editions;
using NodaTime.Text;

namespace Broadtape.Portal.Charts;

/// <summary>
/// The chart as a file: what it is, whose, how late and of when in the first lines, then a row for each bar, oldest first. Numbers are
/// plain digits, times ISO 8601 with their offset; UTF-8 with the mark that spreadsheets look for.
/// </summary>
static class ChartCsv
{
    public static string Write(ChartData chart, Edition edition)
    {
        var csv = new StringBuilder("\ufeff");
        csv.Append("# ").Append(chart.Disclosed.Instrument.Id.Symbol).Append(' ').Append(chart.Disclosed.Instrument.Names.In(edition));
        csv.Append(", ").Append(chart.Disclosed.Instrument.Currency).Append(", ").Append(chart.Question.Range.Label.In(edition)).Append("\r\n");
        csv.Append("# ").Append(ChartWords.Statement(chart, edition)).Append("\r\n");
        csv.Append("# ").Append(Say.Disclaimer.In(edition)).Append("\r\n");
        csv.Append("time,open,high,low,close,volume,turnover");
        foreach (var line in chart.Lines)
            csv.Append(',').Append(line.Name);
        if (chart.Comparison is { } shown)
            csv.Append(",percent,").Append(shown.Other.Id.Symbol).Append(" percent");
        csv.Append("\r\n");
        for (var i = 0; i < chart.Slots.Count; i++)
            if (chart.Slots[i].Bar is { } bar)
                Row(csv, chart, i, bar);
        return csv.ToString();
    }

    static void Row(StringBuilder csv, ChartData chart, int slot, BarFigures bar)
    {
        csv.Append(
            chart.Question.Range.IsIntraday
                ? OffsetDateTimePattern.Rfc3339.Format(bar.Begins.In(chart.Zone).ToOffsetDateTime())
                : LocalDatePattern.Iso.Format(bar.Day)
        );
        foreach (var figure in (ReadOnlySpan<Figure>)[bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.Turnover])
            csv.Append(',').Append(figure.Plain);
        foreach (var line in chart.Lines)
            csv.Append(',').Append(line.Figures[slot].Plain);
        if (chart.Comparison is { } comparison)
            csv.Append(',').Append(comparison.Own[slot].Plain).Append(',').Append(comparison.Theirs[slot].Plain);
        csv.Append("\r\n");
    }
}
