using System.Text.RegularExpressions;

namespace Broadtape.Portal.Moments;

/// <summary>
/// All that a past page and the live page it once was may differ in. What is not on this list is the same, byte for byte; a page that
/// wants to differ marks the place as one of these.
/// </summary>
static class PageDifferences
{
    public static readonly IReadOnlyList<(string What, Regex Where)> List =
    [
        ("the build, in the addresses of stylesheets and scripts", new(@"(?<=/assets/[\w./-]+\?v=)[0-9a-f]+")),
        ("the moment, in addresses and forms", new("(\\?|&amp;|&)asof=[^\"&#]*|<input type=\"hidden\" name=\"asof\"[^>]*>")),
        ("what binds a figure to the stream (data-live)", new(" data-live(=\"\")?(?=[ >])")),
        (
            "what binds a book to the stream (data-book and its words)",
            new(" data-book=\"[^\"]*\" data-zone=\"[^\"]*\" data-best=\"[^\"]*\" data-more=\"[^\"]*\"")
        ),
        ("what only a live page has (bt-tape, data-now)", new("<bt-tape.*?</bt-tape>|<a data-now.*?</a>", RegexOptions.Singleline)),
        ("the time machine's own control (bt-moment)", new("<bt-moment.*?</bt-moment>", RegexOptions.Singleline)),
    ];

    /// <summary>The page without them, and without the empty lines they leave.</summary>
    public static string Remove(string html)
    {
        foreach (var (_, where) in List)
            html = where.Replace(html, "");
        return string.Join('\n', html.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
