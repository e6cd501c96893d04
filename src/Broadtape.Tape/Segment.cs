using System.Globalization;
using Broadtape.Market;
using Microsoft.Win32.SafeHandles;

namespace Broadtape.Tape;

/// <summary>One append-only file of blocks, named by the position of its first event.</summary>
sealed class Segment : IDisposable
{
    internal const string Extension = ".tape";

    readonly SafeFileHandle handle;

    internal Segment(string path, FileAccess access)
    {
        Path = path;
        First = long.Parse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture);
        handle = File.OpenHandle(path, FileMode.OpenOrCreate, access, FileShare.ReadWrite);
        Length = RandomAccess.GetLength(handle);
    }

    internal string Path { get; }
    internal long First { get; }

    /// <summary>Bytes of whole blocks.</summary>
    internal long Length { get; private set; }

    internal static string PathOf(string folder, long first) =>
        System.IO.Path.Combine(folder, first.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    internal static List<string> In(string folder) => [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)];

    /// <summary>Durable when it returns. A failed write leaves the length as it was: the next one overwrites what came of it.</summary>
    internal void Append(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        try
        {
            RandomAccess.Write(handle, header, Length);
            RandomAccess.Write(handle, payload, Length + header.Length);
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException e)
        {
            throw new TapeException(Path, Length, $"the block could not be written: {e.Message}", e);
        }
        Length += header.Length + payload.Length;
    }

    internal void Cut(long length)
    {
        RandomAccess.SetLength(handle, length);
        RandomAccess.FlushToDisk(handle);
        Length = length;
    }

    /// <summary>The header at an offset; false with a reason at the end of what can be read.</summary>
    internal bool TryHeader(long offset, out Block block, out string reason)
    {
        Span<byte> header = stackalloc byte[Block.HeaderBytes];
        var read = RandomAccess.Read(handle, header, offset);
        return Block.TryReadHeader(header[..read], out block, out reason);
    }

    /// <summary>The events of a block, held against its checksum; false with a reason when it is not whole.</summary>
    internal bool TryRead(long offset, out Block block, out MarketEvent[] events, out string reason)
    {
        events = [];
        Span<byte> header = stackalloc byte[Block.HeaderBytes];
        var read = RandomAccess.Read(handle, header, offset);
        if (!Block.TryReadHeader(header[..read], out block, out reason))
            return false;
        var payload = new byte[block.Count * MarketEvent.Bytes];
        var got = 0;
        while (got < payload.Length && RandomAccess.Read(handle, payload.AsSpan(got), offset + Block.HeaderBytes + got) is > 0 and var n)
            got += n;
        if (got < payload.Length)
            reason = $"the block's events are cut off: {got} of {payload.Length} bytes";
        else if (!Block.IsWhole(header, payload))
            reason = "the block's checksum does not hold";
        else
        {
            events = MarketEvent.FromBytes(payload).ToArray();
            return true;
        }
        return false;
    }

    public void Dispose() => handle.Dispose();
}
