using System.Text;
using Broadtape.Market;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Broadtape.Newsroom;

/// <summary>Reads an article from Markdown with front matter into the closed set of blocks. What has no block is refused, not dropped.</summary>
sealed class ArticleReader(IInstrumentNames names, Site site)
{
    const string Fence = "---";

    static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    /// <summary>Throws <see cref="ImportException"/>.</summary>
    internal Article Read(string text, string file)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = lines.Length > 0 && lines[0] == Fence ? Array.IndexOf(lines, Fence, 1) : -1;
        if (end < 0)
            throw new ImportException(file, 1, "does not begin with front matter between lines of ---");
        var front = ReadFront(string.Join('\n', lines[1..end]), file);
        var body = Markdig.Markdown.Parse(string.Join('\n', lines[(end + 1)..]), Markdown);
        var reading = new Reading(file, end + 1, names, [.. front.Instruments ?? []]);
        var blocks = body.Select(reading.Block).ToList();
        var published = Time(front.Published, "published", file);
        var updated = front.Updated is null ? published : Time(front.Updated, "updated", file);
        if (updated < published)
            throw new ImportException(file, 1, "updated lies before published");
        if (site.Sections.All(s => s.Slug != front.Section))
            throw new ImportException(file, 1, $"section '{front.Section}' is none of this site's");
        if (front.Column is not null && site.Columns.All(c => c.Slug != front.Column))
            throw new ImportException(file, 1, $"column '{front.Column}' is none of this site's");
        if (front.Topics?.FirstOrDefault(t => site.Topics.All(s => s.Slug != t)) is { } topic)
            throw new ImportException(file, 1, $"topic '{topic}' is none of this site's");
        return new()
        {
            Id = front.Id > 0 ? front.Id : throw new ImportException(file, 1, "id is a number above 0"),
            Revision = 1,
            Slug = Needed(front.Slug, "slug", file),
            Language = front.Lang switch
            {
                "zh-Hant" => Edition.ZhHant,
                "zh-Hans" => Edition.ZhHans,
                "en" => Edition.En,
                _ => throw new ImportException(file, 1, $"lang '{front.Lang}' is none of zh-Hant, zh-Hans, en"),
            },
            Tag = front.Tag,
            Headline = Needed(front.Headline, "headline", file),
            Standfirst = Needed(front.Standfirst, "standfirst", file),
            Byline = Needed(front.Byline, "byline", file),
            Section = front.Section!,
            Topics = front.Topics ?? [],
            Column = front.Column,
            LeadPicture = front.Picture is { } p ? PictureOf(p, file) : null,
            Body = blocks,
            Symbols = reading.Symbols,
            FirstPublished = published,
            ValidFrom = updated,
        };
    }

    static Front ReadFront(string yaml, string file)
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Front>(yaml);
        }
        catch (YamlException e)
        {
            throw new ImportException(file, (int)e.Start.Line + 1, e.InnerException?.Message ?? e.Message);
        }
    }

    static string Needed(string? value, string name, string file) =>
        string.IsNullOrWhiteSpace(value) ? throw new ImportException(file, 1, $"{name} is missing") : value.Trim();

    static Moment Time(string? text, string name, string file) =>
        text is not null && Moment.TryParse(text, out var moment)
            ? moment
            : throw new ImportException(file, 1, $"{name} '{text}' is not ISO 8601 with an offset");

    static Picture PictureOf(FrontPicture p, string file) =>
        new(
            Needed(p.Source, "picture source", file),
            Needed(p.Alt, "picture alt", file),
            Needed(p.Credit, "picture credit", file),
            p.Caption,
            p.Width > 0 ? p.Width : 1200,
            p.Height > 0 ? p.Height : 675
        );

    sealed class Front
    {
        public long Id { get; set; }
        public string? Slug { get; set; }
        public string? Lang { get; set; }
        public string? Tag { get; set; }
        public string? Headline { get; set; }
        public string? Standfirst { get; set; }
        public string? Byline { get; set; }
        public string? Section { get; set; }
        public List<string>? Topics { get; set; }
        public string? Column { get; set; }
        public string? Published { get; set; }
        public string? Updated { get; set; }
        public List<string>? Instruments { get; set; }
        public FrontPicture? Picture { get; set; }
    }

    sealed class FrontPicture
    {
        public string? Source { get; set; }
        public string? Alt { get; set; }
        public string? Credit { get; set; }
        public string? Caption { get; set; }
        public int Width { get; set; }
        public int Height { get; set; }
    }

    /// <summary>One body being read: the first mention of an instrument becomes a chip, later ones stay text.</summary>
    sealed class Reading(string file, int lineOffset, IInstrumentNames names, List<string> symbols)
    {
        readonly HashSet<string> chipped = [];

        internal IReadOnlyList<string> Symbols => symbols;

        internal Block Block(Markdig.Syntax.Block block) =>
            block switch
            {
                HeadingBlock { Level: 2 } heading => new Heading(Plain(heading.Inline!)),
                ParagraphBlock { Inline: { } inline } when inline.FirstChild is LinkInline { IsImage: true } image && image.NextSibling is null =>
                    throw Refuse(image, "pictures inside the text have no credit; name the picture in the front matter"),
                ParagraphBlock paragraph => new Paragraph(Inlines(paragraph.Inline!)),
                QuoteBlock quote when quote is [ParagraphBlock only] => new Quotation(Inlines(only.Inline!)),
                ListBlock list => new BulletList(
                    list.IsOrdered,
                    [
                        .. list.Select(item =>
                            item is ListItemBlock and [ParagraphBlock only]
                                ? Inlines(only.Inline!)
                                : throw Refuse(item, "a list item is one paragraph")
                        ),
                    ]
                ),
                _ => throw Refuse(block, $"a {block.GetType().Name} has no place in an article"),
            };

        List<Inline> Inlines(ContainerInline container)
        {
            var inlines = new List<Inline>();
            foreach (var inline in container)
                switch (inline)
                {
                    case LiteralInline literal:
                        AddText(literal.Content.ToString(), inlines);
                        break;
                    case LineBreakInline:
                        break;
                    case EmphasisInline emphasis:
                        inlines.Add(emphasis.DelimiterCount == 2 ? new Strong(Plain(emphasis)) : new Emphasis(Plain(emphasis)));
                        break;
                    case LinkInline { IsImage: false, Url: { } url } link:
                        inlines.Add(LinkOrChip(link, url));
                        break;
                    default:
                        throw Refuse(inline, $"a {inline.GetType().Name} has no place in an article");
                }
            return inlines;
        }

        Inline LinkOrChip(LinkInline link, string url)
        {
            const string quote = "quote:";
            if (url.StartsWith(quote, StringComparison.Ordinal))
            {
                var symbol = url[quote.Length..];
                if (!names.Knows(symbol))
                    throw Refuse(link, $"'{symbol}' is no instrument");
                return Chip(Plain(link), symbol);
            }
            return
                url.StartsWith("https://", StringComparison.Ordinal)
                || url.StartsWith("http://", StringComparison.Ordinal)
                || url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)
                ? new Link(Plain(link), url)
                : throw Refuse(link, $"'{url}' is neither a web address nor a path of this site");
        }

        void AddText(string text, List<Inline> inlines)
        {
            var from = 0;
            foreach (var (start, length, symbol) in names.Find(text))
            {
                if (start < from || chipped.Contains(symbol))
                    continue;
                if (start > from)
                    inlines.Add(new Text(text[from..start]));
                inlines.Add(Chip(text.Substring(start, length), symbol));
                from = start + length;
            }
            if (from < text.Length)
                inlines.Add(new Text(text[from..]));
        }

        InstrumentChip Chip(string value, string symbol)
        {
            chipped.Add(symbol);
            if (!symbols.Contains(symbol))
                symbols.Add(symbol);
            return new(value, symbol);
        }

        string Plain(ContainerInline container)
        {
            var text = new StringBuilder();
            foreach (var inline in container)
                text.Append(inline is LiteralInline literal ? literal.Content.ToString() : throw Refuse(inline, "only text stands here"));
            return text.ToString();
        }

        ImportException Refuse(MarkdownObject at, string reason) => new(file, at.Line + 1 + lineOffset, reason);
    }
}
