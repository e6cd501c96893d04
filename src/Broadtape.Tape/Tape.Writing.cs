using Broadtape.Market;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    /// <summary>Events taken and not committed: at <see cref="heldFrom"/> so many.</summary>
    MarketEvent[] held = new MarketEvent[Block.CountMax];
    int heldFrom;
    int heldCount;

    /// <summary>The disk refused the last commit; null when it did not.</summary>
    TapeException? refusal;

    /// <summary>Why the tape stands: the disk takes nothing, and what comes is held in memory; null while it moves. The writer's thread.</summary>
    public string? Stands => refusal?.Message;

    /// <summary>As much is held as should be (<see cref="TapeOptions.HeldMost"/>): the feeds have to wait. The writer's thread.</summary>
    public bool IsFull => heldCount >= options.HeldMost;

    /// <summary>
    /// Takes an event into the group to be committed next; a full group is committed at once. While the disk refuses, the group grows.
    /// Throws <see cref="TapeException"/> at twice what may be held: this event was not taken.
    /// </summary>
    public void Accept(in MarketEvent marketEvent)
    {
        if (heldCount >= Block.CountMax && refusal is null)
            TryCommitAll();
        if (heldCount >= Math.Max(2 * options.HeldMost, 2 * Block.CountMax))
            throw new TapeException(folder, 0, $"{heldCount} events wait for the disk, and no more can: {refusal?.Reason}", refusal);
        if (heldFrom + heldCount == held.Length)
            MakeRoom();
        held[heldFrom + heldCount++] = marketEvent;
    }

    /// <summary>
    /// Makes everything taken durable with one block and one fsync; acknowledged and visible when it returns. Throws
    /// <see cref="TapeException"/> when the disk refuses: what it did not take is not visible then, and the next commit tries again.
    /// </summary>
    public void Commit()
    {
        if (!TryCommitAll())
            throw refusal!;
    }

    /// <summary>
    /// As <see cref="Commit"/>, for whoever goes on without the disk: false when it refuses, and what is held can be read all the same,
    /// behind <see cref="Committed"/>. It is committed in its order when the disk has room again.
    /// </summary>
    public bool TryCommit()
    {
        if (TryCommitAll())
            return true;
        lock (changing)
            extent = extent with { Held = held.AsMemory(heldFrom, heldCount) };
        return false;
    }

    bool TryCommitAll()
    {
        try
        {
            while (heldCount > 0)
                CommitGroup(OfOneDay(held.AsSpan(heldFrom, Math.Min(heldCount, Block.CountMax))));
            refusal = null;
            return true;
        }
        catch (TapeException e)
        {
            refusal = e;
            return false;
        }
    }

    void CommitGroup(int count)
    {
        var was = extent;
        var events = held.AsSpan(heldFrom, count);
        var block = Block.Of(was.Count, was.Release, events);
        if (segments.Count == 0 || IsToBeFollowed(segments[^1], was, events[0]))
        {
            var next = Segment.Begin(disk, folder, was.Count);
            lock (changing)
                segments.Add(next);
        }
        var segment = segments[^1];
        var offset = segment.Append(block, was.Release, MarketEvent.AsBytes(events));
        lock (changing)
        {
            was = extent;
            var now = was.With(block, segment, offset, events);
            // The boards that follow read what was just committed: it need not come back from the disk.
            if (now.Last > was.Last && was.Last >= 0 && !was[was.Last].IsMissing)
                cache.Keep(was[was.Last], was.OpenEvents);
            extent = now with { Begins = now.Begins ?? events[0].ReleaseTime, Held = was.Held.Length > count ? was.Held[count..] : default };
        }
        heldFrom += count;
        heldCount -= count;
        if (heldCount > 0)
            return;
        // Whoever still reads what was held reads it where it was.
        if (was.Held.Length > 0)
            held = new MarketEvent[Block.CountMax];
        heldFrom = 0;
    }

    /// <summary>A segment is large enough, or sealed, or of an earlier day: days turn at midnight UTC, when the markets we know are closed.</summary>
    bool IsToBeFollowed(Segment segment, Extent was, in MarketEvent next) =>
        segment.IsSealed
        || segment.Length >= options.SegmentBytes
        || segment.Length > 0 && DayOf(next.ReleaseTime.UnixNanoseconds) > DayOf(was.Release);

    /// <summary>How many of a group's events come before the next day begins.</summary>
    int OfOneDay(ReadOnlySpan<MarketEvent> events)
    {
        var end = (DayOf(Math.Max(extent.Release, events[0].ReleaseTime.UnixNanoseconds)) + 1) * NanosecondsADay;
        var count = 1;
        while (count < events.Length && events[count].ReleaseTime.UnixNanoseconds < end)
            count++;
        return count;
    }

    void MakeRoom()
    {
        var larger = new MarketEvent[Math.Max(held.Length, 2 * heldCount)];
        held.AsSpan(heldFrom, heldCount).CopyTo(larger);
        (held, heldFrom) = (larger, 0);
    }

    static long DayOf(long release) => (long)Math.Floor((decimal)release / NanosecondsADay);

    const long NanosecondsADay = 86_400L * 1_000_000_000;
}
