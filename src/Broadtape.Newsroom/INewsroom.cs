using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>
/// What pages ask of the newsroom, always at a moment: the text too has a state in time. Every list is newest first and bounded by
/// <c>count</c>; nothing published after the moment is ever in an answer.
/// </summary>
public interface INewsroom
{
    /// <summary>The revision valid at the moment; null when there was none.</summary>
    Article? Article(long id, Moment at);

    IReadOnlyList<ArticleSummary> Latest(Moment at, int count, FrontFilter filter = default);

    /// <summary>When the last of a front's articles before the moment was first published; null when there was none.</summary>
    Moment? PublishedBefore(Moment at, FrontFilter filter = default);

    /// <summary>When the first of a front's articles after the moment, and by <paramref name="now"/>, was published; null when there is none.</summary>
    Moment? PublishedAfter(Moment at, Moment now, FrontFilter filter = default);

    /// <summary>Most read by decayed counts as of the moment; filled up with the latest while there are few.</summary>
    IReadOnlyList<ArticleSummary> Popular(Moment at, int count);

    /// <summary>By shared instruments, topics, column and section; never the article itself.</summary>
    IReadOnlyList<ArticleSummary> Related(Article article, Moment at, int count);

    IReadOnlyList<ArticleSummary> Naming(string symbol, Moment at, int count);

    /// <summary>Articles whose headline or slug is near the words, for a page that was not found.</summary>
    IReadOnlyList<ArticleSummary> Near(string words, Moment at, int count);

    /// <summary>The newest call on each symbol that has one, made by the moment.</summary>
    IReadOnlyDictionary<string, Call> Calls(Moment at);

    IReadOnlyList<Promotion> Promotions(Moment at, string slot);
    IReadOnlyList<Video> Videos(Moment at, int count);

    /// <summary>Sections, topics, columns, plans: what does not change with the moment.</summary>
    Site Site { get; }

    /// <summary>Names all that pages are drawn of: another word after any import, correction or removal, the same again after a restart.</summary>
    string Fingerprint { get; }

    /// <summary>Counts one reading; cheap and never blocks on the disk.</summary>
    void Read(long articleId, Moment at);
}

/// <summary>Which articles a front lists; all null is the front page.</summary>
public readonly record struct FrontFilter(string? Section = null, string? Topic = null, string? Column = null);
