using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// What is committed, at one instant: immutable, swapped whole by the writer, so readers need no lock. The tape is cut into stretches of
/// blocks, at least <see cref="StretchLength"/> events each; the time index has one entry a stretch. The last one is open: its events
/// are at hand. Arrays are shared between extents; nobody looks beyond his own counts.
/// </summary>
sealed class Extent
{
    /// <summary>Small enough that a stretch of small blocks stays off the large object heap, large enough that the index is small.</summary>
    internal const int StretchLength = 1_024;

    const int OpenCapacity = StretchLength + 256;

    internal static readonly Extent Empty = new(0, long.MinValue, [], 0, []);

    readonly Stretch[] stretches;
    readonly int stretchCount;

    Extent(long count, long release, Stretch[] stretches, int stretchCount, MarketEvent[] open)
    {
        (Count, Release, this.stretches, this.stretchCount, OpenEvents) = (count, release, stretches, stretchCount, open);
    }

    /// <summary>Events committed.</summary>
    internal long Count { get; }

    /// <summary>Running release after the last event.</summary>
    internal long Release { get; }

    /// <summary>The open stretch's events; longer than what is committed of it.</summary>
    internal MarketEvent[] OpenEvents { get; }

    internal int Last => stretchCount - 1;

    internal Stretch this[int stretch] => stretches[stretch];

    internal long EndOf(int stretch) => stretch == Last ? Count : stretches[stretch + 1].Position;

    /// <summary>The file offset where a stretch ends; a closed segment grows no more.</summary>
    internal long ByteEndOf(int stretch) =>
        stretch < Last && stretches[stretch + 1].Segment == stretches[stretch].Segment
            ? stretches[stretch + 1].Offset
            : stretches[stretch].Segment.Length;

    /// <summary>The stretch that holds a position.</summary>
    internal int Holding(long position)
    {
        var (low, high) = (0, Last);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = stretches[middle].Position <= position ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>The stretch in which the running release first exceeds a moment, when it does.</summary>
    internal int Passing(long moment)
    {
        var (low, high) = (0, Last);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = stretches[middle].ReleaseBefore <= moment ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>The extent with one block more, and its events at hand.</summary>
    internal Extent With(in Block block, Segment segment, long offset, ReadOnlySpan<MarketEvent> events)
    {
        var begins = Begins(block, segment);
        var filled = begins ? 0 : (int)(Count - stretches[Last].Position);
        var open = OpenEvents;
        if (begins)
            open = new MarketEvent[Math.Max(events.Length, OpenCapacity)];
        else if (filled + events.Length > open.Length)
            Array.Resize(ref open, Math.Max(filled + events.Length, 2 * open.Length));
        events.CopyTo(open.AsSpan(filled));
        return With(block, segment, offset, open);
    }

    /// <summary>The extent with one block more, its events left where they are: while the tape is being opened.</summary>
    internal Extent With(in Block block, Segment segment, long offset) => With(block, segment, offset, OpenEvents);

    internal Extent WithOpen(MarketEvent[] events) => new(Count, Release, stretches, stretchCount, events);

    Extent With(in Block block, Segment segment, long offset, MarketEvent[] open)
    {
        if (!Begins(block, segment))
            return new(block.End, block.Release, stretches, stretchCount, open);
        var entries = stretches;
        if (stretchCount == entries.Length)
            Array.Resize(ref entries, Math.Max(64, 2 * stretchCount));
        entries[stretchCount] = new(segment, offset, block.Position, Release);
        return new(block.End, block.Release, entries, stretchCount + 1, open);
    }

    bool Begins(in Block block, Segment segment) =>
        stretchCount == 0 || block.Position - stretches[Last].Position >= StretchLength || stretches[Last].Segment != segment;
}

/// <summary>Where a stretch of blocks begins, and the running release before it.</summary>
readonly record struct Stretch(Segment Segment, long Offset, long Position, long ReleaseBefore);
