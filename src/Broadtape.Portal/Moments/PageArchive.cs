using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text.Json;
using Broadtape.Portal.Operations;

namespace Broadtape.Portal.Moments;

/// <summary>A page as a reader got it while it was live.</summary>
/// <param name="Address">With its edition's prefix and its query.</param>
/// <param name="Viewer">Kind of viewer.</param>
/// <param name="Moment">ISO 8601.</param>
/// <param name="Html">Before it was packed for the way.</param>
sealed record ArchivedPage(string Address, string Viewer, string Moment, string Theme, string Colours, string Html);

/// <summary>
/// Live pages, one behind the other in a file: length (4), checksum (8), then the page as JSON in Brotli. It grows to
/// <see cref="BytesMost"/> and takes no more, nor what the disk refuses; both are counted. Any thread.
/// </summary>
sealed class PageArchive(string file, Meters meters) : IDisposable
{
    public const long BytesMost = 8L << 30;

    const int HeaderBytes = 12;

    readonly Lock writing = new();
    readonly FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read);

    public void Keep(ArchivedPage page)
    {
        var packed = Pack(JsonSerializer.SerializeToUtf8Bytes(page));
        var record = new byte[HeaderBytes + packed.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, packed.Length);
        XxHash3.Hash(packed, record.AsSpan(4));
        packed.CopyTo(record, HeaderBytes);
        lock (writing)
            try
            {
                if (stream.Position + record.Length > BytesMost)
                    meters.NotArchived();
                else
                {
                    stream.Write(record);
                    stream.Flush();
                }
            }
            catch (IOException)
            {
                meters.NotArchived();
            }
    }

    /// <summary>Every whole page of an archive. Throws <see cref="InvalidDataException"/> with the place where it is damaged; a page that was being written when the process died is left out.</summary>
    public static IEnumerable<ArchivedPage> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[HeaderBytes];
        for (var at = 0L; stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes; at = stream.Position)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length < 0)
                throw new InvalidDataException($"{file} is no archive of pages, or damaged at byte {at}");
            if (length > stream.Length - stream.Position)
                yield break;
            var packed = new byte[length];
            stream.ReadExactly(packed);
            if (!XxHash3.Hash(packed).AsSpan().SequenceEqual(header.AsSpan(4)))
                throw new InvalidDataException($"{file}: the page at byte {at} does not hold against its checksum");
            using var unpacked = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            yield return JsonSerializer.Deserialize<ArchivedPage>(unpacked)!;
        }
    }

    static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(bytes);
        return packed.ToArray();
    }

    public void Dispose() => stream.Dispose();
}
