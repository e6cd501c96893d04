using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>A figure of a market as a whole: a segment's turnover, a Stock Connect quota or turnover. Null values were not said.</summary>
/// <param name="Key">What it is of, unique: turnover:MAIN:, turnover:MAIN:CNH, quota:SHNB, connect:SHSB.</param>
sealed record MarketFigure(string Key, long? First, long? Second, long? Third, Moment Time, EventSource Source);

/// <summary>The exchange's own news, newest last; bounded.</summary>
/// <param name="Id">Page type and number, unique for the day.</param>
sealed record NewsPage(
    string Id,
    Moment Released,
    Moment Time,
    string Headline,
    IReadOnlyList<string> Lines,
    IReadOnlyList<string> Codes,
    EventSource Source
);
