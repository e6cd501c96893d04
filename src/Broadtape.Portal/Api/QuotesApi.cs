using System.ComponentModel;
using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Api;

/// <summary>Figures with their passports.</summary>
static class QuotesApi
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/quotes", Quotes)
            .WithTags("quotes")
            .WithSummary("Quotes of instruments as figures with passports")
            .WithDescription(
                "symbols: MIC:code, separated by commas, at most 500. asof: ISO 8601 with an offset; not later than the market's clock. "
                    + "A figure without a value says why in absence. What may be seen, and how late, depends on the reader's licence."
            )
            .Produces<QuotesResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    static Task Quotes(
        HttpContext http,
        Gate gate,
        [Description("MIC:code, comma separated")] string? symbols,
        [Description("ISO 8601 with an offset")] string? asof
    )
    {
        var visit = Visit.Of(http);
        if (!SymbolList.TryRead(symbols, visit.View.Instruments, out var instruments, out var refusal))
            return RefusalPage.Write(http, refusal!, visit.Edition);
        http.Response.Headers.CacheControl = "no-store";
        var quotes = instruments.Select(i => Quote(gate.Disclose(visit.View, visit.Viewer, Surface.Api, i), visit.Edition));
        return http.Response.WriteAsJsonAsync(new QuotesResponse(visit.Moment.ToString(), [.. quotes]));
    }

    static QuoteResponse Quote(Disclosure disclosure, Edition edition)
    {
        var fields = new Dictionary<string, FigureResponse>();
        foreach (var field in Enum.GetValues<QuoteField>())
        {
            var figure = disclosure[field];
            if (figure.Passport.Absence != Absence.NotApplicable)
                fields[Name(field)] = FigureResponse.Of(figure);
        }
        return new(
            disclosure.Instrument.Id.Symbol,
            disclosure.Instrument.Names.In(edition),
            Name(disclosure.State),
            Name(disclosure.Direction),
            disclosure.Delay.Minutes,
            disclosure.DataTime?.ToString(),
            disclosure.Pushable,
            fields
        );
    }

    internal static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <param name="Moment">The market time the answer speaks of, not the time of any figure.</param>
sealed record QuotesResponse(string Moment, IReadOnlyList<QuoteResponse> Quotes);

/// <param name="State">none, live, delayed, closing, halted or stale.</param>
/// <param name="Pushable">Whether /stream carries these figures at this delay.</param>
sealed record QuoteResponse(
    string Symbol,
    string Name,
    string State,
    string Direction,
    int DelayMinutes,
    string? DataTime,
    bool Pushable,
    IReadOnlyDictionary<string, FigureResponse> Fields
);

/// <param name="Value">Plain decimal digits as text, so that no reader's arithmetic rounds them; null when there is none.</param>
/// <param name="Text">As pages print it.</param>
/// <param name="Computed">Made here of figures that were sent.</param>
/// <param name="Absence">Why there is no value; null when there is one.</param>
sealed record FigureResponse(
    string? Value,
    string Text,
    string Unit,
    string? Currency,
    string Source,
    string? DataTime,
    int DelayMinutes,
    string State,
    string? Absence,
    bool ExtendedHours,
    bool Computed
)
{
    internal static FigureResponse Of(Figure figure)
    {
        var passport = figure.Passport;
        return new(
            figure.IsNone ? null : figure.Plain,
            figure.ToString(),
            QuotesApi.Name(passport.Unit),
            passport.Currency.Length == 0 ? null : passport.Currency,
            QuotesApi.Name(passport.Source),
            passport.DataTime?.ToString(),
            passport.Delay.Minutes,
            QuotesApi.Name(passport.State),
            figure.IsNone ? QuotesApi.Name(passport.Absence) : null,
            passport.ExtendedHours,
            passport.IsComputed
        );
    }
}
