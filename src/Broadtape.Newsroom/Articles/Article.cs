using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>A piece as one revision says it, valid from its moment until the next.</summary>
public sealed record Article
{
    public required long Id { get; init; }

    /// <summary>1, 2, …</summary>
    public required int Revision { get; init; }
    public required string Slug { get; init; }
    public required Edition Language { get; init; }

    /// <summary>The bracketed tag before the headline, e.g. FOCUS; null without.</summary>
    public string? Tag { get; init; }
    public required string Headline { get; init; }
    public required string Standfirst { get; init; }

    /// <summary>A desk's name, never an invented person's.</summary>
    public required string Byline { get; init; }
    public required string Section { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Slug of the column it stands in; null without.</summary>
    public string? Column { get; init; }
    public Picture? LeadPicture { get; init; }
    public required IReadOnlyList<Block> Body { get; init; }

    /// <summary>Symbols (MIC:code) named in the text or its front matter, in order of first mention.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    public required Moment FirstPublished { get; init; }

    /// <summary>Start of this revision; equals <see cref="FirstPublished"/> for the first.</summary>
    public required Moment ValidFrom { get; init; }
}

/// <param name="Source">Address below the site, e.g. /pictures/harbour.svg.</param>
public sealed record Picture(string Source, string Alternative, string Credit, string? Caption, int Width, int Height);

/// <summary>What stands on a front: everything of an article but its body.</summary>
public sealed record ArticleSummary(
    long Id,
    string Slug,
    Edition Language,
    string? Tag,
    string Headline,
    string Standfirst,
    string Byline,
    string Section,
    string? Column,
    Picture? LeadPicture,
    Moment FirstPublished
);
