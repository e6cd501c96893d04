using System.Globalization;
using Broadtape.Market;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Broadtape.Newsroom;

/// <summary>Reads a site's shape, its calls and the readings it begins with, from YAML.</summary>
static class SiteReader
{
    /// <summary>Addresses of the portal's own: no section may be called so.</summary>
    static readonly string[] Reserved =
    [
        "articles",
        "quotes",
        "boards",
        "topics",
        "columns",
        "about",
        "search",
        "account",
        "api",
        "stream",
        "udf",
        "desk",
        "operations",
        "health",
        "metrics",
        "assets",
        "pictures",
        "videos",
        "en",
        "zh-hans",
        "sitemap.xml",
    ];

    internal sealed record Contents(Site Site, IReadOnlyList<Call> Calls, IReadOnlyList<(long ArticleId, Moment At, long Count)> Readings);

    /// <summary>Throws <see cref="ImportException"/>.</summary>
    internal static Contents Read(string yaml, string file)
    {
        Shape shape;
        try
        {
            shape = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Shape>(yaml);
        }
        catch (YamlException e)
        {
            throw new ImportException(file, (int)e.Start.Line, e.InnerException?.Message ?? e.Message);
        }
        if (shape.Sections.FirstOrDefault(s => Reserved.Contains(s.Slug)) is { } reserved)
            throw new ImportException(file, 1, $"a section may not be called '{reserved.Slug}': the portal needs that address");
        var site = new Site(
            [.. shape.Sections.Select(s => new Section(s.Slug, s.Title))],
            [.. shape.Topics.Select(t => new Topic(t.Slug, t.Title))],
            [.. shape.Columns.Select(c => new Column(c.Slug, c.Title, c.Byline, c.Description))],
            [
                .. shape.Promotions.Select(p => new Promotion(
                    p.Slug,
                    p.Slot,
                    p.Label,
                    p.Text,
                    p.Code,
                    p.Address,
                    Time(p.From, file),
                    Time(p.Until, file)
                )),
            ],
            [.. shape.Videos.Select(v => new Video(v.Slug, v.Headline, v.Poster, v.Player, v.Seconds, Time(v.Published, file)))],
            [.. shape.Plans.Select(p => new Plan(p.Name, p.Devices, p.Description))],
            shape.Attribution
        );
        return new(site, [.. shape.Calls.Select(c => CallOf(c, file))], [.. shape.Readings.Select(r => (r.Article, Time(r.At, file), r.Count))]);
    }

    static Call CallOf(CallShape c, string file)
    {
        var form = Enum.TryParse<TargetForm>(c.Form, ignoreCase: true, out var read)
            ? read
            : throw new ImportException(file, 1, $"'{c.Form}' is no form of target");
        Price? PriceOf(string? text) =>
            text is null ? null : Price.FromDecimal(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        if (form != TargetForm.None && c.Low is null || form == TargetForm.Range && c.High is null)
            throw new ImportException(file, 1, $"the call on {c.Symbol} lacks its price");
        return new(0, c.Symbol, form, PriceOf(c.Low), PriceOf(c.High), c.Currency, c.Author, c.Article, Time(c.Made, file));
    }

    static Moment Time(string text, string file) =>
        Moment.TryParse(text, out var moment) ? moment : throw new ImportException(file, 1, $"'{text}' is not ISO 8601 with an offset");

    sealed class Words
    {
        public string ZhHant { get; set; } = "";
        public string ZhHans { get; set; } = "";
        public string En { get; set; } = "";

        public static implicit operator Title(Words w) => new(w.ZhHant, w.ZhHans, w.En);
    }

    sealed class Shape
    {
        public List<NameShape> Sections { get; set; } = [];
        public List<NameShape> Topics { get; set; } = [];
        public List<ColumnShape> Columns { get; set; } = [];
        public List<PromotionShape> Promotions { get; set; } = [];
        public List<VideoShape> Videos { get; set; } = [];
        public List<PlanShape> Plans { get; set; } = [];
        public List<CallShape> Calls { get; set; } = [];
        public List<ReadingShape> Readings { get; set; } = [];
        public Words Attribution { get; set; } = new();
    }

    class NameShape
    {
        public string Slug { get; set; } = "";
        public Words Title { get; set; } = new();
    }

    sealed class ColumnShape : NameShape
    {
        public string Byline { get; set; } = "";
        public string Description { get; set; } = "";
    }

    sealed class PromotionShape
    {
        public string Slug { get; set; } = "";
        public string Slot { get; set; } = "";
        public string Label { get; set; } = "";
        public string Text { get; set; } = "";
        public string? Code { get; set; }
        public string Address { get; set; } = "";
        public string From { get; set; } = "";
        public string Until { get; set; } = "";
    }

    sealed class VideoShape
    {
        public string Slug { get; set; } = "";
        public string Headline { get; set; } = "";
        public string Poster { get; set; } = "";
        public string Player { get; set; } = "";
        public int Seconds { get; set; }
        public string Published { get; set; } = "";
    }

    sealed class PlanShape
    {
        public string Name { get; set; } = "";
        public Words Devices { get; set; } = new();
        public Words Description { get; set; } = new();
    }

    sealed class CallShape
    {
        public string Symbol { get; set; } = "";
        public string Form { get; set; } = "";
        public string? Low { get; set; }
        public string? High { get; set; }
        public string Currency { get; set; } = "HKD";
        public string Author { get; set; } = "";
        public long? Article { get; set; }
        public string Made { get; set; } = "";
    }

    sealed class ReadingShape
    {
        public long Article { get; set; }
        public string At { get; set; } = "";
        public long Count { get; set; }
    }
}
