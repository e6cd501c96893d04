using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// Finds out what a folder holds when a tape is opened. Each commit is on the disk before the next begins, so only the last segment's end
/// can be torn: that segment is checked whole, the ones before by their headers. Their events are checked whenever they are read. What is
/// damaged elsewhere is missing: the tape goes on behind it.
/// </summary>
sealed class Recovery
{
    /// <summary>A page of the disk: what is read to see one header of a block.</summary>
    const int HeadersAhead = 4_096;

    const int EventsAhead = 1 << 20;

    readonly IReadOnlyList<Segment> segments;
    readonly long sealedUpTo;
    Extent extent;
    TornTail? torn;

    Recovery(IReadOnlyList<Segment> segments, Contents contents) =>
        (this.segments, sealedUpTo, extent) = (segments, contents.UpTo, Extent.BeginningAt(contents.First));

    /// <summary>Takes every block in, cuts a torn tail; throws <see cref="TapeException"/> at a file that is not of this tape.</summary>
    internal static (Extent Extent, TornTail? Torn) Run(IReadOnlyList<Segment> segments, Contents contents)
    {
        var recovery = new Recovery(segments, contents);
        for (var i = 0; i < segments.Count; i++)
            recovery.Take(i);
        return (recovery.extent, recovery.torn);
    }

    void Take(int number)
    {
        var segment = segments[number];
        // What is sealed was whole before it had its name: damage at its end is no torn write.
        var isLast = number == segments.Count - 1 && !segment.IsSealed;
        if (segment.First < extent.Count)
            throw new TapeException(segment.Path, 0, $"the segment begins at event {segment.First}, the one before ends at {extent.Count}");
        using var window = segment.Window(isLast ? EventsAhead : HeadersAhead);
        var isHeaded = SegmentHeader.TryRead(window.At(0, SegmentHeader.Bytes), segment.IsSealed, out var header, out var isForeign, out var reason);
        if (isForeign && isLast && window.FindBlock(0) is null)
            throw new TapeException(segment.Path, 0, reason);
        if (isHeaded && (header.First != segment.First || header.ReleaseBefore < extent.Release))
            throw new TapeException(segment.Path, 0, $"the segment was written to follow event {header.First}, not {segment.First}, or another tape");
        if (isHeaded && number == 0)
            extent = Extent.BeginningAt(extent.Count, header.ReleaseBefore);
        if (segment.First > extent.Count)
            Miss(segment.First, isHeaded ? header.ReleaseBefore : extent.Release, null, 0, $"no segment holds them: {segment.Path} comes next");
        if (segment.Length == 0)
        {
            if (!isLast)
                Miss(EndOf(number), extent.Release, segment, 0, "the segment is empty");
            return;
        }
        Walk(segment, window, isHeaded ? SegmentHeader.Bytes : 0, isLast, EndOf(number), reason);
    }

    void Walk(Segment segment, SegmentWindow window, long from, bool isLast, long end, string headerDamage)
    {
        var walk = new SegmentWalk(window, from, segment.Length, isThorough: isLast);
        var (damage, at) = ("", 0L);
        while (walk.Next())
        {
            if (walk.Damage.Length > 0)
            {
                (damage, at) = (walk.Offset == 0 ? headerDamage : walk.Damage, walk.Offset);
                continue;
            }
            var block = walk.Block;
            if (block.Position < extent.Count || block.Release < extent.Release)
                throw new TapeException(
                    segment.Path,
                    walk.Offset,
                    $"the block begins at event {block.Position}, not {extent.Count}, or before its time"
                );
            if (block.Position > extent.Count)
                Miss(
                    block.Position,
                    FirstRelease(window, walk.Offset, block),
                    segment,
                    damage.Length > 0 ? at : walk.Offset,
                    damage.Length > 0 ? damage : $"the block begins at event {block.Position}, not {extent.Count}"
                );
            extent = extent.With(block, segment, walk.Offset);
            damage = "";
        }
        if (!isLast)
            Miss(
                end,
                extent.Release,
                segment,
                damage.Length > 0 ? at : segment.Length,
                damage.Length > 0 ? damage : "the segment ends before the next begins"
            );
        else if (damage.Length > 0)
            Cut(segment, at, damage);
    }

    /// <summary>No whole block is behind the damage: a write that was never acknowledged, as far as anyone can know.</summary>
    void Cut(Segment segment, long offset, string reason)
    {
        torn = new(segment.Path, offset, segment.Length - offset, reason);
        segment.Cut(offset > SegmentHeader.Bytes ? offset : 0);
    }

    void Miss(long end, long releaseAfter, Segment? segment, long offset, string reason)
    {
        if (end > extent.Count)
            extent = extent.WithMissing(end, releaseAfter, segment, offset, reason);
    }

    long EndOf(int number) => number + 1 < segments.Count ? segments[number + 1].First : sealedUpTo;

    /// <summary>When the first event behind damage was released: what is missing before it had been by then.</summary>
    static long FirstRelease(SegmentWindow window, long offset, in Block block)
    {
        var events = new MarketEvent[block.Count];
        return window.TryEvents(offset, out _, events, out _) ? events[0].ReleaseTime.UnixNanoseconds : block.Release;
    }
}
