using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Portal;

/// <summary>The tape as the boards ask of it. Checkpoints are packed and written aside: the pipeline's turn does not wait for them.</summary>
sealed class TapeLog(Tape.Tape tape) : IEventLog, IDisposable
{
    Task saving = Task.CompletedTask;

    public Moment? Begins => tape.Begins;

    public long PositionAt(Moment moment) => tape.PositionAt(moment);

    public int Read(long position, Span<MarketEvent> into) => tape.Read(position, into);

    /// <summary>The pipeline's thread.</summary>
    public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        if (!saving.IsCompleted)
            return false;
        saving.GetAwaiter().GetResult();
        saving = Task.Run(() => tape.SaveCheckpoint(position, parts));
        return true;
    }

    public bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part) =>
        tape.TryCheckpoint(atOrBefore, out position, out part);

    /// <summary>Waits for the checkpoint that is being written.</summary>
    public void Dispose() => saving.GetAwaiter().GetResult();
}
