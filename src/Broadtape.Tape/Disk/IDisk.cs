namespace Broadtape.Tape.Disk;

/// <summary>
/// What is asked of a disk, so that tests can be a disk that fails. Whatever fails throws <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>; what was half done then is the caller's to overwrite.
/// </summary>
public interface IDisk
{
    IDiskFile Open(string path, DiskOpening opening);

    /// <summary>A file takes a name, whoever had it before; durable when its folder has been flushed.</summary>
    void Rename(string from, string to);

    /// <summary>A file goes, if it is there; who has it open reads on.</summary>
    void Delete(string path);

    void CreateFolder(string folder);

    /// <summary>Makes the names in a folder durable.</summary>
    void FlushFolder(string folder);

    bool Exists(string path);

    /// <summary>Paths of a folder's files with that ending, in the order of their names; none when there is no folder.</summary>
    IReadOnlyList<string> Files(string folder, string ending);
}

/// <summary>A file that is open; any thread reads, one writes.</summary>
public interface IDiskFile : IDisposable
{
    long Length { get; }

    /// <summary>Bytes read, fewer than asked for or none at the file's end.</summary>
    int Read(Span<byte> into, long offset);

    /// <summary>All of the bytes, or it throws.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>What was written is durable when it returns.</summary>
    void Flush();
}

public enum DiskOpening
{
    Read,

    /// <summary>Also to write; begun empty when it is not there.</summary>
    Write,

    /// <summary>To write, and nobody else opens it.</summary>
    Alone,
}
