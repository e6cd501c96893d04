using Broadtape.Market;
using Microsoft.Win32.SafeHandles;

namespace Broadtape.Tape;

/// <summary>
/// Everything a market said, in the order we took it, durable and never changed. One thread writes; any thread reads what is committed,
/// while it is being written. A moment is a prefix: events are released in order, so the board at T is the fold of the first
/// <see cref="PositionAt"/>(T) of them.
/// </summary>
public sealed class Tape : IMarketEvents, IDisposable
{
    /// <summary>Stretches kept decoded for readers of the past, 57 KB to 1 MB each.</summary>
    const int CacheLength = 16;

    readonly string folder;
    readonly TapeOptions options;
    readonly FileStream exclusive;
    readonly Action<SafeFileHandle> flush;
    readonly Checkpoints checkpoints;
    readonly List<Segment> segments = [];
    readonly StretchCache cache = new(CacheLength);
    readonly MarketEvent[] group = new MarketEvent[Block.CountMax];
    int grouped;
    Moment? begins;
    volatile Extent extent = Extent.Empty;

    Tape(string folder, TapeOptions options, FileStream exclusive, Action<SafeFileHandle> flush)
    {
        (this.folder, this.options, this.exclusive, this.flush) = (folder, options, exclusive, flush);
        checkpoints = new(CheckpointsIn(folder), options.CheckpointsMost);
    }

    /// <summary>
    /// Opens or begins the tape in a folder. A tail that was being written when the process died is cut and reported in
    /// <see cref="Torn"/>. Throws <see cref="TapeException"/> when another process writes it, when a file in it is foreign, or when
    /// anything but the tail is damaged.
    /// </summary>
    public static Tape Open(string folder, TapeOptions? options = null) => Open(folder, options ?? new(), RandomAccess.FlushToDisk);

    /// <param name="flush">Makes a file's bytes durable; tests let it fail.</param>
    internal static Tape Open(string folder, TapeOptions options, Action<SafeFileHandle> flush)
    {
        var exclusive = TakeAlone(folder);
        Tape? tape = null;
        try
        {
            tape = new(folder, options, exclusive, flush);
            tape.Recover();
            return tape;
        }
        catch
        {
            tape?.Dispose();
            exclusive.Dispose();
            throw;
        }
    }

    /// <summary>What was cut when the tape was opened; null when it was whole.</summary>
    public TornTail? Torn { get; private set; }

    /// <summary>Checkpoints that were looked for and passed over, and why.</summary>
    public IReadOnlyList<TapeDamage> DamagedCheckpoints => checkpoints.Damaged;

    /// <summary>Events taken, committed or not. The writer's thread.</summary>
    public long Count => extent.Count + grouped;

    /// <summary>Events that are durable; what any reader may see.</summary>
    public long Committed => extent.Count;

    /// <summary>Release time of the first event; null while empty.</summary>
    public Moment? Begins => extent.Count == 0 ? null : begins;

    /// <summary>Release time of the last committed event, not earlier than any before it; null while empty.</summary>
    public Moment? Ends => extent is { Count: > 0 } e ? new(e.Release) : null;

    /// <summary>
    /// Takes an event into the group to be committed next; a full group is committed first. When that throws, this event was not taken.
    /// </summary>
    public void Accept(in MarketEvent marketEvent)
    {
        if (grouped == group.Length)
            Commit();
        group[grouped++] = marketEvent;
    }

    /// <summary>
    /// Makes everything taken durable with one block and one fsync; acknowledged and visible when it returns. Throws
    /// <see cref="TapeException"/> when the disk refuses: nothing of the group is visible then, and the next commit tries all of it again.
    /// </summary>
    public void Commit()
    {
        if (grouped == 0)
            return;
        var was = extent;
        var events = group.AsSpan(0, grouped);
        var block = Block.Of(was.Count, was.Release, events);
        if (segments.Count == 0 || segments[^1].Length >= options.SegmentBytes)
            segments.Add(Segment.Begin(folder, was.Count, flush));
        var segment = segments[^1];
        var offset = segment.Append(block, was.Release, MarketEvent.AsBytes(events));

        if (was.Count == 0)
            begins = events[0].ReleaseTime;
        var now = was.With(block, segment, offset, events);
        // The boards that follow read what was just committed: it need not come back from the disk.
        if (now.Last > was.Last && was.Count > 0)
            cache.Keep(was.Last, was.OpenEvents);
        extent = now;
        grouped = 0;
    }

    /// <summary>How many committed events were released by the moment: the position of the board at it.</summary>
    public long PositionAt(Moment moment)
    {
        var e = extent;
        if (moment.UnixNanoseconds >= e.Release)
            return e.Count;
        var stretch = e.Passing(moment.UnixNanoseconds);
        var events = EventsOf(e, stretch);
        // The running release was not beyond the moment before the stretch: the first event that is beyond it ends the prefix.
        var i = 0;
        while (events[i].ReleaseTime <= moment)
            i++;
        return e[stretch].Position + i;
    }

    /// <summary>The instruments that took a number on this tape, in its order.</summary>
    public IEnumerable<(InstrumentNumber Number, InstrumentId Id)> Listings()
    {
        var events = new MarketEvent[4_096];
        for (var from = 0L; Read(from, events) is > 0 and var count; from += count)
        for (var i = 0; i < count; i++)
            if (events[i].Kind == EventKind.Listing)
                yield return (events[i].Instrument, events[i].AsListing().Id);
    }

    /// <summary>Copies committed events from a position on; the number copied, 0 at the end. Damage throws <see cref="TapeException"/>.</summary>
    public int Read(long position, Span<MarketEvent> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var e = extent;
        var copied = 0;
        if (position < e.Count)
            for (var stretch = e.Holding(position); stretch <= e.Last && copied < into.Length; stretch++)
            {
                var events = EventsOf(e, stretch)[(int)(position + copied - e[stretch].Position)..];
                var count = Math.Min(events.Length, into.Length - copied);
                events[..count].CopyTo(into[copied..]);
                copied += count;
            }
        return copied;
    }

    /// <summary>Keeps a board's state beside the tape; it stands for the first <paramref name="position"/> events, which are committed.</summary>
    public void SaveCheckpoint(long position, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Committed);
        checkpoints.Save(position, bytes);
    }

    /// <summary>The nearest whole checkpoint at or before a position; false when there is none. A damaged one is passed over.</summary>
    public bool TryCheckpoint(long atOrBefore, out long position, out byte[] bytes) => checkpoints.TryFind(atOrBefore, out position, out bytes);

    /// <summary>Reads every byte stored in a folder and says what does not hold. Changes nothing; safe while the tape is written.</summary>
    public static TapeReport Verify(string folder) => Verification.Run(folder, CheckpointsIn(folder));

    public void Dispose()
    {
        foreach (var segment in segments)
            segment.Dispose();
        exclusive.Dispose();
    }

    void Recover()
    {
        foreach (var path in Segment.In(folder))
            segments.Add(Segment.Open(path, FileAccess.ReadWrite, flush));
        (extent, Torn) = Recovery.Run(segments);
        // The last block may have been written and not flushed when the process died; from now on readers are told of it.
        if (segments.Count > 0)
            segments[^1].Settle();
        checkpoints.DropBeyond(extent.Count);
        if (extent.Count == 0)
            return;
        begins = Load(extent, 0)[0].ReleaseTime;
        extent = extent.WithOpen(Load(extent, extent.Last));
    }

    static FileStream TakeAlone(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, IsTaken(e) ? "another process is writing this tape" : $"the tape could not be opened: {e.Message}", e);
        }
    }

    /// <summary>A sharing violation as Windows, Linux and macOS number it.</summary>
    static bool IsTaken(Exception e) => e.HResult is unchecked((int)0x8007_0020) or 11 or 35;

    ReadOnlySpan<MarketEvent> EventsOf(Extent e, int stretch)
    {
        var length = (int)(e.EndOf(stretch) - e[stretch].Position);
        if (stretch == e.Last)
            return e.OpenEvents.AsSpan(0, length);
        var events = cache.Find(stretch);
        if (events is null)
            cache.Keep(stretch, events = Load(e, stretch));
        return events.AsSpan(0, length);
    }

    /// <summary>Reads a stretch and holds every block of it against its checksum.</summary>
    static MarketEvent[] Load(Extent e, int stretch)
    {
        var (segment, offset, position, _) = e[stretch];
        var end = e.ByteEndOf(stretch);
        var events = new MarketEvent[e.EndOf(stretch) - position];
        using var window = segment.Window((int)(end - offset));
        for (var filled = 0; filled < events.Length; )
        {
            if (!window.TryBlock(offset, out var block, out var payload, out var reason))
                throw new TapeException(segment.Path, offset, reason);
            if (block.Position != position + filled || block.Count > events.Length - filled)
                throw new TapeException(segment.Path, offset, $"the block begins at event {block.Position}, not {position + filled}");
            MarketEvent.FromBytes(payload).CopyTo(events.AsSpan(filled));
            filled += block.Count;
            offset += block.Bytes;
        }
        return events;
    }

    static string CheckpointsIn(string folder) => Path.Combine(folder, "checkpoints");
}
