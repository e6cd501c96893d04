using System.Globalization;
using Broadtape.Tape.Disk;

namespace Broadtape.Tape;

/// <summary>
/// One file of the tape: a header, then blocks; named by the position of its first event. The last one is open and grows, one thread
/// writes; those before are sealed, or will be. Any thread reads.
/// </summary>
sealed class Segment : IDisposable
{
    internal const string Extension = ".tape";
    internal const string SealedExtension = ".sealed";

    readonly IDiskFile file;

    Segment(string path, long first, IDiskFile file)
    {
        (Path, First, this.file) = (path, first, file);
        Length = file.Length;
    }

    internal string Path { get; }

    /// <summary>Position of the first event, as the file's name has it.</summary>
    internal long First { get; }

    internal bool IsSealed => Path.EndsWith(SealedExtension, StringComparison.Ordinal);

    /// <summary>Bytes of the header and whole blocks; before the segment has been looked through, of the file.</summary>
    internal long Length { get; private set; }

    /// <summary>Files of both kinds, in the tape's order; a sealed one stands before the open one it was made of.</summary>
    internal static List<string> In(IDisk disk, string folder) =>
        [.. disk.Files(folder, Extension).Concat(disk.Files(folder, SealedExtension)).Order(StringComparer.Ordinal)];

    internal static string PathOf(string folder, long first, string extension) =>
        System.IO.Path.Combine(folder, first.ToString("D20", CultureInfo.InvariantCulture) + extension);

    /// <summary>A new, empty segment; there is a name for it on the disk when it returns.</summary>
    internal static Segment Begin(IDisk disk, string folder, long first)
    {
        var path = PathOf(folder, first, Extension);
        try
        {
            // A beginning that failed before left an empty file of that name.
            var file = disk.Open(path, DiskOpening.Write);
            try
            {
                disk.FlushFolder(folder);
                return new(path, first, file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, $"the segment could not be begun: {e.Message}", e);
        }
    }

    /// <summary>A new, empty file under a name that nobody looks for yet.</summary>
    internal static Segment BeginAside(IDisk disk, string path, long first)
    {
        var file = disk.Open(path, DiskOpening.Write);
        file.SetLength(0);
        return new(path, first, file);
    }

    /// <summary>Position of the first event, as a file's name has it; false when it is no name of ours.</summary>
    internal static bool TryFirst(string path, out long first) =>
        long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out first);

    internal static Segment Open(IDisk disk, string path, DiskOpening opening)
    {
        if (!TryFirst(path, out var first))
            throw new TapeException(path, 0, "a segment is named by the position of its first event, this file is not");
        try
        {
            return new(path, first, disk.Open(path, opening));
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
        var offset = Write(block, releaseBefore, payload);
        try
        {
            file.Flush();
        }
        catch (IOException e)
        {
            throw Refused(offset, e);
        }
        Length = offset + block.Bytes;
        return offset;
    }

    /// <summary>Adds a block that is durable only when <see cref="Flush"/> has returned.</summary>
    internal long AppendUnflushed(in Block block, long releaseBefore, ReadOnlySpan<byte> payload)
    {
        var offset = Write(block, releaseBefore, payload);
        Length = offset + block.Bytes;
        return offset;
    }

    internal void Flush() => file.Flush();

    /// <summary>The last block may have been written and not flushed when the process died; from now on readers are told of it.</summary>
    internal void Settle()
    {
        try
        {
            file.Flush();
        }
        catch (IOException e)
        {
            throw Refused(Length, e);
        }
    }

    long Write(in Block block, long releaseBefore, ReadOnlySpan<byte> payload)
    {
        var offset = Length == 0 ? SegmentHeader.Bytes : Length;
        Span<byte> header = stackalloc byte[SegmentHeader.Bytes + Block.SealedHeaderBytes];
        new SegmentHeader(First, releaseBefore, block.IsSealed).Write(header);
        block.Write(header[SegmentHeader.Bytes..]);
        header = header[..(SegmentHeader.Bytes + block.HeaderBytes)];
        try
        {
            if (Length == 0)
                file.Write(header, 0);
            else
                file.Write(header[SegmentHeader.Bytes..], offset);
            file.Write(payload, offset + block.HeaderBytes);
            return offset;
        }
        catch (IOException e)
        {
            throw Refused(offset, e);
        }
    }

    TapeException Refused(long offset, IOException e) => new(Path, offset, $"the block could not be written: {e.Message}", e);

    internal void Cut(long length)
    {
        try
        {
            file.SetLength(length);
            file.Flush();
        }
        catch (IOException e)
        {
            throw new TapeException(Path, length, $"the unfinished write at the tape's end could not be cut: {e.Message}", e);
        }
        Length = length;
    }

    /// <param name="ahead">Bytes read at once beyond what is asked for.</param>
    internal SegmentWindow Window(int ahead) => new(file, Length, IsSealed, ahead);

    public void Dispose() => file.Dispose();
}
