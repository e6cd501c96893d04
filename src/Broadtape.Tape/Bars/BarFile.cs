using System.Buffers.Binary;
using System.IO.Hashing;
using Broadtape.Market;
using ZstdSharp;

namespace Broadtape.Tape;

/// <summary>A sealed day's bars of one length. Everything read is held against its checksum; any thread.</summary>
sealed class BarFile
{
    BarFile(string path, in BarFileHeader header)
    {
        (Path, Header) = (path, header);
    }

    internal string Path { get; }
    internal BarFileHeader Header { get; }

    /// <summary>Reads the header; throws <see cref="TapeException"/> when it does not hold.</summary>
    internal static BarFile Open(string path, BarLength length)
    {
        var bytes = new byte[BarFileHeader.Bytes];
        using var file = OpenBytes(path);
        var count = RandomAccess.Read(file, bytes, 0);
        return BarFileHeader.TryRead(bytes.AsSpan(0, count), length, out var header, out var reason)
            ? new(path, header)
            : throw new TapeException(path, 0, reason);
    }

    /// <summary>What is kept of one instrument; empty when nothing is. Throws <see cref="TapeException"/> when it does not hold.</summary>
    internal Bar[] Read(InstrumentId id)
    {
        using var file = OpenBytes(Path);
        var table = Table(file);
        var (low, high) = (-1, Header.Blocks - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = InstrumentOrder.Instance.Compare(Row(table, middle).First, id) <= 0 ? (middle, high) : (low, middle - 1);
        }
        if (low >= 0)
            foreach (var (there, section) in Sections(file, Row(table, low)))
                if (there == id)
                    return Decode(section, Row(table, low));
        return [];
    }

    /// <summary>Reads all of it; null when everything holds.</summary>
    internal TapeDamage? Verify()
    {
        try
        {
            using var file = OpenBytes(Path);
            var table = Table(file);
            var bars = 0L;
            for (var at = 0; at < Header.Blocks; at++)
                foreach (var (_, section) in Sections(file, Row(table, at)))
                    bars += Decode(section, Row(table, at)).Length;
            return bars == Header.Bars ? null : new(Path, 0, $"the header says {Header.Bars} bars, there are {bars}");
        }
        catch (TapeException e)
        {
            return new(e.File, e.Offset, e.Reason);
        }
    }

    byte[] Table(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var table = new byte[Header.Blocks * BarBlock.Bytes];
        if (RandomAccess.Read(file, table, Header.TableAt) < table.Length || XxHash3.HashToUInt64(table) != Header.TableChecksum)
            throw new TapeException(Path, Header.TableAt, "the checksum of the table of blocks does not hold");
        return table;
    }

    static BarBlock Row(byte[] table, int at) => BarBlock.Read(table.AsSpan(at * BarBlock.Bytes));

    IEnumerable<(InstrumentId Id, ReadOnlyMemory<byte> Section)> Sections(Microsoft.Win32.SafeHandles.SafeFileHandle file, BarBlock row)
    {
        var packed = new byte[row.Packed];
        if (RandomAccess.Read(file, packed, row.Offset) < packed.Length || XxHash3.HashToUInt64(packed) != row.Checksum)
            throw new TapeException(Path, row.Offset, "the checksum of the block does not hold");
        using var decompressor = new Decompressor();
        ReadOnlyMemory<byte> bytes = decompressor.Unwrap(packed, row.Raw).ToArray();
        while (bytes.Length > 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
            var id = BarBlock.ReadInstrument(bytes.Span[sizeof(int)..]);
            bytes = bytes[(sizeof(int) + BarBlock.InstrumentBytes)..];
            yield return (id, bytes[..length]);
            bytes = bytes[length..];
        }
    }

    Bar[] Decode(ReadOnlyMemory<byte> section, in BarBlock row)
    {
        try
        {
            return BarSection.Decode(section.Span, Header.Day);
        }
        catch (InvalidDataException e)
        {
            throw new TapeException(Path, row.Offset, e.Message, e);
        }
    }

    static Microsoft.Win32.SafeHandles.SafeFileHandle OpenBytes(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, $"the file of bars could not be opened: {e.Message}", e);
        }
    }
}
