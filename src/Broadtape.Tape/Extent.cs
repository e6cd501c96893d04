using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// What is committed, at one instant: immutable, swapped whole, so readers need no lock. The tape is cut into stretches: a sealed block, or
/// blocks of an open segment, at least <see cref="StretchLength"/> events, or events that are missing; the time index has one entry a
/// stretch. The last one is open: its events are at hand. Arrays are shared between extents; nobody looks beyond his own counts.
/// </summary>
sealed record Extent
{
    /// <summary>Small enough that a stretch of small blocks stays off the large object heap, large enough that the index is small.</summary>
    internal const int StretchLength = 1_024;

    const int OpenCapacity = StretchLength + 256;

    Stretch[] stretches = [];
    int stretchCount;

    Extent() { }

    /// <summary>Nothing yet, behind events that are kept no more.</summary>
    /// <param name="release">Running release of those.</param>
    internal static Extent BeginningAt(long position, long release = long.MinValue) => new() { Count = position, Release = release };

    /// <summary>Events committed, those kept no more and those missing with them: the position of the next.</summary>
    internal long Count { get; private init; }

    /// <summary>Running release after the last event.</summary>
    internal long Release { get; private init; } = long.MinValue;

    /// <summary>The earliest moment whose board is known; null while empty.</summary>
    internal Moment? Begins { get; init; }

    /// <summary>The open stretch's events; longer than what is committed of it.</summary>
    internal MarketEvent[] OpenEvents { get; init; } = [];

    /// <summary>Events behind the last that boards may have though the disk has not taken them.</summary>
    internal ReadOnlyMemory<MarketEvent> Held { get; init; }

    /// <summary>Some stretch is missing.</summary>
    internal bool HasMissing { get; private init; }

    /// <summary>Position of the first event that is kept.</summary>
    internal long First => stretchCount == 0 ? Count : stretches[0].Position;

    internal int Last => stretchCount - 1;

    internal ref readonly Stretch this[int stretch] => ref stretches[stretch];

    internal long EndOf(int stretch) => stretch == Last ? Count : stretches[stretch + 1].Position;

    /// <summary>The running release behind a stretch.</summary>
    internal long ReleaseAfter(int stretch) => stretch == Last ? Release : stretches[stretch + 1].ReleaseBefore;

    /// <summary>The file offset where a stretch ends; a closed segment grows no more.</summary>
    internal long ByteEndOf(int stretch) =>
        stretch < Last && stretches[stretch + 1].Segment == stretches[stretch].Segment
            ? stretches[stretch + 1].Offset
            : stretches[stretch].Segment!.Length;

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
        var begins = IsBegunBy(block, segment);
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

    Extent With(in Block block, Segment segment, long offset, MarketEvent[] open)
    {
        var with = this with { Count = block.End, Release = block.Release, OpenEvents = open };
        return IsBegunBy(block, segment) ? with.Append(new(segment, offset, block.Position, Release)) : with;
    }

    /// <summary>The extent with events that are missing, up to a position.</summary>
    /// <param name="segment">Where they should be; null when no file has them.</param>
    internal Extent WithMissing(long end, long releaseAfter, Segment? segment, long offset, string reason)
    {
        var with = this with { Count = end, Release = Math.Max(Release, releaseAfter), OpenEvents = [], HasMissing = true };
        return with.Append(new(segment, offset, Count, Release, reason));
    }

    /// <summary>The same events, other stretches in place of some.</summary>
    internal Extent Replacing(int from, int to, ReadOnlySpan<Stretch> with)
    {
        Stretch[] entries = [.. stretches.AsSpan(0, from), .. with, .. stretches.AsSpan(to, stretchCount - to)];
        return this with { stretches = entries, stretchCount = entries.Length, HasMissing = Array.Exists(entries, s => s.IsMissing) };
    }

    Extent Append(in Stretch stretch)
    {
        var entries = stretches;
        if (stretchCount == entries.Length)
            Array.Resize(ref entries, Math.Max(64, 2 * stretchCount));
        entries[stretchCount] = stretch;
        return this with { stretches = entries, stretchCount = stretchCount + 1 };
    }

    bool IsBegunBy(in Block block, Segment segment) =>
        stretchCount == 0
        || block.IsSealed
        || block.Position - stretches[Last].Position >= StretchLength
        || stretches[Last].Segment != segment
        || stretches[Last].IsMissing;
}

/// <summary>Where a stretch begins, and the running release before it.</summary>
/// <param name="Damage">Why its events are missing; null when they are there.</param>
readonly record struct Stretch(Segment? Segment, long Offset, long Position, long ReleaseBefore, string? Damage = null)
{
    internal bool IsMissing => Damage is not null;
}
