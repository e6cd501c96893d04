using Broadtape.Market;
using Broadtape.Portal.Api;
using Broadtape.Portal.Door;
using Broadtape.Portal.Moments;
using Broadtape.Stream;

namespace Broadtape.Portal.Live;

/// <summary>Frames of the stream as server-sent events.</summary>
static class StreamEndpoint
{
    /// <summary>Proxies close what is silent; a comment line keeps it open.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    static readonly byte[] Comment = ": still here\n\n"u8.ToArray();

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/stream", Stream)
            .WithTags("quotes")
            .WithSummary("Server-sent events: a snapshot, then what changed, at most four frames a second")
            .WithDescription(
                "symbols as in /api/v1/quotes, at most 500 (the request line may be 128 KB). Events are named snapshot and delta; "
                    + "their ids resume by Last-Event-ID. book names one instrument whose ten levels and broker queue come along, "
                    + "whole at every change, where the viewer's plan includes them. asof with replay (1 to 600) runs a past moment on for this reader, with the further "
                    + "events clock, published and end; at most 8 replays at once."
            )
            .WithMetadata(new Unkept())
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    static async Task Stream(HttpContext http, StreamHub hub, ReplayStream replay, TimeProvider wall, string? symbols, string? book = null)
    {
        var visit = Visit.Of(http);
        if (!visit.Ticks)
        {
            await RefusalPage.Write(http, Refusal.PastDoesNotStream(), visit.Edition);
            return;
        }
        List<Instrument> instruments = [];
        // A replay's clock is worth listening to on a page without figures too.
        if (
            !(visit.IsPast && string.IsNullOrEmpty(symbols)) && !SymbolList.TryRead(symbols, visit.View.Instruments, out instruments, out var refusal)
        )
        {
            await RefusalPage.Write(http, refusal!, visit.Edition);
            return;
        }
        List<Instrument> booked = [];
        if (book is not null && !SymbolList.TryRead(book, visit.View.Instruments, out booked, out refusal))
        {
            await RefusalPage.Write(http, refusal!, visit.Edition);
            return;
        }
        if (visit.IsPast)
        {
            await replay.Write(http, visit, instruments);
            return;
        }
        ServerSentEvents.Begin(http);

        var stop = http.RequestAborted;
        var resumeFrom = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : null;
        try
        {
            await using var frames = hub.Subscribe(visit.Viewer, instruments, booked.FirstOrDefault(), resumeFrom, stop).GetAsyncEnumerator(stop);
            var next = frames.MoveNextAsync().AsTask();
            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(Silence, wall, stop)) != next)
                {
                    await http.Response.Body.WriteAsync(Comment, stop);
                    continue;
                }
                if (!await next)
                    return;
                await ServerSentEvents.Write(http, frames.Current, stop);
                next = frames.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left; nothing is owed to him.
        }
    }
}
