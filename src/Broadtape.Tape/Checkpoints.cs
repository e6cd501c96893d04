using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
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
    const string Unfinished = ".new";
    const int HeaderBytes = 24;
    const int ChecksumAt = 16;
    const uint Version = 1;

    static ReadOnlySpan<byte> Magic => "BTCP"u8;

    readonly string folder;
    readonly int most;
    readonly Lock changing = new();
    readonly SortedSet<long> positions;
    readonly List<TapeDamage> damaged = [];

    internal Checkpoints(string folder, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 4);
        (this.folder, this.most) = (folder, most);
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.GetFiles(folder, "*" + Unfinished))
            File.Delete(left);
        positions = [.. In(folder).Select(f => f.Position)];
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
                File.WriteAllBytes(path + Unfinished, file);
                File.Move(path + Unfinished, path, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new TapeException(path, 0, $"the checkpoint could not be written: {e.Message}", e);
            }
            positions.Add(position);
            if (positions.Count > most)
                Thin();
        }
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
            if (TryRead(path, position, out bytes, out var reason))
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
            File.Delete(PathOf(position));
        }
    }

    /// <summary>Holds one file of <see cref="In"/> against its checksum and the tape; null when it holds, or was thinned out meanwhile.</summary>
    internal static TapeDamage? Verify(string path, long position, long count) =>
        !TryRead(path, position, out _, out var reason)
            ? File.Exists(path)
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
            File.Delete(PathOf(position));
        }
    }

    static bool TryRead(string path, long position, out byte[] bytes, out string reason)
    {
        (bytes, reason) = ([], "");
        try
        {
            var file = File.ReadAllBytes(path);
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

    internal static List<(string Path, long Position)> In(string folder) =>
        [
            .. from path in Directory.EnumerateFiles(folder, "*" + Extension)
            let name = Path.GetFileNameWithoutExtension(path)
            where long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            orderby name
            select (path, long.Parse(name, CultureInfo.InvariantCulture)),
        ];
}
