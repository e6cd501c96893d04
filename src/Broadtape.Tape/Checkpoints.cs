using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Broadtape.Tape.Disk;
using ZstdSharp;

namespace Broadtape.Tape;

/// <summary>
/// Boards kept as bytes beside the tape, one file a position. They can be computed again, so a damaged one is only passed over, and none is
/// flushed: its checksum tells what a loss of power left. Any thread. Little-endian: magic (4), version (4), position (8), checksum of
/// these and of what follows (8), the bytes by Zstandard.
/// </summary>
sealed class Checkpoints
{
    const string Extension = ".board";
    const int HeaderBytes = 24;
    const int ChecksumAt = 16;
    const uint Version = 1;

    static ReadOnlySpan<byte> Magic => "BTCP"u8;

    readonly IDisk disk;
    readonly string folder;
    readonly int most;
    readonly Lock changing = new();
    readonly SortedSet<long> positions;
    readonly List<TapeDamage> damaged = [];

    internal Checkpoints(IDisk disk, string folder, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 4);
        (this.disk, this.folder, this.most) = (disk, folder, most);
        disk.CreateFolder(folder);
        foreach (var left in disk.Files(folder, WholeFiles.Unfinished))
            disk.Delete(left);
        positions = [.. In(disk, folder).Select(f => f.Position)];
    }

    /// <summary>Checkpoints that were looked for and could not be used.</summary>
    internal IReadOnlyList<TapeDamage> Damaged
    {
        get
        {
            lock (changing)
                return [.. damaged];
        }
    }

    internal void Save(long position, ReadOnlySpan<byte> bytes)
    {
        using var compressor = new Compressor(1);
        var packed = compressor.Wrap(bytes);
        var file = new byte[HeaderBytes + packed.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(8), position);
        packed.CopyTo(file.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(ChecksumAt), Checksum(file));
        var path = PathOf(position);
        lock (changing)
        {
            try
            {
                disk.WriteWhole(path, file, durable: false);
                positions.Add(position);
                if (positions.Count > most)
                    Thin();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new TapeException(path, 0, $"the checkpoint could not be written: {e.Message}", e);
            }
        }
    }

    /// <summary>Position of the nearest checkpoint at or before one, unread; null when there is none.</summary>
    internal long? Nearest(long atOrBefore)
    {
        lock (changing)
            return positions.Count == 0 || positions.Min > atOrBefore ? null : positions.GetViewBetween(0, atOrBefore).Max;
    }

    internal bool TryFind(long atOrBefore, out long position, out byte[] bytes)
    {
        while (true)
        {
            lock (changing)
            {
                if (positions.Count == 0 || positions.Min > atOrBefore)
                    break;
                position = positions.GetViewBetween(0, atOrBefore).Max;
            }
            var path = PathOf(position);
            if (TryRead(disk, path, position, out bytes, out var reason))
                return true;
            lock (changing)
                // Unless it was thinned out while it was read.
                if (positions.Remove(position))
                    damaged.Add(new(path, 0, reason));
        }
        (position, bytes) = (0, []);
        return false;
    }

    /// <summary>A board of events the tape has lost is a board of another tape.</summary>
    internal void DropBeyond(long count)
    {
        foreach (var position in positions.Where(p => p > count).ToList())
        {
            damaged.Add(new(PathOf(position), 0, BeyondTheEnd(position, count)));
            positions.Remove(position);
            disk.Delete(PathOf(position));
        }
    }

    /// <summary>What stands for events that are kept no more goes with them.</summary>
    internal void DropBefore(long first)
    {
        lock (changing)
            foreach (var position in positions.Where(p => p < first).ToList())
            {
                positions.Remove(position);
                disk.Delete(PathOf(position));
            }
    }

    /// <summary>Position of the first checkpoint at or behind one; null when there is none.</summary>
    internal long? FirstFrom(long position)
    {
        lock (changing)
            return positions.Count == 0 || positions.Max < position ? null : positions.GetViewBetween(position, long.MaxValue).Min;
    }

    /// <summary>Holds one file of <see cref="In"/> against its checksum and the tape; null when it holds, or was thinned out meanwhile.</summary>
    internal static TapeDamage? Verify(IDisk disk, string path, long position, long count) =>
        !TryRead(disk, path, position, out _, out var reason)
            ? disk.Exists(path)
                ? new(path, 0, reason)
                : null
            : position > count
                ? new(path, 0, BeyondTheEnd(position, count))
                : null;

    void Thin()
    {
        foreach (var position in positions.Take(positions.Count / 2).Where((_, i) => i % 2 == 1).ToList())
        {
            positions.Remove(position);
            disk.Delete(PathOf(position));
        }
    }

    static bool TryRead(IDisk disk, string path, long position, out byte[] bytes, out string reason)
    {
        (bytes, reason) = ([], "");
        try
        {
            var file = disk.ReadWhole(path);
            if (file.Length < HeaderBytes || !file.AsSpan().StartsWith(Magic))
                reason = "this is not a checkpoint";
            else if (BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(ChecksumAt)) != Checksum(file))
                reason = "the checkpoint's checksum does not hold";
            else if (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)) is var version && version != Version)
                reason = $"the checkpoint's format is version {version}, this build reads {Version}";
            else if (BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(8)) is var stored && stored != position)
                reason = $"the file's name says event {position}, the checkpoint in it {stored}";
            else
            {
                using var decompressor = new Decompressor();
                bytes = decompressor.Unwrap(file.AsSpan(HeaderBytes)).ToArray();
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = $"the checkpoint could not be read: {e.Message}";
        }
        return false;
    }

    static ulong Checksum(ReadOnlySpan<byte> file)
    {
        var hash = new XxHash3();
        hash.Append(file[..ChecksumAt]);
        hash.Append(file[HeaderBytes..]);
        return hash.GetCurrentHashAsUInt64();
    }

    static string BeyondTheEnd(long position, long count) => $"the checkpoint stands for {position} events, the tape has {count}";

    string PathOf(long position) => Path.Combine(folder, position.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    internal static List<(string Path, long Position)> In(IDisk disk, string folder) =>
        [
            .. from path in disk.Files(folder, Extension)
            let name = Path.GetFileNameWithoutExtension(path)
            where long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            orderby name
            select (path, long.Parse(name, CultureInfo.InvariantCulture)),
        ];
}
