using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Broadtape.Portal.Backup;

/// <summary>
/// A backup is one file. Little-endian: magic (4), version (4); then for each file the length of its path (2), the path in UTF-8 with
/// slashes, its bytes' count (8), the bytes, the SHA-256 of path and bytes (32); at the end a path of length 0, the number of files (8), and the SHA-256 of
/// all those hashes in a row (32).
/// </summary>
static class BackupFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 8;
    public const int PathBytesMost = 1_024;
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>Bytes copied at once.</summary>
    public const int Chunk = 1 << 20;

    public static ReadOnlySpan<byte> Magic => "BTBK"u8;

    public static byte[] Header()
    {
        var bytes = new byte[HeaderBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Version);
        return bytes;
    }
}

/// <summary>What a backup holds.</summary>
sealed record BackupReport(int Files, long Bytes, IReadOnlyList<string> Paths)
{
    public override string ToString() => FormattableString.Invariant($"{Files} files, {Bytes:N0} bytes");
}

/// <summary>A backup could not be made or taken back; the message is the sentence to print.</summary>
sealed class BackupException(string sentence, Exception? inner = null) : Exception(sentence, inner);
