using System.Globalization;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Api;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Udf;

/// <summary>
/// TradingView's UDF: what its charting library, and any other program that speaks it, asks a server for. Its clients ask again by
/// themselves, which a licence calls streaming: everything here leaves by that surface, at the viewer's own delay.
/// </summary>
static class UdfApi
{
    public const Surface Leaves = Surface.Stream;

    public static void Map(IEndpointRouteBuilder app)
    {
        var udf = app.MapGroup("/udf").ExcludeFromDescription();
        udf.MapGet("/config", UdfConfig.Answer);
        udf.MapGet("/time", (HttpContext http) => http.Response.WriteAsync(Seconds(Visit.Of(http).Moment).ToString(CultureInfo.InvariantCulture)));
        udf.MapGet("/search", UdfSearch.Answer);
        udf.MapGet("/symbols", UdfSymbol.Answer);
        udf.MapGet("/history", UdfHistory.Answer);
        udf.MapGet("/marks", UdfMarks.AnswerMarks);
        udf.MapGet("/timescale_marks", UdfMarks.AnswerTimescale);
        udf.MapGet("/quotes", UdfQuotes.Answer);
    }

    /// <summary>MIC:code, or whatever else names one instrument; null when nothing does.</summary>
    public static Instrument? Find(Visit visit, string? symbol) =>
        string.IsNullOrWhiteSpace(symbol) ? null : InstrumentsApi.LookupOf(visit.View.Instruments).Exactly(symbol.Trim());

    public static long Seconds(Moment moment) => Math.DivRem(moment.UnixNanoseconds, 1_000_000_000).Quotient;
}
