using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;
using Broadtape.Portal.Figures;

namespace Broadtape.Portal.Boards;

/// <summary>The main indices in one line under the header of every page, each with its state: the lines do not share one.</summary>
sealed class MarketStrip(Gate gate, HtmlEncoder encoder)
{
    /// <summary>How the trade calls them for short; the master's names are too long for one line.</summary>
    static readonly (string Symbol, Phrase Name)[] Known =
    [
        ("XHKG:HSI", new("恒指", "恒指", "HSI")),
        ("XHKF:HSIF6", new("即月期指", "即月期指", "Futures")),
        ("XSHG:000001", new("上證", "上证", "SSE")),
        ("XXXX:DJI", new("道指", "道指", "Dow")),
        ("XXXX:IXIC", new("納指", "纳指", "Nasdaq")),
    ];

    readonly ConditionalWeakTable<BoardView, Dictionary<(ViewerKind, Edition), string>> drawn = [];

    /// <summary>Empty where none of them is listed: a recording has no indices.</summary>
    public string Draw(Visit visit)
    {
        if (visit.IsPast)
            return DrawAnew(visit);
        var ofFrame = drawn.GetOrCreateValue(visit.View);
        lock (ofFrame)
        {
            var key = (visit.Viewer.Kind, visit.Edition);
            if (!ofFrame.TryGetValue(key, out var html))
                ofFrame[key] = html = DrawAnew(visit);
            return html;
        }
    }

    string DrawAnew(Visit visit)
    {
        var html = new StringBuilder(2048);
        foreach (var (symbol, name) in Known)
            if (visit.View.Instruments.FindSymbol(symbol) is { } instrument)
                Append(html, instrument, name, visit);
        return html.Length == 0 ? "" : $"<nav class=indices aria-label=\"{encoder.Encode(Say.Strip.In(visit.Edition))}\"><ul>{html}</ul></nav>";
    }

    void Append(StringBuilder html, Instrument instrument, Phrase name, Visit visit)
    {
        var edition = visit.Edition;
        var d = gate.Disclose(visit.View, visit.Viewer, Surface.Page, instrument);
        html.Append("<li");
        Fig.AppendRow(html, d, visit.Ticks).Append("><a href=\"").Append(visit.ToQuote(instrument.Id)).Append("\"><span>");
        html.Append(encoder.Encode(name.In(edition))).Append(" <small data-f=state>").Append(Say.Of(d.State, edition)).Append("</small></span> ");
        Fig.Append(html, d, QuoteField.Price, edition).Append(' ');
        Fig.AppendDirection(html, d, edition);
        Fig.Append(html, d, QuoteField.ChangePercent, edition).Append("</a></li>");
    }
}
