using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using ZstdSharp;

namespace Broadtape.Tape;

/// <summary>Boards kept as bytes beside the tape, one file a position. They can be computed again, so a damaged one is only passed over.</summary>
sealed class Checkpoints
{
    const string Extension = ".board";
    const int HeaderBytes = 12;
    const uint Magic = 0x3143_5442; // "BTC1"

    readonly string folder;
    readonly int most;
    readonly Lock changing = new();
    readonly SortedSet<long> positions;

    internal Checkpoints(string folder, int most)
    {
        this.folder = folder;
        this.most = most;
        Directory.CreateDirectory(folder);
        positions = [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(PositionOf)];
    }

    internal void Save(long position, ReadOnlySpan<byte> bytes)
    {
        using var compressor = new Compressor(1);
        var packed = compressor.Wrap(bytes);
        var file = new byte[HeaderBytes + packed.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(file, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(4), XxHash3.HashToUInt64(packed));
        packed.CopyTo(file.AsSpan(HeaderBytes));
        var path = PathOf(position);
        File.WriteAllBytes(path + ".new", file);
        File.Move(path + ".new", path, overwrite: true);
        lock (changing)
        {
            positions.Add(position);
            if (positions.Count > most)
                Thin();
        }
    }

    internal bool TryFind(long atOrBefore, out long position, out byte[] bytes)
    {
        long[] candidates;
        lock (changing)
            candidates = [.. positions.GetViewBetween(0, Math.Max(0, atOrBefore)).Reverse()];
        foreach (var candidate in candidates)
            if (TryRead(PathOf(candidate), out bytes))
            {
                position = candidate;
                return true;
            }
        (position, bytes) = (0, []);
        return false;
    }

    internal static int Verify(string folder, List<string> damage)
    {
        if (!Directory.Exists(folder))
            return 0;
        var files = Directory.GetFiles(folder, "*" + Extension);
        foreach (var file in files)
            if (!TryRead(file, out _))
                damage.Add($"{file}, byte 0: the checkpoint's checksum does not hold; it is passed over");
        return files.Length;
    }

    void Thin()
    {
        var older = positions.Take(positions.Count / 2).Where((_, i) => i % 2 == 1).ToList();
        foreach (var position in older)
        {
            positions.Remove(position);
            File.Delete(PathOf(position));
        }
    }

    static bool TryRead(string path, out byte[] bytes)
    {
        bytes = [];
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            // Thinned out while it was looked for.
            return false;
        }
        if (file.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(file) != Magic)
            return false;
        var packed = file.AsSpan(HeaderBytes);
        if (BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(4)) != XxHash3.HashToUInt64(packed))
            return false;
        using var decompressor = new Decompressor();
        bytes = decompressor.Unwrap(packed).ToArray();
        return true;
    }

    string PathOf(long position) => Path.Combine(folder, position.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    static long PositionOf(string path) => long.Parse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture);
}
