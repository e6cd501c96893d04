using System.IO.Compression;
using ZstdSharp;

namespace Broadtape.Feeds;

/// <summary>A recording as a stream of bytes, unpacked as it is read: what it is packed with is told by its first bytes.</summary>
static class RecordingFile
{
    const int MagicLength = 4;

    /// <summary>Throws <see cref="CaptureException"/> when the file cannot be opened.</summary>
    internal static Stream Open(string path)
    {
        FileStream file;
        try
        {
            file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (IOException e)
        {
            throw new CaptureException(path, 0, e.Message);
        }
        Span<byte> magic = stackalloc byte[MagicLength];
        var read = file.ReadAtLeast(magic, MagicLength, throwOnEndOfStream: false);
        file.Position = 0;
        return magic[..read] switch
        {
            [0x28, 0xB5, 0x2F, 0xFD] => new DecompressionStream(file, leaveOpen: false),
            [0x1F, 0x8B, ..] => new GZipStream(file, CompressionMode.Decompress),
            _ => file,
        };
    }

    internal static bool IsZip(string path)
    {
        using var file = Open(path);
        Span<byte> magic = stackalloc byte[MagicLength];
        return file.ReadAtLeast(magic, MagicLength, throwOnEndOfStream: false) == MagicLength && magic.SequenceEqual("PK\u0003\u0004"u8);
    }
}
