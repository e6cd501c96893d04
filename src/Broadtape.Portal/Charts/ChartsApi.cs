using System.Text;
using System.Text.Json;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Microsoft.AspNetCore.Mvc;

namespace Broadtape.Portal.Charts;

/// <summary>A chart's figures for the script that draws it, and the same as a file to keep.</summary>
static class ChartsApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/api/v1/charts/{mic}/{code}.json",
            (HttpContext http, ChartReader reader, string mic, string code) => Answer(http, reader, mic, code, Json)
        );
        app.MapGet(
            "/api/v1/charts/{mic}/{code}.csv",
            (HttpContext http, ChartReader reader, string mic, string code) => Answer(http, reader, mic, code, Csv)
        );
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
    }

    static Task Csv(HttpContext http, ChartData chart, Edition edition)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        var id = chart.Disclosed.Instrument.Id;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{id.Mic}-{id.Code}-{chart.Question.Range.Name}.csv\"";
        return http.Response.WriteAsync(ChartCsv.Write(chart, edition), Encoding.UTF8, http.RequestAborted);
    }
}
