using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Licensing;
using Broadtape.Portal.Door;
using Broadtape.Portal.Figures;

namespace Broadtape.Portal.Boards;

/// <summary>
/// A market as rectangles: sectors, in them instruments, as large as their turnover and coloured by their change. What it shows stands in
/// the table beside it too; the picture is for the eye.
/// </summary>
static class HeatmapSvg
{
    const double SectorHead = 20;
    const double Gap = 2;

    /// <summary>Percent at which a colour is deepest.</summary>
    const decimal Deepest = 3;

    /// <summary>Steps of each colour; the stylesheet knows as many.</summary>
    const int Steps = 3;

    internal static string Draw(IReadOnlyList<HeatmapSector> sectors, Visit visit, HtmlEncoder encoder, int width, int height, string style)
    {
        var svg = new StringBuilder(8_192);
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"heat {style}\" viewBox=\"0 0 {width} {height}\" aria-hidden=true>");
        var boxes = Treemap.Lay([.. sectors.Select(s => s.Weight)], new(0, 0, width, height));
        foreach (var (sector, box) in sectors.Zip(boxes))
            Draw(svg, sector, box, visit, encoder);
        return svg.Append("</svg>").ToString();
    }

    static void Draw(StringBuilder svg, HeatmapSector sector, Treemap.Box box, Visit visit, HtmlEncoder encoder)
    {
        var hasHead = box.Height > 3 * SectorHead && box.Width > 60;
        if (hasHead)
            Text(svg, "sector", box.X + 4, box.Y + SectorHead - 6, encoder.Encode(Fit(sector.Title.In(visit.Edition), box.Width, 13)));
        var head = hasHead ? SectorHead : 0;
        var inside = new Treemap.Box(box.X, box.Y + head, Math.Max(1, box.Width - Gap), Math.Max(1, box.Height - head - Gap));
        foreach (var (tile, place) in sector.Tiles.Zip(Treemap.Lay([.. sector.Tiles.Select(t => t.Weight)], inside)))
            Draw(svg, tile, place, visit, encoder);
    }

    static void Draw(StringBuilder svg, HeatmapTile tile, Treemap.Box box, Visit visit, HtmlEncoder encoder)
    {
        var d = tile.Disclosure;
        svg.Append("<a href=\"").Append(encoder.Encode(visit.ToQuote(d.Instrument.Id))).Append("\" tabindex=-1");
        Fig.AppendRow(svg, d, live: false).Append('>');
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"{Shade(d)}\" x=\"{box.X:0.#}\" y=\"{box.Y:0.#}\" width=\"{Math.Max(0, box.Width - Gap):0.#}\" height=\"{Math.Max(0, box.Height - Gap):0.#}\"/>"
        );
        if (box.Width > 44 && box.Height > 34)
        {
            var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
            Text(svg, "name", x, y - 2, encoder.Encode(Fit(d.Instrument.Names.In(visit.Edition), box.Width - 6, 13)));
            svg.Append(CultureInfo.InvariantCulture, $"<text class=move x=\"{x:0.#}\" y=\"{y + 14:0.#}\"><tspan class=fig data-f=changePercent>");
            svg.Append(d[QuoteField.ChangePercent].ToString()).Append("</tspan></text>");
        }
        svg.Append("</a>");
    }

    static void Text(StringBuilder svg, string kind, double x, double y, string words) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text class={kind} x=\"{x:0.#}\" y=\"{y:0.#}\">{words}</text>");

    /// <summary>A Chinese character is as wide as the size of the type, a Latin letter some half of it.</summary>
    static string Fit(string words, double width, double size)
    {
        var used = 0.0;
        for (var i = 0; i < words.Length; i++)
            if ((used += words[i] < 0x2E80 ? size * 0.58 : size) > width)
                return i < 2 ? "" : words[..(i - 1)] + "…";
        return words;
    }

    static string Shade(Disclosure d)
    {
        if (d[QuoteField.ChangePercent].IsNone || d.Direction is Licensing.Direction.Unchanged or Licensing.Direction.Unknown)
            return "flat";
        var percent = decimal.Parse(d[QuoteField.ChangePercent].Plain, CultureInfo.InvariantCulture);
        var step = Math.Clamp((int)Math.Ceiling(Math.Abs(percent) / Deepest * Steps), 1, Steps);
        return string.Create(CultureInfo.InvariantCulture, $"{(percent > 0 ? "up" : "down")}{step}");
    }
}
