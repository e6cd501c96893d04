using System.IO.Compression;
using System.Security.Cryptography;
using ZstdSharp;

namespace Broadtape.Tape.History.Import;

/// <summary>A file that is imported: plain, .gz, .zst or .zip, told by its first bytes, and unpacked as it is read.</summary>
/// <param name="index">Its place among the files given.</param>
sealed class ImportFile(string path, int index)
{
    const int MagicLength = 4;
    const int Buffer = 1 << 16;

    internal string Path => path;
    internal string Name => System.IO.Path.GetFileName(path);
    internal int Index => index;

    /// <summary>What is packed tells by itself when it is cut off; of a plain text only its last line can.</summary>
    internal bool IsPacked => Magic() is [0x28, 0xB5, 0x2F, 0xFD] or [0x1F, 0x8B, ..] or [0x50, 0x4B, 0x03, 0x04];

    internal HistoryImportException Refuse(int row, string reason) => new(Name, row, reason);

    /// <summary>The text in it; of a .zip, its one entry.</summary>
    internal Stream Open()
    {
        var file = Bytes();
        switch (Magic())
        {
            case [0x28, 0xB5, 0x2F, 0xFD]:
                return new DecompressionStream(file, leaveOpen: false);
            case [0x1F, 0x8B, ..]:
                return new GZipStream(file, CompressionMode.Decompress);
            case [0x50, 0x4B, 0x03, 0x04]:
                var archive = Archive(file);
                return archive.Entries.Count == 1
                    ? archive.Entries[0].Open()
                    : throw Refuse(0, $"the archive holds {archive.Entries.Count} files where one is expected");
            default:
                return file;
        }
    }

    /// <summary>A sheet of Excel is a .zip of its own kind.</summary>
    internal bool IsSheet() => Magic() is [0x50, 0x4B, 0x03, 0x04];

    /// <summary>The name of the one file in a .zip.</summary>
    internal string EntryName()
    {
        if (Magic() is not [0x50, 0x4B, 0x03, 0x04])
            throw Refuse(0, "it is no .zip");
        using var archive = Archive(Bytes());
        return archive.Entries.Count == 1
            ? archive.Entries[0].FullName
            : throw Refuse(0, $"the archive holds {archive.Entries.Count} files where one is expected");
    }

    /// <summary>Its bytes as they are.</summary>
    internal FileStream Bytes()
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(0, $"it cannot be opened: {e.Message}");
        }
    }

    internal ImportedFile Describe()
    {
        using var file = Bytes();
        return new(Name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    ZipArchive Archive(FileStream file)
    {
        try
        {
            return new(file);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw Refuse(0, $"the archive is cut off or damaged: {e.Message}");
        }
    }

    byte[] Magic()
    {
        using var file = Bytes();
        var magic = new byte[MagicLength];
        return magic[..file.ReadAtLeast(magic, MagicLength, throwOnEndOfStream: false)];
    }
}
