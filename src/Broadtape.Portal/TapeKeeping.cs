using Broadtape.Board;
using Broadtape.Tape;
using NodaTime;

namespace Broadtape.Portal;

/// <summary>Beside the pipeline: seals what the tape has closed, and lets go what is kept no longer.</summary>
/// <param name="now">The live board, whose moment retention goes by.</param>
sealed class TapeKeeping(Tape.Tape tape, Retention retention, Func<BoardView?> now)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    volatile string? refusal;

    /// <summary>Why the last round could not be finished; null when it was.</summary>
    public string? Refusal => refusal;

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Every, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
                await Task.Run(() => Round(stop), CancellationToken.None);
        }
    }

    internal void Round(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && tape.Seal()) { }
            if (retention.Ticks is { } days && now() is { } live)
                tape.Forget(live.Moment - Duration.FromDays(days));
            refusal = null;
        }
        catch (TapeException e)
        {
            refusal = e.Message;
        }
    }
}
