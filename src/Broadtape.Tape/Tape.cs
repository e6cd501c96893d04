using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// Everything a market said, in the order we took it, durable and never changed. One thread writes; any thread reads what is committed,
/// while it is being written. A moment is a prefix: events are released in order, so the board at T is the fold of the first
/// <see cref="PositionAt"/>(T) of them.
/// </summary>
public sealed class Tape : IMarketEvents, IDisposable
{
    /// <summary>Events kept in memory behind the end, for the boards that follow closely.</summary>
    const int TailLength = 65_536;

    /// <summary>Positions between two entries of the time index; a block more often only when it is larger.</summary>
    const int IndexStride = 1_024;

    /// <summary>Blocks kept decoded for readers of the past.</summary>
    const int CacheLength = 8;

    readonly string folder;
    readonly TapeOptions options;
    readonly FileStream exclusive;
    readonly Checkpoints checkpoints;
    readonly List<Segment> segments = [];
    readonly Lock reading = new();
    readonly List<Entry> index = [];
    readonly LinkedList<(Entry At, Block Block, MarketEvent[] Events)> cache = [];
    readonly MarketEvent[] tail = new MarketEvent[TailLength];
    readonly MarketEvent[] group = new MarketEvent[Block.CountMax];
    int grouped;
    long committed;
    long release;
    long begins;

    Tape(string folder, TapeOptions options, FileStream exclusive)
    {
        this.folder = folder;
        this.options = options;
        this.exclusive = exclusive;
        checkpoints = new(Path.Combine(folder, "checkpoints"), options.CheckpointsMost);
    }

    /// <summary>
    /// Opens or begins the tape in a folder. A tail that was being written when the process died is cut and reported in
    /// <see cref="Torn"/>. Throws <see cref="TapeException"/> when another process writes it, or when anything but the tail is damaged.
    /// </summary>
    public static Tape Open(string folder, TapeOptions? options = null)
    {
        Directory.CreateDirectory(folder);
        var lockFile = Path.Combine(folder, "lock");
        FileStream exclusive;
        try
        {
            exclusive = new(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new TapeException(lockFile, 0, "another process is writing this tape", e);
        }
        var tape = new Tape(folder, options ?? new(), exclusive);
        try
        {
            tape.Recover();
            return tape;
        }
        catch
        {
            tape.Dispose();
            throw;
        }
    }

    /// <summary>What was cut when the tape was opened; null when it was whole.</summary>
    public TornTail? Torn { get; private set; }

    /// <summary>Events taken, committed or not.</summary>
    public long Count => Committed + grouped;

    /// <summary>Events that are durable; what any reader may see.</summary>
    public long Committed => Volatile.Read(ref committed);

    /// <summary>Release time of the first event; null while empty.</summary>
    public Moment? Begins => Committed == 0 ? null : new(Volatile.Read(ref begins));

    /// <summary>Release time of the last committed event, not earlier than any before it; null while empty.</summary>
    public Moment? Ends => Committed == 0 ? null : new(Volatile.Read(ref release));

    /// <summary>Takes an event into the group to be committed next; a full group commits itself.</summary>
    public void Accept(in MarketEvent marketEvent)
    {
        group[grouped++] = marketEvent;
        if (grouped == group.Length)
            Commit();
    }

    /// <summary>Makes everything taken durable with one write and one fsync; acknowledged when it returns. Throws <see cref="TapeException"/>.</summary>
    public void Commit()
    {
        if (grouped == 0)
            return;
        var events = group.AsSpan(0, grouped);
        var running = release;
        foreach (ref readonly var e in events)
            running = Math.Max(running, e.ReleaseTime.UnixNanoseconds);
        var block = new Block(grouped, committed, running);
        Span<byte> header = stackalloc byte[Block.HeaderBytes];
        var payload = MarketEvent.AsBytes(events);
        block.Write(header, payload);

        if (segments.Count == 0 || segments[^1].Length >= options.SegmentBytes)
            lock (reading)
                segments.Add(new(Segment.PathOf(folder, committed), FileAccess.ReadWrite));
        var segment = segments[^1];
        var offset = segment.Length;
        segment.Append(header, payload);

        lock (reading)
        {
            Note(block, segments.Count - 1, offset, release);
            foreach (ref readonly var e in events)
                Remember(e);
            if (committed == grouped)
                Volatile.Write(ref begins, tail[0].ReleaseTime.UnixNanoseconds);
            Volatile.Write(ref release, running);
        }
        grouped = 0;
    }

    /// <summary>How many committed events were released by the moment: the position of the board at it.</summary>
    public long PositionAt(Moment moment)
    {
        lock (reading)
        {
            if (Ends is not { } ends)
                return 0;
            if (moment >= ends)
                return committed;
            // The last entry whose block begins at or before the moment; blocks behind it are walked.
            var low = LastWhere(e => e.ReleaseBefore <= moment.UnixNanoseconds);
            if (low < 0)
                return 0;
            var (at, running) = (index[low], index[low].ReleaseBefore);
            while (HeaderOf(at) is var header && header.Release <= moment.UnixNanoseconds)
            {
                running = header.Release;
                at = Next(at, header);
            }
            var (block, events) = Load(at);
            for (var i = 0; i < events.Length; i++)
            {
                running = Math.Max(running, events[i].ReleaseTime.UnixNanoseconds);
                if (running > moment.UnixNanoseconds)
                    return block.Position + i;
            }
            throw new TapeException(segments[at.Segment].Path, at.Offset, "the block's release time does not follow from its events");
        }
    }

    /// <summary>Copies committed events from a position on; the number copied, 0 at the end. Damage throws <see cref="TapeException"/>.</summary>
    public int Read(long position, Span<MarketEvent> into)
    {
        lock (reading)
        {
            var copied = 0;
            while (copied < into.Length && position < committed)
            {
                if (position >= committed - TailLength && position >= tailFrom)
                {
                    var n = (int)Math.Min(into.Length - copied, committed - position);
                    for (var i = 0; i < n; i++)
                        into[copied + i] = tail[(position + i) % TailLength];
                    return copied + n;
                }
                var at = index[LastWhere(e => e.Position <= position)];
                while (true)
                {
                    var header = HeaderOf(at);
                    if (position < header.End)
                        break;
                    at = Next(at, header);
                }
                var (block, events) = Load(at);
                var from = (int)(position - block.Position);
                var count = Math.Min(into.Length - copied, events.Length - from);
                events.AsSpan(from, count).CopyTo(into[copied..]);
                copied += count;
                position += count;
            }
            return copied;
        }
    }

    /// <summary>Keeps a board's state beside the tape; it stands for the first <paramref name="position"/> events.</summary>
    public void SaveCheckpoint(long position, ReadOnlySpan<byte> bytes) => checkpoints.Save(position, bytes);

    /// <summary>The nearest whole checkpoint at or before a position; false when there is none. A damaged one is passed over.</summary>
    public bool TryCheckpoint(long atOrBefore, out long position, out byte[] bytes) => checkpoints.TryFind(atOrBefore, out position, out bytes);

    /// <summary>Reads every byte stored in a folder and says what does not hold. Changes nothing.</summary>
    public static TapeReport Verify(string folder)
    {
        var damage = new List<string>();
        long blocks = 0,
            position = 0,
            running = 0;
        var paths = Segment.In(folder);
        foreach (var path in paths)
        {
            using var segment = new Segment(path, FileAccess.Read);
            if (segment.First != position)
                damage.Add($"{path}, byte 0: the segment begins at event {segment.First}, the one before ends at {position}");
            position = segment.First;
            long offset = 0;
            while (offset < segment.Length)
            {
                if (!segment.TryRead(offset, out var block, out var events, out var reason))
                {
                    damage.Add($"{path}, byte {offset}: {reason}");
                    if (FindBlock(segment, offset + 1) is not { } found)
                        break;
                    offset = found.Offset;
                    position = found.Block.Position;
                    continue;
                }
                if (block.Position != position)
                    damage.Add($"{path}, byte {offset}: the block begins at event {block.Position}, not {position}");
                foreach (ref readonly var e in events.AsSpan())
                    running = Math.Max(running, e.ReleaseTime.UnixNanoseconds);
                if (block.Release != running)
                    damage.Add($"{path}, byte {offset}: the block's release time does not follow from its events");
                running = block.Release;
                position = block.End;
                offset += block.Bytes;
                blocks++;
            }
        }
        var checkpoints = Checkpoints.Verify(Path.Combine(folder, "checkpoints"), damage);
        return new(paths.Count, blocks, position, checkpoints, damage);
    }

    public void Dispose()
    {
        foreach (var segment in segments)
            segment.Dispose();
        exclusive.Dispose();
    }

    long tailFrom;

    void Recover()
    {
        foreach (var path in Segment.In(folder))
            segments.Add(new(path, FileAccess.ReadWrite));
        for (var s = 0; s < segments.Count; s++)
        {
            var segment = segments[s];
            if (segment.First != committed)
                throw new TapeException(segment.Path, 0, $"the segment begins at event {segment.First}, the one before ends at {committed}");
            var isLast = s == segments.Count - 1;
            long offset = 0;
            while (offset < segment.Length)
            {
                // Only the last segment can have been torn; the others are read by their headers and checked when they are used.
                MarketEvent[] events = [];
                var whole = isLast
                    ? segment.TryRead(offset, out var block, out events, out var reason)
                    : segment.TryHeader(offset, out block, out reason) && offset + block.Bytes <= segment.Length;
                if (whole && block.Position != committed)
                    (whole, reason) = (false, $"the block begins at event {block.Position}, not {committed}");
                if (!whole)
                {
                    if (!isLast || FindBlock(segment, offset + 1) is not null)
                        throw new TapeException(segment.Path, offset, reason);
                    if (offset == 0 && committed == 0 && !StartsLikeATape(segment))
                        throw new TapeException(segment.Path, 0, "this is not a tape");
                    Torn = new(segment.Path, offset, segment.Length - offset, reason);
                    segment.Cut(offset);
                    break;
                }
                if (committed == 0)
                    begins = FirstRelease(segment);
                Note(block, s, offset, release);
                foreach (ref readonly var e in events.AsSpan())
                    Remember(e);
                if (!isLast)
                    (committed, tailFrom) = (block.End, block.End);
                release = block.Release;
                offset += block.Bytes;
            }
        }
    }

    static long FirstRelease(Segment segment) =>
        segment.TryRead(0, out _, out var events, out var reason)
            ? events[0].ReleaseTime.UnixNanoseconds
            : throw new TapeException(segment.Path, 0, reason);

    static bool StartsLikeATape(Segment segment) =>
        segment.TryHeader(0, out _, out var reason) || segment.Length < Block.HeaderBytes || !reason.StartsWith("no block", StringComparison.Ordinal);

    /// <summary>A whole block at or after an offset: what stands before it is damage, not a torn tail.</summary>
    static (long Offset, Block Block)? FindBlock(Segment segment, long from)
    {
        for (var offset = from; offset + Block.HeaderBytes <= segment.Length; offset++)
            if (segment.TryHeader(offset, out _, out _) && segment.TryRead(offset, out var block, out _, out _))
                return (offset, block);
        return null;
    }

    void Note(in Block block, int segment, long offset, long releaseBefore)
    {
        if (index.Count == 0 || block.Position - index[^1].Position >= IndexStride || index[^1].Segment != segment)
            index.Add(new(segment, offset, block.Position, releaseBefore));
    }

    void Remember(in MarketEvent marketEvent)
    {
        tail[committed % TailLength] = marketEvent;
        Volatile.Write(ref committed, committed + 1);
        tailFrom = Math.Max(tailFrom, committed - TailLength);
    }

    int LastWhere(Predicate<Entry> holds)
    {
        var (low, high) = (-1, index.Count - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (holds(index[middle]))
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    Block HeaderOf(Entry at) =>
        segments[at.Segment].TryHeader(at.Offset, out var block, out var reason)
            ? block
            : throw new TapeException(segments[at.Segment].Path, at.Offset, reason);

    Entry Next(Entry at, in Block block) =>
        at.Offset + block.Bytes < segments[at.Segment].Length
            ? at with
            {
                Offset = at.Offset + block.Bytes,
                Position = block.End,
            }
            : new(at.Segment + 1, 0, block.End, block.Release);

    (Block Block, MarketEvent[] Events) Load(Entry at)
    {
        for (var node = cache.First; node is not null; node = node.Next)
            if (node.Value.At.Segment == at.Segment && node.Value.At.Offset == at.Offset)
            {
                cache.Remove(node);
                cache.AddFirst(node);
                return (node.Value.Block, node.Value.Events);
            }
        if (!segments[at.Segment].TryRead(at.Offset, out var block, out var events, out var reason))
            throw new TapeException(segments[at.Segment].Path, at.Offset, reason);
        cache.AddFirst((at, block, events));
        if (cache.Count > CacheLength)
            cache.RemoveLast();
        return (block, events);
    }

    /// <summary>Where a block begins, and the running release before it.</summary>
    readonly record struct Entry(int Segment, long Offset, long Position, long ReleaseBefore);
}
