using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Portal.Charts;

/// <summary>
/// The chart without script: a line over trading time with the previous close and the breaks between sessions. The drawing stretches
/// with its box; its words keep their size, which is why they stand outside the stretched part, placed in percent.
/// </summary>
static class ChartSvg
{
    /// <summary>The drawing's own units; text is placed by the same share of the box.</summary>
    const int Width = 1_000;
    const int Height = 400;

    /// <summary>Room above and below the line.</summary>
    const double Margin = 0.08;

    /// <summary>A word so near an end would be cut off.</summary>
    const double EdgeShare = 0.04;

    /// <summary>Words under the axis at most.</summary>
    const int TicksMost = 6;

    public static string Draw(ChartData chart, Edition edition, HtmlEncoder encoder)
    {
        var svg = new StringBuilder(8_192);
        svg.Append("<svg class=plain role=img aria-label=\"").Append(encoder.Encode(ChartWords.Summary(chart, edition))).Append("\">");
        var traded = chart.Slots.Where(s => s.Bar is not null).Select(s => s.Bar!).ToList();
        if (traded.Count == 0)
            return svg.Append("<text class=none x=50% y=50%>")
                .Append(encoder.Encode(ChartWords.Statement(chart, edition)))
                .Append("</text></svg>")
                .ToString();
        var scale = new Scale(chart, traded);
        svg.Append("<svg viewBox=\"0 0 ").Append(Width).Append(' ').Append(Height).Append("\" preserveAspectRatio=none width=100% height=90%>");
        foreach (var at in Breaks(chart.Slots))
            svg.Append("<path class=break d=\"M").Append(Place(scale.X(at) - scale.Step / 2)).Append(" 0V").Append(Height).Append("\"/>");
        if (!chart.PreviousClose.IsNone)
            svg.Append("<path class=before d=\"M0 ").Append(Place(scale.Y(chart.PreviousClose))).Append('H').Append(Width).Append("\"/>");
        Line(svg, chart.Slots, scale);
        svg.Append("</svg>");
        Level(svg, traded.MaxBy(b => Ordinate.Of(b.High))!.High, scale, above: true);
        Level(svg, traded.MinBy(b => Ordinate.Of(b.Low))!.Low, scale, above: false);
        foreach (var (at, word) in Ticks(chart, edition))
            svg.Append("<text class=tick x=")
                .Append(Place(scale.X(at) / Width * 100))
                .Append("% y=98%>")
                .Append(encoder.Encode(word))
                .Append("</text>");
        return svg.Append("</svg>").ToString();
    }

    static void Line(StringBuilder svg, IReadOnlyList<ChartSlot> slots, Scale scale)
    {
        svg.Append("<path class=line d=\"");
        var pen = 'M';
        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].Bar is not { } bar)
                continue;
            svg.Append(pen).Append(Place(scale.X(i))).Append(' ').Append(Place(scale.Y(bar.Close)));
            pen = 'L';
        }
        svg.Append("\"/>");
    }

    static void Level(StringBuilder svg, in Figure figure, Scale scale, bool above) =>
        svg.Append("<text class=level x=99.5% y=")
            .Append(Place(scale.Y(figure) / Height * 90))
            .Append("% dy=")
            .Append(above ? "-4" : "14")
            .Append('>')
            .Append(figure.ToString())
            .Append("</text>");

    /// <summary>Slots before which time does not go on at once: after lunch, on the next day.</summary>
    static IEnumerable<int> Breaks(IReadOnlyList<ChartSlot> slots)
    {
        var least = slots.Zip(slots.Skip(1)).Select(p => p.Second.Begins - p.First.Begins).DefaultIfEmpty().Min();
        // Days always break; where they are the slots, nothing does.
        return least >= NodaTime.Duration.FromHours(12)
            ? []
            : Enumerable.Range(1, Math.Max(0, slots.Count - 1)).Where(i => slots[i].Begins - slots[i - 1].Begins > NodaTime.Duration.FromMinutes(45));
    }

    /// <summary>Full hours of a day, else days, months or years where they begin; thinned until they have room.</summary>
    static IEnumerable<(int Slot, string Word)> Ticks(ChartData chart, Edition edition)
    {
        var slots = chart.Slots;
        var ticks = new List<(int, string)>();
        var days = slots.Select(s => s.Day).Distinct().Count();
        var years = slots[^1].Day.Year - slots[0].Day.Year;
        for (var i = 0; i < slots.Count; i++)
        {
            var (now, before) = (slots[i], i == 0 ? default(ChartSlot?) : slots[i - 1]);
            var local = now.Begins.In(chart.Zone);
            if (chart.Question.Range.IsIntraday && days == 1 ? local.Minute == 0 : before is { } b && Turns(b, now, chart, years))
                ticks.Add((i, Word(now, chart, days, years, edition)));
        }
        var every = (ticks.Count + TicksMost - 1) / TicksMost;
        return ticks.Where((t, i) => i % Math.Max(1, every) == 0 && t.Item1 > slots.Count * EdgeShare && t.Item1 < slots.Count * (1 - EdgeShare));
    }

    static bool Turns(in ChartSlot before, in ChartSlot now, ChartData chart, int years) =>
        chart.Question.Range.IsIntraday ? now.Day != before.Day
        : years >= 2 ? now.Day.Year != before.Day.Year
        : chart.Slots.Count > 30 ? now.Day.Month != before.Day.Month
        : now.Day.DayOfWeek < before.Day.DayOfWeek;

    static string Word(in ChartSlot slot, ChartData chart, int days, int years, Edition edition) =>
        chart.Question.Range.IsIntraday && days == 1 ? ChartTimes.Clock(slot.Begins, chart.Zone)
        : chart.Question.Range.IsIntraday || chart.Slots.Count <= 30 ? ChartTimes.DayOfMonth(slot.Day, edition)
        : years >= 2 ? ChartTimes.Year(slot.Day)
        : ChartTimes.Month(slot.Day, edition);

    static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Slots to the right, figures upwards.</summary>
    sealed class Scale
    {
        readonly double least;
        readonly double span;
        readonly int count;

        internal Scale(ChartData chart, List<BarFigures> traded)
        {
            count = chart.Slots.Count;
            var (low, high) = (traded.Min(b => Ordinate.Of(b.Low)), traded.Max(b => Ordinate.Of(b.High)));
            if (!chart.PreviousClose.IsNone)
                (low, high) = (Math.Min(low, Ordinate.Of(chart.PreviousClose)), Math.Max(high, Ordinate.Of(chart.PreviousClose)));
            var room = high > low ? (high - low) * Margin : Math.Max(high * Margin, 1);
            (least, span) = (low - room, high - low + 2 * room);
        }

        internal double Step => (double)Width / count;

        internal double X(int slot) => (slot + 0.5) * Step;

        internal double Y(in Figure figure) => Height - (Ordinate.Of(figure) - least) / span * Height;
    }
}
