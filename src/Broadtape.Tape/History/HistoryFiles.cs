using System.Globalization;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using NodaTime;

namespace Broadtape.Tape.History;

/// <summary>The Parquet files of imports: names, durability, checksums.</summary>
static class HistoryFiles
{
    internal const string Bars = "bars";
    internal const string Series = "series";
    internal const string Facts = "facts";

    const int Ahead = 1 << 20;

    internal static string Name(int import, string table) => string.Create(CultureInfo.InvariantCulture, $"{import:D6}.{table}.parquet");

    /// <summary>Makes a file that was just written durable and describes it.</summary>
    internal static HistoryFile Seal(string folder, string name, string table, long rows, LocalDate? from = null, LocalDate? to = null)
    {
        var path = Path.Combine(folder, name);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
        return new(name, table, RandomAccess.GetLength(file), Checksum(file), rows, from, to);
    }

    /// <summary>Null when the file is what the manifest says.</summary>
    internal static HistoryDamage? Check(string folder, HistoryFile file)
    {
        var path = Path.Combine(folder, file.Name);
        try
        {
            using var handle = File.OpenHandle(path);
            var bytes = RandomAccess.GetLength(handle);
            if (bytes != file.Bytes)
                return new(path, $"it has {bytes} bytes, not {file.Bytes}", file.From, file.To);
            return Checksum(handle) == file.Checksum ? null : new(path, "its checksum does not hold", file.From, file.To);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, $"it could not be read: {e.Message}", file.From, file.To);
        }
    }

    static string Checksum(SafeFileHandle file)
    {
        var hash = new XxHash3();
        var buffer = new byte[Ahead];
        for (long at = 0; RandomAccess.Read(file, buffer, at) is > 0 and var read; at += read)
            hash.Append(buffer.AsSpan(0, read));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
