using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>All that pages ask, in memory: every answer looks only at what was valid at its moment.</summary>
sealed class NewsroomPicture
{
    readonly Dictionary<long, Article[]> revisions;
    readonly Call[] calls;

    internal NewsroomPicture(Site site, IEnumerable<Article> articles, IEnumerable<Call> calls, Readings readings, string fingerprint)
    {
        Site = site;
        Readings = readings;
        Fingerprint = fingerprint;
        revisions = articles.GroupBy(a => a.Id).ToDictionary(g => g.Key, g => g.OrderBy(a => a.Revision).ToArray());
        this.calls = [.. calls.OrderBy(c => c.Made)];
    }

    internal Site Site { get; }
    internal Readings Readings { get; }
    internal string Fingerprint { get; }

    internal Article? Article(long id, Moment at) => revisions.GetValueOrDefault(id)?.LastOrDefault(r => r.ValidFrom <= at);

    internal IReadOnlyList<ArticleSummary> Latest(Moment at, int count, FrontFilter filter) =>
        [.. At(at).Where(a => IsOn(a, filter)).OrderByDescending(a => a.FirstPublished).ThenByDescending(a => a.Id).Take(count).Select(Summary)];

    internal Moment? PublishedBefore(Moment at, FrontFilter filter) =>
        At(at).Where(a => a.FirstPublished < at && IsOn(a, filter)).Max(a => (Moment?)a.FirstPublished);

    internal Moment? PublishedAfter(Moment at, Moment now, FrontFilter filter) =>
        At(now).Where(a => a.FirstPublished > at && IsOn(a, filter)).Min(a => (Moment?)a.FirstPublished);

    internal IReadOnlyList<ArticleSummary> Popular(Moment at, int count) =>
        [
            .. At(at)
                .OrderByDescending(a => Readings.ScoreOf(a.Id, at))
                .ThenByDescending(a => a.FirstPublished)
                .ThenByDescending(a => a.Id)
                .Take(count)
                .Select(Summary),
        ];

    internal IReadOnlyList<ArticleSummary> Related(Article article, Moment at, int count) =>
        [
            .. At(at)
                .Where(a => a.Id != article.Id)
                .Select(a => (Article: a, Score: Kinship(a, article)))
                .Where(r => r.Score > 0)
                .OrderByDescending(r => r.Score)
                .ThenByDescending(r => r.Article.FirstPublished)
                .Take(count)
                .Select(r => Summary(r.Article)),
        ];

    internal IReadOnlyList<ArticleSummary> Naming(string symbol, Moment at, int count) =>
        [.. At(at).Where(a => a.Symbols.Contains(symbol)).OrderByDescending(a => a.FirstPublished).Take(count).Select(Summary)];

    internal IReadOnlyList<ArticleSummary> Near(string words, Moment at, int count)
    {
        var asked = Bigrams(words);
        return
        [
            .. At(at)
                .Select(a => (Article: a, Score: Math.Max(Likeness(asked, Bigrams(a.Headline)), Likeness(asked, Bigrams(a.Slug)))))
                .Where(r => r.Score > 0)
                .OrderByDescending(r => r.Score)
                .Take(count)
                .Select(r => Summary(r.Article)),
        ];
    }

    internal IReadOnlyDictionary<string, Call> CallsAt(Moment at) =>
        calls.Where(c => c.Made <= at).GroupBy(c => c.Symbol).ToDictionary(g => g.Key, g => g.Last());

    IEnumerable<Article> At(Moment at) => revisions.Keys.Select(id => Article(id, at)).OfType<Article>();

    static bool IsOn(Article a, FrontFilter front) =>
        (front.Section is null || a.Section == front.Section)
        && (front.Topic is null || a.Topics.Contains(front.Topic))
        && (front.Column is null || a.Column == front.Column);

    static int Kinship(Article a, Article b) =>
        3 * a.Symbols.Intersect(b.Symbols).Count()
        + 2 * a.Topics.Intersect(b.Topics).Count()
        + (a.Column is not null && a.Column == b.Column ? 2 : 0)
        + (a.Section == b.Section ? 1 : 0);

    static HashSet<string> Bigrams(string text)
    {
        var letters = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return letters.Length < 2 ? [letters] : [.. Enumerable.Range(0, letters.Length - 1).Select(i => letters.Substring(i, 2))];
    }

    static double Likeness(HashSet<string> a, HashSet<string> b) => a.Count + b.Count == 0 ? 0 : 2.0 * a.Intersect(b).Count() / (a.Count + b.Count);

    static ArticleSummary Summary(Article a) =>
        new(a.Id, a.Slug, a.Language, a.Tag, a.Headline, a.Standfirst, a.Byline, a.Section, a.Column, a.LeadPicture, a.FirstPublished);
}
