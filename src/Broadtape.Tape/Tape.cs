using Broadtape.Market;
using Broadtape.Tape.Disk;
using Microsoft.Win32.SafeHandles;

namespace Broadtape.Tape;

/// <summary>
/// Everything a market said, in the order we took it, durable and never changed. One thread writes; any thread reads what is committed,
/// while it is being written. A moment is a prefix: events are released in order, so the board at T is the fold of the first
/// <see cref="PositionAt(Moment)"/> of them. What cannot be read any more is <see cref="Missing"/>, and everything else is there.
/// </summary>
public sealed partial class Tape : IMarketEvents, IDisposable
{
    readonly string folder;
    readonly TapeOptions options;
    readonly IDisk disk;
    readonly IDiskFile exclusive;
    readonly Checkpoints checkpoints;

    /// <summary>Held while the extent, the segments and the contents are changed: the writer's, a sealing's, a reader's who found damage.</summary>
    readonly Lock changing = new();
    readonly List<Segment> segments = [];
    Contents contents = Contents.Empty;
    volatile Extent extent = Extent.BeginningAt(0);

    Tape(string folder, TapeOptions options, IDisk disk, IDiskFile exclusive)
    {
        (this.folder, this.options, this.disk, this.exclusive) = (folder, options, disk, exclusive);
        checkpoints = new(disk, CheckpointsIn(folder), options.CheckpointsMost, options.CheckpointBytesMost);
    }

    /// <summary>
    /// Opens or begins the tape in a folder. A tail that was being written when the process died is cut and reported in
    /// <see cref="Torn"/>; damage anywhere else is <see cref="Missing"/> when it is come upon, here or by a read. Throws
    /// <see cref="TapeException"/> when another process writes it, when a file in it is foreign, or when the disk refuses.
    /// </summary>
    public static Tape Open(string folder, TapeOptions? options = null) => Open(folder, options ?? new(), new SystemDisk());

    /// <param name="flush">Makes a file's bytes durable.</param>
    internal static Tape Open(string folder, TapeOptions options, Action<SafeFileHandle> flush) => Open(folder, options, new SystemDisk(flush));

    public static Tape Open(string folder, TapeOptions options, IDisk disk)
    {
        var exclusive = TakeAlone(disk, folder);
        Tape? tape = null;
        try
        {
            tape = new(folder, options, disk, exclusive);
            tape.Recover();
            return tape;
        }
        catch (Exception e)
        {
            tape?.Dispose();
            exclusive.Dispose();
            if (e is not TapeException && e is IOException or UnauthorizedAccessException)
                throw new TapeException(folder, 0, $"the tape could not be opened: {e.Message}", e);
            throw;
        }
    }

    /// <summary>What was cut when the tape was opened; null when it was whole.</summary>
    public TornTail? Torn { get; private set; }

    /// <summary>Checkpoints that were looked for and passed over or could not be written, and why; the newest 64.</summary>
    public IReadOnlyList<TapeDamage> DamagedCheckpoints => checkpoints.Damaged;

    /// <summary>Events taken, committed or not. The writer's thread.</summary>
    public long Count => extent.Count + heldCount;

    /// <summary>Events that are durable.</summary>
    public long Committed => extent.Count;

    /// <summary>Release time of the first event kept; null while empty.</summary>
    public Moment? Begins => extent.Begins;

    /// <summary>Release time of the last committed event, not earlier than any before it; null while empty.</summary>
    public Moment? Ends => extent is { Begins: not null } e ? new(e.Release) : null;

    /// <summary>
    /// Keeps a board's state beside the tape; it stands for the first <paramref name="position"/> events. Not kept while those are not
    /// committed, nor behind a missing span, where a board is not what the market said.
    /// </summary>
    public void SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var e = extent;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, e.Count + e.Held.Length);
        if (position <= e.Count && Doubt(e, position) is null)
            checkpoints.Save(position, parts);
    }

    /// <summary>The nearest checkpoint at or before a position; false when there is none. A damaged one is passed over.</summary>
    /// <param name="part">Reads a part by its number; null when it is damaged, and the checkpoint is passed over from then on.</param>
    public bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part) =>
        checkpoints.TryFind(atOrBefore, out position, out part);

    /// <summary>Reads every byte stored in a folder and says what does not hold. Changes nothing; safe while the tape is written.</summary>
    public static TapeReport Verify(string folder) => Verification.Run(new SystemDisk(), folder, CheckpointsIn(folder));

    public void Dispose()
    {
        foreach (var segment in segments)
            segment.Dispose();
        exclusive.Dispose();
    }

    void Recover()
    {
        contents = Contents.Read(disk, folder, out var damage);
        DropLeftovers();
        foreach (var path in Segment.In(disk, folder))
            segments.Add(Segment.Open(disk, path, path.EndsWith(Segment.Extension, StringComparison.Ordinal) ? DiskOpening.Write : DiskOpening.Read));
        if (damage is not null && segments.Count > 0)
            contents = contents with { First = segments[0].First, BeginsAt = segments[0].First };
        (extent, Torn) = Recovery.Run(segments, contents);
        if (segments.Count > 0 && !segments[^1].IsSealed)
            segments[^1].Settle();
        checkpoints.DropBefore(contents.First);
        checkpoints.DropBeyond(extent.Count);
        if (extent.Count == extent.First)
            return;
        extent = extent with { Begins = BeginsOf(Math.Max(contents.BeginsAt, extent.First)) };
        TryLoad(extent.Count - 1, out var open);
        extent = extent with { OpenEvents = open };
    }

    /// <summary>What a kill left in the middle of a sealing or of retention: that work is done again, or was done.</summary>
    void DropLeftovers()
    {
        foreach (var left in disk.Files(folder, WholeFiles.Unfinished))
            disk.Delete(left);
        var paths = Segment.In(disk, folder);
        foreach (var path in paths)
            if (path.EndsWith(Segment.SealedExtension, StringComparison.Ordinal) && paths.Contains(Path.ChangeExtension(path, Segment.Extension)))
                disk.Delete(path);
        foreach (var path in Segment.In(disk, folder))
            if (Segment.TryFirst(path, out var first) && first < contents.First)
                disk.Delete(path);
    }

    /// <summary>From when on the board of a moment stands at a position or behind it.</summary>
    Moment BeginsOf(long position)
    {
        var stretch = TryLoad(position, out var events);
        if (events.Length == 0)
            return new(extent.ReleaseAfter(stretch));
        var before = Block.ReleaseAfter(extent[stretch].ReleaseBefore, events.AsSpan(0, (int)(position - extent[stretch].Position)));
        return before == long.MinValue ? events[0].ReleaseTime : new(before);
    }

    /// <summary>The stretch that holds a position, and its events; none when they are missing, also when that shows only now.</summary>
    int TryLoad(long position, out MarketEvent[] events)
    {
        while (true)
        {
            var stretch = extent.Holding(position);
            try
            {
                events = extent[stretch].IsMissing ? [] : Load(extent, stretch);
                return stretch;
            }
            catch (MissingEventsException)
            {
                // The extent knows of it now.
            }
        }
    }

    static IDiskFile TakeAlone(IDisk disk, string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            disk.CreateFolder(folder);
            return disk.Open(path, DiskOpening.Alone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, IsTaken(e) ? "another process is writing this tape" : $"the tape could not be opened: {e.Message}", e);
        }
    }

    /// <summary>A sharing violation as Windows, Linux and macOS number it.</summary>
    static bool IsTaken(Exception e) => e.HResult is unchecked((int)0x8007_0020) or 11 or 35;

    static string CheckpointsIn(string folder) => Path.Combine(folder, "checkpoints");
}
