using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Portal;

/// <summary>The tape as the boards ask of it.</summary>
/// <param name="keeps">False for boards of one reader: they leave no checkpoints.</param>
sealed class TapeLog(Tape.Tape tape, bool keeps = true) : IEventLog
{
    public Moment? Begins => tape.Begins;

    public long PositionAt(Moment moment) => tape.PositionAt(moment);

    public int Read(long position, Span<MarketEvent> into) => tape.Read(position, into);

    public void SaveCheckpoint(long position, ReadOnlySpan<byte> bytes)
    {
        if (keeps)
            tape.SaveCheckpoint(position, bytes);
    }

    public bool TryCheckpoint(long atOrBefore, out long position, out byte[] bytes) => tape.TryCheckpoint(atOrBefore, out position, out bytes);
}
