using System.Text;
using System.Text.Json;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Microsoft.AspNetCore.Mvc;

namespace Broadtape.Portal.Charts;

/// <summary>A chart's figures for the script that draws it, and the same as a file to keep.</summary>
static class ChartsApi
{
    static readonly string Asked =
        $"range: {string.Join(", ", ChartRange.All.Select(r => r.Name))}. lines: sma20, ema50, boll20, rsi14, macd, separated by commas, at most "
        + $"{ChartQuestion.IndicatorsMost}, over 2 to 250 bars. versus: another instrument, in percent. prices: raw or adjusted. asof as everywhere.";

    public static void Map(IEndpointRouteBuilder app)
    {
        var charts = app.MapGroup("/api/v1/charts").WithTags("charts");
        charts
            .MapGet("/{mic}/{code}.json", (HttpContext http, ChartReader reader, string mic, string code) => Answer(http, reader, mic, code, Json))
            .WithSummary("A chart's figures on an axis of trading time, as pages draw it")
            .WithDescription(Asked)
            .Produces<string>(StatusCodes.Status200OK, "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            // Drawn once a frame for everyone who sees the same.
            .CacheOutput(FrameCachePolicy.Name);
        charts
            .MapGet("/{mic}/{code}.csv", (HttpContext http, ChartReader reader, string mic, string code) => Answer(http, reader, mic, code, Csv))
            .WithSummary("The same figures as a file")
            .WithDescription(Asked)
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    static Task Answer(HttpContext http, ChartReader reader, string mic, string code, Func<HttpContext, ChartData, Edition, Task> write)
    {
        var visit = Visit.Of(http);
        var instruments = visit.View.Instruments;
        if (instruments.FindSymbol($"{mic}:{code}") is not { } instrument)
            return Refuse(http, Refusal.UnknownSymbol($"{mic}:{code}"), visit.Edition);
        if (!ChartQuestion.TryRead(http.Request.Query, instrument, instruments, out var question, out var refusal))
            return Refuse(http, refusal!, visit.Edition);
        http.Response.Headers.CacheControl = "no-store";
        return write(http, reader.Read(visit, question), visit.Edition);
    }

    /// <summary>In the reader's edition: the script shows him the sentence.</summary>
    static Task Refuse(HttpContext http, Refusal refusal, Edition edition)
    {
        http.Response.StatusCode = refusal.Status;
        return http.Response.WriteAsJsonAsync(
            new ProblemDetails { Status = refusal.Status, Title = refusal.In(edition) },
            options: null,
            contentType: "application/problem+json"
        );
    }

    static async Task Json(HttpContext http, ChartData chart, Edition edition)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        ChartJson.Write(json, chart, edition);
        await json.FlushAsync(http.RequestAborted);
        // The writer hands its bytes to the pipe; what stands before the pipe, a cache, must be told that they are there.
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    static Task Csv(HttpContext http, ChartData chart, Edition edition)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        var id = chart.Disclosed.Instrument.Id;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{id.Mic}-{id.Code}-{chart.Question.Range.Name}.csv\"";
        return http.Response.WriteAsync(ChartCsv.Write(chart, edition), Encoding.UTF8, http.RequestAborted);
    }
}
