using System.Globalization;
using Broadtape.Tape.Disk;

namespace Broadtape.Tape;

/// <summary>
/// Boards kept as bytes beside the tape, one file a position. They can be computed again, so a damaged one is only passed over, and none is
/// flushed: its checksums tell what a loss of power left. Any thread may ask; one at a time saves.
/// </summary>
sealed class Checkpoints
{
    const string Extension = ".board";

    /// <summary>Remarks kept; the oldest goes.</summary>
    const int DamagedMost = 64;

    /// <summary>However large they are, so many stand.</summary>
    const int Least = 4;

    readonly IDisk disk;
    readonly string folder;
    readonly int most;
    readonly long bytesMost;
    readonly Lock changing = new();
    readonly SortedDictionary<long, long> lengths = [];
    readonly SortedSet<long> positions;
    readonly Queue<TapeDamage> damaged = [];

    internal Checkpoints(IDisk disk, string folder, int most, long bytesMost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, Least);
        (this.disk, this.folder, this.most, this.bytesMost) = (disk, folder, most, bytesMost);
        disk.CreateFolder(folder);
        foreach (var left in disk.Files(folder, WholeFiles.Unfinished))
            disk.Delete(left);
        foreach (var (path, position) in In(disk, folder))
            lengths[position] = LengthOf(disk, path);
        positions = [.. lengths.Keys];
    }

    /// <summary>Checkpoints that were looked for and could not be used, and those that could not be written; the newest.</summary>
    internal IReadOnlyList<TapeDamage> Damaged
    {
        get
        {
            lock (changing)
                return [.. damaged];
        }
    }

    /// <summary>A disk that refuses leaves the tape without this checkpoint, and says so among the damaged.</summary>
    internal void Save(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var path = PathOf(position);
        try
        {
            var length = CheckpointFile.Write(disk, path + WholeFiles.Unfinished, position, parts);
            disk.Rename(path + WholeFiles.Unfinished, path);
            lock (changing)
            {
                positions.Add(position);
                lengths[position] = length;
                Thin();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remark(path, $"the checkpoint could not be written: {e.Message}");
        }
    }

    /// <summary>Position of the nearest checkpoint at or before one, unread; null when there is none.</summary>
    internal long? Nearest(long atOrBefore)
    {
        lock (changing)
            return positions.Count == 0 || positions.Min > atOrBefore ? null : positions.GetViewBetween(0, atOrBefore).Max;
    }

    /// <summary>Position of the first checkpoint at or behind one; null when there is none.</summary>
    internal long? FirstFrom(long position)
    {
        lock (changing)
            return positions.Count == 0 || positions.Max < position ? null : positions.GetViewBetween(position, long.MaxValue).Min;
    }

    internal bool TryFind(long atOrBefore, out long position, out Func<int, byte[]?> part)
    {
        while (true)
        {
            lock (changing)
            {
                if (positions.Count == 0 || positions.Min > atOrBefore)
                    break;
                position = positions.GetViewBetween(0, atOrBefore).Max;
            }
            var (path, found) = (PathOf(position), position);
            if (CheckpointFile.TryOpen(disk, path, position, out var file, out var reason))
            {
                part = number =>
                {
                    if (file.TryRead(number, out var bytes, out var why))
                        return bytes;
                    PassOver(found, path, why);
                    return null;
                };
                return true;
            }
            PassOver(position, path, reason);
        }
        (position, part) = (0, _ => null);
        return false;
    }

    /// <summary>A board of events the tape has lost is a board of another tape.</summary>
    internal void DropBeyond(long count)
    {
        foreach (var position in positions.Where(p => p > count).ToList())
        {
            Remark(PathOf(position), BeyondTheEnd(position, count));
            Drop(position);
        }
    }

    /// <summary>What stands for events that are kept no more goes with them.</summary>
    internal void DropBefore(long first)
    {
        lock (changing)
            foreach (var position in positions.Where(p => p < first).ToList())
                Drop(position);
    }

    /// <summary>Holds one file of <see cref="In"/> against its checksums and the tape; null when it holds, or was thinned out meanwhile.</summary>
    internal static TapeDamage? Verify(IDisk disk, string path, long position, long count) =>
        CheckpointFile.Damage(disk, path, position) is { } reason
            ? disk.Exists(path)
                ? new(path, 0, reason)
                : null
            : position > count
                ? new(path, 0, BeyondTheEnd(position, count))
                : null;

    /// <summary>The older half has every second dropped: what is older is asked for more seldom, and rolls a little longer.</summary>
    void Thin()
    {
        while (positions.Count > most || positions.Count > Least && lengths.Values.Sum() > bytesMost)
            foreach (var position in positions.Take(positions.Count / 2).Where((_, i) => i % 2 == 1).ToList())
                Drop(position);
    }

    void Drop(long position)
    {
        positions.Remove(position);
        lengths.Remove(position);
        disk.Delete(PathOf(position));
    }

    void PassOver(long position, string path, string reason)
    {
        lock (changing)
        {
            // Unless it was thinned out while it was read.
            if (!positions.Remove(position))
                return;
            lengths.Remove(position);
        }
        Remark(path, reason);
    }

    void Remark(string path, string reason)
    {
        lock (changing)
        {
            damaged.Enqueue(new(path, 0, reason));
            if (damaged.Count > DamagedMost)
                damaged.Dequeue();
        }
    }

    static string BeyondTheEnd(long position, long count) => $"the checkpoint stands for {position} events, the tape has {count}";

    string PathOf(long position) => Path.Combine(folder, position.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    static long LengthOf(IDisk disk, string path)
    {
        using var file = disk.Open(path, DiskOpening.Read);
        return file.Length;
    }

    internal static List<(string Path, long Position)> In(IDisk disk, string folder) =>
        [
            .. from path in disk.Files(folder, Extension)
            let name = Path.GetFileNameWithoutExtension(path)
            where long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            orderby name
            select (path, long.Parse(name, CultureInfo.InvariantCulture)),
        ];
}
