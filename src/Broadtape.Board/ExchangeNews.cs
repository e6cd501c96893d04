using System.Buffers;
using System.Text;
using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// The exchange's news as its pages are put together from parts: a page in both scripts is two pages with ids of their own. The newest
/// are kept; a page that is withdrawn goes.
/// </summary>
sealed class ExchangeNews
{
    /// <summary>Pages kept; the oldest goes.</summary>
    internal const int Most = 200;

    /// <summary>Lines of one page; what is longer is cut there.</summary>
    const int LinesMost = 500;

    readonly Spelling spelling = new();
    readonly Dictionary<string, Draft> drafts = [];
    Draft? draft;

    /// <summary>Whole pages, oldest first; replaced, never changed.</summary>
    internal IReadOnlyList<NewsPage> Pages { get; private set; } = [];

    internal void Begin(in NewsPart part, Moment time, EventSource source)
    {
        Finish();
        if (part.IsWithdrawn)
        {
            drafts.Remove(part.Id);
            var id = part.Id;
            Pages = [.. Pages.Where(p => p.Id != id)];
            return;
        }
        if (!drafts.TryGetValue(part.Id, out draft))
            drafts[part.Id] = draft = new() { Id = part.Id };
        (draft.Released, draft.Time, draft.Source, draft.IsLast) = (part.Released, time, source, part.IsLast);
        Publish(draft);
    }

    internal void Take(in Words words)
    {
        if (draft is null || spelling.Take(words) is not { } text)
            return;
        switch (words.Of)
        {
            case WordsOf.NewsHeadline:
                draft.Headline = text;
                break;
            case WordsOf.NewsLine when draft.Lines.Count < LinesMost:
                draft.Lines.Add(text);
                break;
            case WordsOf.NewsCodes:
                draft.Codes.UnionWith(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                break;
        }
        Publish(draft);
    }

    /// <summary>The words of a part follow it: a page whose last part has begun grows with each of them.</summary>
    void Publish(Draft whole)
    {
        if (!whole.IsLast)
            return;
        var page = new NewsPage(whole.Id, whole.Released, whole.Time, whole.Headline, [.. whole.Lines], [.. whole.Codes], whole.Source);
        Pages = [.. Pages.Where(p => p.Id != whole.Id).TakeLast(Most - 1), page];
    }

    void Finish()
    {
        if (draft is { IsLast: true })
            drafts.Remove(draft.Id);
        draft = null;
    }

    internal ExchangeNews Copy()
    {
        var copy = new ExchangeNews { Pages = Pages };
        foreach (var (id, open) in drafts)
            copy.drafts[id] = open.Copy();
        copy.draft = draft is null ? null : copy.drafts[draft.Id];
        copy.spelling.Begin(spelling.Begun);
        return copy;
    }

    internal void Save(CheckpointWriter writer)
    {
        writer.Write(Pages.Count);
        foreach (var page in Pages)
            Save(writer, page.Id, page.Released, page.Time, page.Headline, page.Lines, page.Codes, page.Source);
        writer.Write(drafts.Count);
        foreach (var open in drafts.Values)
        {
            Save(writer, open.Id, open.Released, open.Time, open.Headline, open.Lines, [.. open.Codes], open.Source);
            writer.Write(open.IsLast);
            writer.Write(open == draft);
        }
        writer.Write(spelling.Begun);
    }

    static void Save(
        CheckpointWriter writer,
        string id,
        Moment released,
        Moment time,
        string headline,
        IReadOnlyList<string> lines,
        IReadOnlyList<string> codes,
        EventSource source
    )
    {
        writer.WriteText(id);
        writer.Write(released);
        writer.Write(time);
        writer.WriteText(headline);
        writer.WriteText(string.Join('\n', lines));
        writer.Write(lines.Count);
        writer.WriteText(string.Join(' ', codes));
        writer.Write(source);
    }

    internal void Restore(ref CheckpointReader reader)
    {
        var pages = new List<NewsPage>();
        for (var left = reader.Read<int>(); left > 0; left--)
            pages.Add(Restored(ref reader));
        Pages = pages;
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var page = Restored(ref reader);
            var open = new Draft
            {
                Id = page.Id,
                Released = page.Released,
                Time = page.Time,
                Headline = page.Headline,
                Source = page.Source,
            };
            open.Lines.AddRange(page.Lines);
            open.Codes.UnionWith(page.Codes);
            open.IsLast = reader.Read<bool>();
            drafts[open.Id] = open;
            if (reader.Read<bool>())
                draft = open;
        }
        spelling.Begin(reader.ReadSpan<byte>());
    }

    static NewsPage Restored(ref CheckpointReader reader)
    {
        var (id, released, time, headline) = (reader.ReadText(), reader.Read<Moment>(), reader.Read<Moment>(), reader.ReadText());
        var lines = reader.ReadText();
        var count = reader.Read<int>();
        var codes = reader.ReadText().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(id, released, time, headline, count == 0 ? [] : lines.Split('\n'), codes, reader.Read<EventSource>());
    }

    sealed class Draft
    {
        internal required string Id { get; init; }
        internal Moment Released { get; set; }
        internal Moment Time { get; set; }
        internal string Headline { get; set; } = "";
        internal List<string> Lines { get; init; } = [];
        internal SortedSet<string> Codes { get; init; } = new(StringComparer.Ordinal);
        internal EventSource Source { get; set; }
        internal bool IsLast { get; set; }

        internal Draft Copy() =>
            new()
            {
                Id = Id,
                Released = Released,
                Time = Time,
                Headline = Headline,
                Lines = [.. Lines],
                Codes = new(Codes, StringComparer.Ordinal),
                Source = Source,
                IsLast = IsLast,
            };
    }
}

/// <summary>Puts a text together from the parts that events carry.</summary>
sealed class Spelling
{
    readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>The whole text with its last part; null before.</summary>
    internal string? Take(in Words words)
    {
        bytes.Write(words.Bytes.Span);
        if (!words.IsLast)
            return null;
        var text = Encoding.UTF8.GetString(bytes.WrittenSpan);
        bytes.ResetWrittenCount();
        return text;
    }

    /// <summary>What came of the text so far.</summary>
    internal ReadOnlySpan<byte> Begun => bytes.WrittenSpan;

    /// <summary>Goes on from what came of a text before.</summary>
    internal void Begin(ReadOnlySpan<byte> begun)
    {
        bytes.ResetWrittenCount();
        bytes.Write(begun);
    }
}
