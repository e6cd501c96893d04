using System.ComponentModel;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Api;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Bars;

/// <summary>Minute, daily and longer bars, for programs.</summary>
static class BarsApi
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/bars", Bars)
            .WithTags("bars")
            .WithSummary("Bars of one instrument, with one passport for all of them")
            .WithDescription(
                "Bars that begin in [from, to), oldest first, at most 5,000; those of minutes over at most 31 days a minute of resolution. "
                    + "Session-true: no bar lies on both sides of lunch, of the night, or of the line between an auction and continuous trading. "
                    + "adjusted carries prices over dividends, bonus issues, rights and splits since; raw otherwise. asof answers with what was "
                    + "known then. What may be seen, and how late, depends on the reader's licence; what may not be seen says so in absence."
            )
            .Produces<BarsResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    static Task Bars(
        HttpContext http,
        Gate gate,
        IBarSource source,
        [Description("MIC:code, such as XHKG:00700")] string? symbol,
        [Description("1, 5, 15, 30, 60 minutes, 1D, 1W or 1M; 1D when left away")] string? resolution,
        [Description("ISO 8601 with an offset")] string? from,
        [Description("ISO 8601 with an offset; the market's clock when left away")] string? to,
        [Description("true or false; false when left away")] string? adjusted,
        [Description("ISO 8601 with an offset")] string? asof
    )
    {
        var visit = Visit.Of(http);
        if (string.IsNullOrWhiteSpace(symbol))
            return RefusalPage.Write(http, Refusal.NoSymbols(), visit.Edition);
        if (visit.View.Instruments.FindSymbol(symbol.Trim()) is not { } instrument)
            return RefusalPage.Write(http, Refusal.UnknownSymbol(symbol), visit.Edition);
        if (BarsQuestion.Read(resolution, from, to, adjusted, visit.Moment, out var refusal) is not { } asked)
            return RefusalPage.Write(http, refusal!, visit.Edition);
        var told = gate.DiscloseBars(
            visit.View,
            visit.Viewer,
            Surface.Api,
            instrument,
            source,
            asked.Resolution,
            asked.From,
            asked.To,
            asked.Adjusted
        );
        if (told.Bars.Count > BarsQuestion.Most)
            return RefusalPage.Write(
                http,
                BarRefusals.TooMany(told.Bars.Count, BarsQuestion.Most, told.Bars[BarsQuestion.Most].Begins),
                visit.Edition
            );
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(BarsResponse.Of(told, asked, visit));
    }
}

/// <param name="Moment">The market time the answer speaks of.</param>
/// <param name="Horizon">The newest instant any bar may speak of; null when none may be seen.</param>
/// <param name="Absence">Why there are none to see; null when there may be some.</param>
/// <param name="Unit">Of open, high, low, close and vwap; volume is in shares, turnover in the currency.</param>
/// <param name="State">Of the bar that grows; the others are closed.</param>
/// <param name="DataTime">When the newest of what is told was known; null without bars.</param>
/// <param name="Missing">Spans whose bars were kept and cannot be read.</param>
sealed record BarsResponse(
    string Symbol,
    string Name,
    string Resolution,
    bool Adjusted,
    string Moment,
    string? Horizon,
    string? Absence,
    string? Unit,
    string? Currency,
    string? Source,
    int DelayMinutes,
    string State,
    string? DataTime,
    IReadOnlyList<BarResponse> Bars,
    IReadOnlyList<MissingResponse> Missing
)
{
    internal static BarsResponse Of(BarDisclosure told, BarsQuestion asked, Visit visit)
    {
        var newest = told.Bars.Count == 0 ? (Passport?)null : told.Bars[^1].Close.Passport;
        return new(
            told.Instrument.Id.Symbol,
            told.Instrument.Names.In(visit.Edition),
            asked.Resolution.Name,
            asked.Adjusted,
            visit.Moment.ToString(),
            told.Absence == Market.Absence.NotAbsent ? told.Horizon.ToString() : null,
            told.Absence == Market.Absence.NotAbsent ? null : QuotesApi.Name(told.Absence),
            newest is { } of ? QuotesApi.Name(of.Unit) : null,
            newest?.Currency is { Length: > 0 } currency ? currency : null,
            newest is { } by ? QuotesApi.Name(by.Source) : null,
            told.Delay.Minutes,
            QuotesApi.Name(newest?.State ?? FigureState.None),
            told.Bars.Select(b => b.Close.Passport.DataTime).Max()?.ToString(),
            [.. told.Bars.Select(BarResponse.Of)],
            [.. told.Missing.Select(m => new MissingResponse(m.From.ToString(), m.To.ToString()))]
        );
    }
}

/// <summary>Values are plain decimal digits as text; null where there is none.</summary>
/// <param name="Begins">Start of its minute; of a longer one, of its stretch, day, week or month.</param>
/// <param name="Day">The trading day it belongs to; the first, of a longer one.</param>
/// <param name="Vwap">Turnover ÷ volume, computed.</param>
/// <param name="Adjusted">Prices were carried over corporate actions since.</param>
/// <param name="Growing">It ends after the horizon.</param>
sealed record BarResponse(
    string Begins,
    string Day,
    string? Open,
    string? High,
    string? Low,
    string? Close,
    string? Volume,
    string? Turnover,
    string? Vwap,
    int Trades,
    bool Adjusted,
    bool Growing
)
{
    internal static BarResponse Of(BarFigures bar) =>
        new(
            bar.Begins.ToString(),
            NodaTime.Text.LocalDatePattern.Iso.Format(bar.Day),
            Digits(bar.Open),
            Digits(bar.High),
            Digits(bar.Low),
            Digits(bar.Close),
            Digits(bar.Volume),
            Digits(bar.Turnover),
            Digits(bar.Vwap),
            bar.Trades,
            bar.IsAdjusted,
            bar.IsGrowing
        );

    static string? Digits(Figure figure) => figure.IsNone ? null : figure.Plain;
}

sealed record MissingResponse(string From, string To);
