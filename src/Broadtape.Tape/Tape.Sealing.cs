using System.Runtime.InteropServices;
using Broadtape.Market;
using Broadtape.Tape.Sealing;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    readonly Lock sealing = new();

    /// <summary>
    /// Seals the oldest segment that is closed and whole: its events are written again as packed columns, a tenth of the bytes, and the open
    /// file goes. False when there is none. Any thread, beside the writer and readers; throws <see cref="TapeException"/> when the disk
    /// refuses; nothing is lost then, and the next opening puts the files in order.
    /// </summary>
    public bool Seal()
    {
        lock (sealing)
        {
            while (NextToSeal() is { } place)
                try
                {
                    Seal(place.Segment, place.End);
                    return true;
                }
                catch (MissingEventsException)
                {
                    // Damage that showed just now: such a segment stays as it is, for whoever can mend it.
                }
            return false;
        }
    }

    (Segment Segment, long End)? NextToSeal()
    {
        lock (changing)
            for (var i = 0; i < segments.Count - 1; i++)
                if (!segments[i].IsSealed && segments[i + 1].First < extent.Count && IsReadable(segments[i], segments[i + 1].First))
                    return (segments[i], segments[i + 1].First);
        return null;
    }

    bool IsReadable(Segment segment, long end)
    {
        var e = extent;
        for (var stretch = e.Holding(segment.First); stretch <= e.Last && e[stretch].Position < end; stretch++)
            if (e[stretch].IsMissing)
                return false;
        return true;
    }

    void Seal(Segment open, long end)
    {
        var e = extent;
        var release = e[e.Holding(open.First)].ReleaseBefore;
        var (closed, stretches) = SegmentSealer.Seal(disk, folder, open.First, end, release, (position, into) => ReadOnce(e, position, into.Span));
        var listings = ListingsUpTo(Math.Max(end, contents.UpTo));
        lock (changing)
        {
            var now = extent;
            extent = now.Replacing(now.Holding(open.First), now.Holding(end - 1) + 1, CollectionsMarshal.AsSpan(stretches));
            segments[segments.IndexOf(open)] = closed;
            contents = contents with { UpTo = Math.Max(end, contents.UpTo), Listings = listings };
        }
        // Readers of an older extent have the file open and read on; the handle goes with the last of them.
        SettleFiles([open]);
    }

    /// <summary>
    /// The contents are said before files go: a kill or a refusal in between leaves files that the next opening deletes.
    /// </summary>
    void SettleFiles(IEnumerable<Segment> gone)
    {
        try
        {
            contents.Write(disk, folder);
            foreach (var segment in gone)
                disk.Delete(segment.Path);
            disk.FlushFolder(folder);
            checkpoints.DropBefore(contents.First);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(folder, 0, $"files that the tape needs no more could not be deleted: {e.Message}", e);
        }
    }

    /// <summary>Reads up to a stretch's end past the cache: who reads a day once would drive out what others come back to.</summary>
    int ReadOnce(Extent e, long position, Span<MarketEvent> into)
    {
        var stretch = e.Holding(position);
        if (e[stretch].IsMissing)
            throw new MissingEventsException(SpanOf(e, stretch));
        var length = (int)(e.EndOf(stretch) - e[stretch].Position);
        var events = stretch == e.Last ? e.OpenEvents : cache.Find(e[stretch]) ?? Load(e, stretch);
        var from = (int)(position - e[stretch].Position);
        var count = Math.Min(length - from, into.Length);
        events.AsSpan(from, count).CopyTo(into);
        return count;
    }
}
