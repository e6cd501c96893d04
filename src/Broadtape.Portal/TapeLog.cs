using Broadtape.Board;
using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Portal;

/// <summary>
/// The tape as the boards ask of it. Checkpoints are packed and written aside: the pipeline's turn does not wait for them. A live board has to
/// go on behind a missing span: in its place it is told that every market fell silent. Past boards are not asked for there at all
/// (<see cref="Pipeline.At"/>).
/// </summary>
/// <param name="keeps">False for boards of one reader: they leave no checkpoints.</param>
sealed class TapeLog(Tape.Tape tape, bool keeps = true) : IEventLog, IDisposable
{
    Task saving = Task.CompletedTask;

    public Moment? Begins => tape.Begins;

    public long PositionAt(Moment moment) => tape.PositionAt(moment);

    public int Read(long position, Span<MarketEvent> into)
    {
        int count;
        try
        {
            count = tape.Read(position, into);
        }
        catch (MissingEventsException missing)
        {
            return Silence(missing.Span, position, into);
        }
        if (tape.IsInDoubt(position))
            EmptyBooks(into[..count]);
        return count;
    }

    /// <summary>A change of a book fits only the book before it, which is not known: that day the books stand empty.</summary>
    static void EmptyBooks(Span<MarketEvent> events)
    {
        foreach (ref var e in events)
            if (e.Kind == EventKind.Depth)
                e = MarketEvent.Of(e.Stamp, new DepthChange(BookSide.Bid, DepthAction.Clear, 0, default, default, 0));
    }

    /// <summary>The pipeline's thread.</summary>
    public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        if (!keeps)
            return true;
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

    /// <summary>As many events as are missing, each market's silence in turn; listings among them are known from the tape's contents.</summary>
    int Silence(MissingSpan span, long position, Span<MarketEvent> into)
    {
        var count = (int)Math.Min(into.Length, span.End - position);
        var released = span.After ?? span.Until;
        var markets = tape.Listings().Select(l => l.Id.Mic).Distinct().ToArray();
        for (var i = 0; i < count; i++)
            into[i] =
                tape.ListingAt(position + i) is { } listing ? listing
                : markets.Length == 0 ? throw new MissingEventsException(span)
                : MarketEvent.Of(
                    new EventStamp(InstrumentNumber.None, released, released, default),
                    new Silence(markets[(position + i - span.Position) % markets.Length])
                );
        return count;
    }
}
