using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Broadtape.Tape;

/// <summary>One append-only file: a header, then blocks; named by the position of its first event. One thread writes, any thread reads.</summary>
sealed class Segment : IDisposable
{
    internal const string Extension = ".tape";

    readonly SafeFileHandle handle;
    readonly Action<SafeFileHandle> flush;

    Segment(string path, long first, SafeFileHandle handle, Action<SafeFileHandle> flush)
    {
        (Path, First, this.handle, this.flush) = (path, first, handle, flush);
        Length = RandomAccess.GetLength(handle);
    }

    internal string Path { get; }

    /// <summary>Position of the first event, as the file's name has it.</summary>
    internal long First { get; }

    /// <summary>Bytes of the header and whole blocks; before the segment has been looked through, of the file.</summary>
    internal long Length { get; private set; }

    internal static List<string> In(string folder) => [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)];

    internal static string PathOf(string folder, long first) =>
        System.IO.Path.Combine(folder, first.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    /// <summary>A new, empty segment; there is a name for it on the disk when it returns.</summary>
    internal static Segment Begin(string folder, long first, Action<SafeFileHandle> flush)
    {
        var path = PathOf(folder, first);
        try
        {
            // A beginning that failed before left an empty file of that name.
            var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            try
            {
                FolderEntries.Flush(folder);
                return new(path, first, handle, flush);
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, $"the segment could not be begun: {e.Message}", e);
        }
    }

    internal static Segment Open(string path, FileAccess access, Action<SafeFileHandle> flush)
    {
        if (!long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            throw new TapeException(path, 0, "a segment is named by the position of its first event, this file is not");
        try
        {
            return new(path, first, File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite), flush);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, $"the segment could not be opened: {e.Message}", e);
        }
    }

    /// <summary>
    /// Durable when it returns the offset of the block. A failed write leaves the length as it was: the next one overwrites what came of it.
    /// </summary>
    internal long Append(in Block block, long releaseBefore, ReadOnlySpan<byte> payload)
    {
        var offset = Length == 0 ? SegmentHeader.Bytes : Length;
        Span<byte> header = stackalloc byte[SegmentHeader.Bytes + Block.HeaderBytes];
        new SegmentHeader(First, releaseBefore).Write(header);
        block.Write(header[SegmentHeader.Bytes..]);
        try
        {
            if (Length == 0)
                RandomAccess.Write(handle, header, 0);
            else
                RandomAccess.Write(handle, header[SegmentHeader.Bytes..], offset);
            RandomAccess.Write(handle, payload, offset + Block.HeaderBytes);
            flush(handle);
        }
        catch (IOException e)
        {
            throw new TapeException(Path, offset, $"the block could not be written: {e.Message}", e);
        }
        Length = offset + block.Bytes;
        return offset;
    }

    /// <summary>What stands in the file is durable when it returns, whoever wrote it.</summary>
    internal void Settle() => flush(handle);

    internal void Cut(long length)
    {
        RandomAccess.SetLength(handle, length);
        flush(handle);
        Length = length;
    }

    /// <param name="ahead">Bytes read at once beyond what is asked for.</param>
    internal SegmentWindow Window(int ahead) => new(handle, Length, ahead);

    public void Dispose() => handle.Dispose();
}
