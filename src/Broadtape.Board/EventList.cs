using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>Events in memory as boards read them: for a script or a check that is over before anything needs to be kept.</summary>
public sealed class EventList : IMarketEvents, IEventLog
{
    readonly List<MarketEvent> events = [];

    /// <inheritdoc/>
    public Moment? Begins => events.Count == 0 ? null : events[0].ReleaseTime;

    /// <inheritdoc/>
    public void Accept(in MarketEvent marketEvent) => events.Add(marketEvent);

    /// <inheritdoc/>
    public long PositionAt(Moment moment)
    {
        var at = events.FindIndex(e => e.ReleaseTime > moment);
        return at < 0 ? events.Count : at;
    }

    /// <inheritdoc/>
    public int Read(long position, Span<MarketEvent> into)
    {
        var count = (int)Math.Min(into.Length, events.Count - position);
        events.GetRange((int)position, count).CopyTo(into);
        return count;
    }

    /// <inheritdoc/>
    public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts) => true;

    /// <inheritdoc/>
    public bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part)
    {
        (position, part) = (0, _ => null);
        return false;
    }
}
