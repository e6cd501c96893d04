namespace Broadtape.Tape.Disk;

/// <summary>Files that are read and written whole.</summary>
public static class WholeFiles
{
    /// <summary>What a file that is being written ends with; what is left of one is nobody's.</summary>
    public const string Unfinished = ".new";

    public static byte[] ReadWhole(this IDisk disk, string path)
    {
        using var file = disk.Open(path, DiskOpening.Read);
        var bytes = new byte[file.Length];
        for (var filled = 0; filled < bytes.Length; )
        {
            var read = file.Read(bytes.AsSpan(filled), filled);
            if (read == 0)
                return bytes[..filled];
            filled += read;
        }
        return bytes;
    }

    /// <summary>Written aside and renamed: whoever opens the path finds the old bytes or the new ones.</summary>
    /// <param name="durable">Flushed before and after the renaming; without, a loss of power may leave neither.</param>
    public static void WriteWhole(this IDisk disk, string path, ReadOnlySpan<byte> bytes, bool durable)
    {
        using (var file = disk.Open(path + Unfinished, DiskOpening.Write))
        {
            file.SetLength(0);
            file.Write(bytes, 0);
            if (durable)
                file.Flush();
        }
        disk.Rename(path + Unfinished, path);
        if (durable)
            disk.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
