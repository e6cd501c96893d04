using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>What boards need of a tape: events by position, positions by moment, and a place for checkpoints. Any thread may ask.</summary>
public interface IEventLog
{
    /// <summary>Release time of the first event; null while empty.</summary>
    Moment? Begins { get; }

    /// <summary>How many events were released by the moment, a later one never holding back an earlier one's release.</summary>
    long PositionAt(Moment moment);

    /// <summary>Copies durable events from a position on; the number copied, 0 at the end.</summary>
    int Read(long position, Span<MarketEvent> into);

    /// <summary>
    /// Keeps a board that stands for the first <paramref name="position"/> events, part by part; it may go on walking the parts after it
    /// returned. False when it does not take it now: the one before is still being written.
    /// </summary>
    bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts);

    /// <summary>The nearest checkpoint at or before a position; false when there is none.</summary>
    /// <param name="part">Reads one of its parts by number; null when it cannot be read whole, and then it is not found again.</param>
    bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part);
}
