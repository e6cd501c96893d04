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

    void SaveCheckpoint(long position, ReadOnlySpan<byte> bytes);

    /// <summary>The nearest checkpoint at or before a position.</summary>
    bool TryCheckpoint(long atOrBefore, out long position, out byte[] bytes);
}
