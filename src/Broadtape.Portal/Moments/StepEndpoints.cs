using System.ComponentModel;
using Broadtape.Licensing;
using Broadtape.Newsroom;
using Broadtape.Portal.Api;
using Broadtape.Portal.Boards;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Moments;

/// <summary>From event to event: links that lead a page to its neighbouring moment, and the same for programs.</summary>
static class StepEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        // What comes next depends on what may be seen now: no answer of these is a past page.
        app.MapGet("/moments/{way}", Step).WithMetadata(new Unkept()).ExcludeFromDescription();
        app.MapGet("/api/v1/moments", Moments)
            .WithMetadata(new Unkept())
            .WithTags("quotes")
            .WithSummary("The nearest moments before and after at which quotes of these instruments change")
            .WithDescription("symbols as in /api/v1/quotes. As this reader sees them: a delayed reader sees an event its delay after it happened.")
            .Produces<MomentsResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="way">previous or next.</param>
    /// <param name="page">The page's address within the edition.</param>
    static Task Step(HttpContext http, string way, string? page, EventSteps steps, Pipeline pipeline, BoardList boards, INewsroom newsroom)
    {
        var visit = Visit.Of(http);
        if (way is not ("previous" or "next") || page is not ['/', ..] || page is ['/', '/' or '\\', ..])
            return RefusalPage.Write(http, Refusal.NoSuchStep(), visit.Edition);
        var (path, query) = page.Split('?', 2) is [var before, var behind] ? (before, behind) : (page, "");
        var there = visit with { Path = path, Query = query };
        var subject = PageSubject.Of(path, visit, boards, newsroom);
        var live = pipeline.View!;
        var found = (way, subject.Front) switch
        {
            ("next", { } front) => newsroom.PublishedAfter(visit.Moment, live.Moment, front),
            ("next", null) => steps.Next(visit.Moment, live, visit.Viewer, subject.Surface, subject.Instruments),
            (_, { } front) => newsroom.PublishedBefore(visit.Moment, front),
            _ => steps.Previous(visit.Moment, live, visit.Viewer, subject.Surface, subject.Instruments),
        };
        if (found is not { } moment)
            return RefusalPage.Write(
                http,
                Refusal.NoEvent(way == "next") with
                {
                    Ways = [(visit.IsPast ? there.At(visit.Moment) : there.Now(), Back.In(visit.Edition))],
                },
                visit.Edition
            );
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = there.At(moment);
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    static readonly Editions.Phrase Back = new("返回剛才的版面", "返回刚才的版面", "Back to the page");

    static Task Moments(
        HttpContext http,
        EventSteps steps,
        Pipeline pipeline,
        [Description("MIC:code, comma separated")] string? symbols,
        [Description("ISO 8601 with an offset")] string? asof
    )
    {
        var visit = Visit.Of(http);
        if (!SymbolList.TryRead(symbols, visit.View.Instruments, out var instruments, out var refusal))
            return RefusalPage.Write(http, refusal!, visit.Edition);
        var live = pipeline.View!;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(
            new MomentsResponse(
                visit.Moment.ToString(),
                steps.Previous(visit.Moment, live, visit.Viewer, Surface.Api, instruments)?.ToString(),
                steps.Next(visit.Moment, live, visit.Viewer, Surface.Api, instruments)?.ToString()
            )
        );
    }
}

/// <param name="Previous">Null when nothing had happened before.</param>
/// <param name="Next">Null when nothing has happened since that this reader may see.</param>
sealed record MomentsResponse(string Moment, string? Previous, string? Next);
