using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>A name in each edition.</summary>
public sealed record Title(string ZhHant, string ZhHans, string En)
{
    public string In(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => ZhHans,
            Edition.En => En,
            _ => ZhHant,
        };
}

public sealed record Section(string Slug, Title Title);

public sealed record Topic(string Slug, Title Title);

public sealed record Column(string Slug, Title Title, string Byline, string Description);

/// <summary>A video behind a poster; the player is loaded only when asked for.</summary>
public sealed record Video(string Slug, string Headline, string Poster, string Player, int Seconds, Moment Published);

/// <summary>A labelled promotion, shown from its beginning until its end.</summary>
/// <param name="Code">What the reader enters; null without.</param>
/// <param name="Label">The word that tells it from editorial: 推廣.</param>
public sealed record Promotion(string Slug, string Slot, string Label, string Text, string? Code, string Address, Moment From, Moment Until);

/// <summary>What a paying reader subscribes to.</summary>
public sealed record Plan(string Name, Title Devices, Title Description);

/// <summary>The shape of a site: what its fronts, headers and feet are made of.</summary>
/// <param name="Attribution">The line the exchange asks for under its free real-time prices.</param>
public sealed record Site(
    IReadOnlyList<Section> Sections,
    IReadOnlyList<Topic> Topics,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Promotion> Promotions,
    IReadOnlyList<Video> Videos,
    IReadOnlyList<Plan> Plans,
    Title Attribution
)
{
    internal static readonly Site Empty = new([], [], [], [], [], [], new("", "", ""));
}
