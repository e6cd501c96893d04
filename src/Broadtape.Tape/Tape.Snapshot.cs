using Broadtape.Tape.Disk;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    /// <summary>How often a folder is looked at again because files in it changed places meanwhile.</summary>
    const int SnapshotTries = 20;

    /// <summary>
    /// The files that are a tape at one instant, open: whole blocks only, and no checkpoint beyond them. Changes nothing; safe while the tape
    /// is written, sealed and shortened. The caller closes the files.
    /// </summary>
    public static IReadOnlyList<TapeFile> Snapshot(IDisk disk, string folder)
    {
        for (var tries = 1; ; tries++)
        {
            var files = new List<TapeFile>();
            try
            {
                var contents = Contents.Read(disk, folder, out _);
                Take(disk, folder, files);
                var now = Contents.Read(disk, folder, out _);
                if ((now.First, now.UpTo) == (contents.First, contents.UpTo))
                    return files;
            }
            catch (Exception e) when (e is IOException && tries < SnapshotTries)
            {
                // A segment was sealed, or a checkpoint thinned out, between its being listed and opened.
            }
            files.ForEach(f => f.File.Dispose());
            if (tries == SnapshotTries)
                throw new TapeException(folder, 0, $"the tape's files changed {tries} times while they were looked at");
        }
    }

    static void Take(IDisk disk, string folder, List<TapeFile> files)
    {
        // What stands for a position comes before what has the position.
        foreach (var (path, _) in Checkpoints.In(disk, CheckpointsIn(folder)))
            files.Add(Whole(disk, path));
        if (disk.Exists(Contents.PathIn(folder)))
            files.Add(Whole(disk, Contents.PathIn(folder)));
        var paths = Segment.In(disk, folder);
        foreach (var path in paths)
            if (!path.EndsWith(Segment.SealedExtension, StringComparison.Ordinal) || !paths.Contains(Path.ChangeExtension(path, Segment.Extension)))
                files.Add(path == paths[^1] ? UpToLastBlock(disk, path) : Whole(disk, path));
    }

    static TapeFile Whole(IDisk disk, string path)
    {
        var file = disk.Open(path, DiskOpening.Read);
        return new(path, file, file.Length);
    }

    static TapeFile UpToLastBlock(IDisk disk, string path)
    {
        using (var segment = Segment.Open(disk, path, DiskOpening.Read))
        using (var window = segment.Window(1 << 20))
        {
            var walk = new SegmentWalk(window, SegmentHeader.Bytes, segment.Length, isThorough: true);
            var length = Math.Min(segment.Length, SegmentHeader.Bytes);
            while (walk.Next())
                if (walk.Damage.Length == 0)
                    length = walk.End;
            return new(path, disk.Open(path, DiskOpening.Read), length);
        }
    }
}

/// <summary>A file of a tape, open, and how many of its bytes belong to it.</summary>
public sealed record TapeFile(string Path, IDiskFile File, long Length);
