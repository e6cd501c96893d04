using System.Globalization;
using System.Text;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Live;

namespace Broadtape.Portal.Moments;

/// <summary>
/// A replay as server-sent events: snapshot and delta as the live stream sends them, clock with the reader's moment where nothing else tells
/// it, published when an article came out, end when now is reached.
/// </summary>
sealed class ReplayStream(Replays replays, Pipeline pipeline, TimeProvider wall)
{
    static readonly TimeSpan FrameLength = TimeSpan.FromMilliseconds(250);

    /// <summary>What a frame changed is told within it.</summary>
    static readonly TimeSpan Telling = TimeSpan.FromMilliseconds(25);

    public async Task Write(HttpContext http, Visit visit, IReadOnlyList<Instrument> instruments)
    {
        if (replays.Begin(Resumed(http, visit), visit.Replay!.Value) is not { } replay)
        {
            http.Response.Headers.RetryAfter = "60";
            await RefusalPage.Write(http, Refusal.TooManyReplays(Replays.Most), visit.Edition);
            return;
        }
        var stop = http.RequestAborted;
        try
        {
            ServerSentEvents.Begin(http);
            await Run(http, visit, replay, instruments, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left; nothing is owed to him.
        }
        finally
        {
            replays.End();
        }
    }

    async Task Run(HttpContext http, Visit visit, Replay replay, IReadOnlyList<Instrument> instruments, CancellationToken stop)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var frames = replay.Frames(visit.Viewer, instruments, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var began = wall.GetTimestamp();
        // The frame it begins with is there before anyone waits for it.
        replay.Advance(TimeSpan.Zero, pipeline.View!.Moment);
        var next = frames.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var more = replay.Advance(wall.GetElapsedTime(began), pipeline.View!.Moment);
                await Task.WhenAny(next, Task.Delay(Telling, wall, stop));
                if (next.IsCompleted && await next)
                {
                    await ServerSentEvents.Write(http, frames.Current, stop);
                    next = frames.MoveNextAsync().AsTask();
                }
                else
                    await Say(http, "clock", replay.Now, stop);
                if (replay.HasNews())
                    await Say(http, "published", replay.Now, stop);
                if (!more)
                    break;
                await Task.Delay(FrameLength, wall, stop);
            }
            await Say(http, "end", replay.Now, stop);
        }
        finally
        {
            await leaving.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A connection that was lost goes on where it was: the last frame's id is its moment, and none is beyond now.</summary>
    Moment Resumed(HttpContext http, Visit visit) =>
        long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Moment.Min(Moment.Max(visit.Moment, new(id)), pipeline.View!.Moment)
            : visit.Moment;

    static async Task Say(HttpContext http, string name, Moment moment, CancellationToken stop)
    {
        await http.Response.WriteAsync($"id: {moment.UnixNanoseconds}\nevent: {name}\ndata: {{\"moment\":\"{moment}\"}}\n\n", Encoding.UTF8, stop);
        await http.Response.Body.FlushAsync(stop);
    }
}
