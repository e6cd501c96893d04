namespace Broadtape.Tape;

/// <summary>
/// Finds out what a folder holds when a tape is opened. Each commit is on the disk before the next begins, so only the last segment's end
/// can be torn: that segment is checked whole, the ones before by their headers. Their events are checked whenever they are read.
/// </summary>
static class Recovery
{
    /// <summary>A page of the disk: what is read to see one header of a block.</summary>
    const int HeadersAhead = 4_096;

    const int EventsAhead = 1 << 20;

    /// <summary>Takes every block in, cuts a torn tail; throws <see cref="TapeException"/> at any other damage.</summary>
    internal static (Extent Extent, TornTail? Torn) Run(IReadOnlyList<Segment> segments)
    {
        var extent = Extent.Empty;
        TornTail? torn = null;
        foreach (var segment in segments)
        {
            if (segment.First != extent.Count)
                throw new TapeException(segment.Path, 0, $"the segment begins at event {segment.First}, the one before ends at {extent.Count}");
            if (segment == segments[^1])
                torn = TakeLast(segment, ref extent);
            else
                Take(segment, ref extent);
        }
        return (extent, torn);
    }

    static void Take(Segment segment, ref Extent extent)
    {
        using var window = segment.Window(HeadersAhead);
        if (!SegmentHeader.TryRead(window.At(0, SegmentHeader.Bytes), out var header, out _, out var reason))
            throw new TapeException(segment.Path, 0, reason);
        ThrowUnlessFollows(segment, header, extent);
        for (long offset = SegmentHeader.Bytes; offset < segment.Length; )
        {
            if (!window.TryHeader(offset, out var block, out reason))
                throw new TapeException(segment.Path, offset, reason);
            if (offset + block.Bytes > segment.Length)
                throw new TapeException(segment.Path, offset, "the block's events are cut off");
            ThrowUnlessFollows(segment, offset, block, extent);
            extent = extent.With(block, segment, offset);
            offset += block.Bytes;
        }
    }

    static TornTail? TakeLast(Segment segment, ref Extent extent)
    {
        using var window = segment.Window(EventsAhead);
        if (segment.Length == 0)
            return null;
        if (!SegmentHeader.TryRead(window.At(0, SegmentHeader.Bytes), out var header, out var foreign, out var reason))
            return foreign ? throw new TapeException(segment.Path, 0, reason) : Cut(segment, window, 0, reason);
        ThrowUnlessFollows(segment, header, extent);
        for (long offset = SegmentHeader.Bytes; offset < segment.Length; )
        {
            if (!window.TryBlock(offset, out var block, out _, out reason))
                return Cut(segment, window, offset, reason);
            ThrowUnlessFollows(segment, offset, block, extent);
            extent = extent.With(block, segment, offset);
            offset += block.Bytes;
        }
        return null;
    }

    /// <summary>A whole block behind the damage was acknowledged, and so was what is damaged: that is not ours to throw away.</summary>
    static TornTail Cut(Segment segment, SegmentWindow window, long offset, string reason)
    {
        if (window.FindBlock(offset + 1) is { } found)
            throw new TapeException(segment.Path, offset, $"{reason}; whole blocks follow from byte {found}");
        var torn = new TornTail(segment.Path, offset, segment.Length - offset, reason);
        segment.Cut(offset > SegmentHeader.Bytes ? offset : 0);
        return torn;
    }

    static void ThrowUnlessFollows(Segment segment, SegmentHeader header, Extent extent)
    {
        if (header.First != extent.Count || header.ReleaseBefore != extent.Release)
            throw new TapeException(segment.Path, 0, $"the segment was written to follow event {header.First}, not {extent.Count}, or another tape");
    }

    static void ThrowUnlessFollows(Segment segment, long offset, in Block block, Extent extent)
    {
        if (block.Position != extent.Count)
            throw new TapeException(segment.Path, offset, $"the block begins at event {block.Position}, not {extent.Count}");
        if (block.Release < extent.Release)
            throw new TapeException(segment.Path, offset, "the block's release time is before the one of the block before");
    }
}
