using Broadtape.Market;
using Broadtape.Tape.Disk;

namespace Broadtape.Tape;

/// <summary>Reads every byte a folder stores, names all that does not hold, changes nothing.</summary>
sealed class Verification
{
    const int Ahead = 1 << 20;

    readonly IDisk disk;
    readonly List<TapeDamage> damage = [];
    readonly MarketEvent[] events = new MarketEvent[Block.CountMax];
    TornTail? torn;
    long blocks;
    long position;
    long release = long.MinValue;

    Verification(IDisk disk) => this.disk = disk;

    internal static TapeReport Run(IDisk disk, string folder, string checkpointFolder)
    {
        var verification = new Verification(disk);
        // Listed before the events are counted: a tape being written saves newer ones meanwhile.
        var checkpoints = Checkpoints.In(disk, checkpointFolder);
        var contents = Contents.Read(disk, folder, out var damaged);
        if (damaged is not null)
            verification.damage.Add(new(Contents.PathIn(folder), 0, damaged));
        var paths = Segment.In(disk, folder);
        verification.position = damaged is not null && paths.Count > 0 && Segment.TryFirst(paths[0], out var first) ? first : contents.First;
        foreach (var path in paths)
            verification.Look(path, path == paths[^1]);
        if (verification.position < contents.UpTo)
            verification.damage.Add(new(folder, 0, $"events {verification.position} to {contents.UpTo - 1} were sealed and are missing"));
        foreach (var (path, position) in checkpoints)
            if (Checkpoints.Verify(disk, path, position, verification.position) is { } damage)
                verification.damage.Add(damage);
        return new(
            paths.Count,
            paths.Count(p => p.EndsWith(Segment.SealedExtension, StringComparison.Ordinal)),
            verification.blocks,
            verification.position - contents.First,
            checkpoints.Count,
            verification.torn,
            verification.damage
        );
    }

    void Look(string path, bool isLast)
    {
        try
        {
            // What a sealing leaves behind: the open segment is still the tape's own, or it has just gone.
            if (path.EndsWith(Segment.SealedExtension, StringComparison.Ordinal) && disk.Exists(Path.ChangeExtension(path, Segment.Extension)))
                return;
            using var segment = Segment.Open(disk, disk.Exists(path) ? path : Path.ChangeExtension(path, Segment.SealedExtension), DiskOpening.Read);
            using var window = segment.Window(Ahead);
            if (segment.Length > 0 || !isLast)
                Look(segment, window, isLast && !segment.IsSealed);
        }
        catch (TapeException e)
        {
            damage.Add(new(e.File, e.Offset, e.Reason));
        }
    }

    void Look(Segment segment, SegmentWindow window, bool isLast)
    {
        if (segment.First != position)
            Name(segment, 0, $"the segment begins at event {segment.First}, the one before ends at {position}");
        position = segment.First;
        long offset = SegmentHeader.Bytes;
        if (!SegmentHeader.TryRead(window.At(0, SegmentHeader.Bytes), segment.IsSealed, out var header, out var foreign, out var reason))
        {
            if (window.FindBlock(0) is not { } first)
            {
                NameEnd(segment, 0, reason, isLast && !foreign);
                return;
            }
            Name(segment, 0, reason);
            offset = first;
        }
        else if (header.First != segment.First)
            Name(segment, 0, $"the file's name says event {segment.First}, its header {header.First}");
        else
        {
            if (release != long.MinValue && header.ReleaseBefore != release)
                Name(segment, 0, "the segment's release time does not follow from the segment before");
            release = header.ReleaseBefore;
        }
        while (offset < segment.Length)
        {
            if (!window.TryEvents(offset, out var block, events, out reason))
            {
                if (window.FindBlock(offset + 1) is not { } next)
                {
                    // Killed in the middle of a write leaves a block that is too short; one of full length was whole once, or the power went.
                    NameEnd(segment, offset, reason, isLast && (block.Count == 0 || offset + block.Bytes > segment.Length));
                    return;
                }
                Name(segment, offset, reason);
                window.TryHeader(next, out var after, out _);
                (offset, position, release) = (next, after.Position, long.MinValue);
                continue;
            }
            if (block.Position != position)
                Name(segment, offset, $"the block begins at event {block.Position}, not {position}");
            var follows = Block.ReleaseAfter(release, events.AsSpan(0, block.Count));
            // Behind damage the running release is not known until a block has said it.
            if (release == long.MinValue ? block.Release < follows : block.Release != follows)
                Name(segment, offset, "the block's release time does not follow from its events");
            (position, release) = (block.End, block.Release);
            offset += block.Bytes;
            blocks++;
        }
    }

    void Name(Segment segment, long offset, string reason) => damage.Add(new(segment.Path, offset, reason));

    void NameEnd(Segment segment, long offset, string reason, bool couldBeTorn)
    {
        if (couldBeTorn)
            torn = new(segment.Path, offset, segment.Length - offset, reason);
        else
            Name(segment, offset, reason);
    }
}
