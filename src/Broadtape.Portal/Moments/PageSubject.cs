using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.Boards;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Moments;

/// <summary>What a page is about, read off its address: whose events it steps by, and whose day it is.</summary>
/// <param name="Front">Not null where articles come and go: the page steps by their publication, for its prices never stand still.</param>
sealed record PageSubject(IReadOnlyList<Instrument> Instruments, Surface Surface, FrontFilter? Front)
{
    static readonly Mic HongKong = Mic.Parse("XHKG");

    /// <summary>The market whose trading day the page's slider shows.</summary>
    public Mic Market => Instruments.Count == 0 ? HongKong : Instruments[0].SessionMarket;

    /// <param name="path">Within an edition, without its query.</param>
    public static PageSubject Of(string path, Visit visit, BoardList boards, INewsroom newsroom)
    {
        var master = visit.View.Instruments;
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["quotes", var mic, var code] => new(Named([$"{mic}:{Uri.UnescapeDataString(code)}"]), Surface.QuotePage, Front: null),
            ["boards", BoardList.Recording] => new(Named(BoardList.OfRecording(master, 200).Symbols), Surface.Page, Front: null),
            ["boards", var slug] when boards.Find(slug) is { } plan => new(Named(plan.Symbols), Surface.Page, Front: null),
            ["articles", var id, ..]
                when long.TryParse(id, out var number) && newsroom.Article(number, visit.Moment) is { Symbols.Count: > 0 } article => new(
                Named(article.Symbols),
                Surface.Page,
                Front: null
            ),
            ["topics", var slug] => new([], Surface.Page, new FrontFilter(Topic: slug)),
            ["columns", var slug] => new([], Surface.Page, new FrontFilter(Column: slug)),
            [var slug] when newsroom.Site.Sections.Any(s => s.Slug == slug) => new([], Surface.Page, new FrontFilter(Section: slug)),
            _ => new([], Surface.Page, new FrontFilter()),
        };

        List<Instrument> Named(IEnumerable<string> symbols) => [.. symbols.Select(master.FindSymbol).OfType<Instrument>()];
    }
}
