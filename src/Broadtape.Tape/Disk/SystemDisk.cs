using Microsoft.Win32.SafeHandles;

namespace Broadtape.Tape.Disk;

/// <summary>The system's own disk.</summary>
/// <param name="flush">Makes a file durable; the system's fsync unless said.</param>
public sealed class SystemDisk(Action<SafeFileHandle>? flush = null) : IDisk
{
    readonly Action<SafeFileHandle> flush = flush ?? RandomAccess.FlushToDisk;

    public IDiskFile Open(string path, DiskOpening opening) =>
        new SystemFile(
            opening == DiskOpening.Read
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : File.OpenHandle(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    opening == DiskOpening.Alone ? FileShare.None : FileShare.ReadWrite | FileShare.Delete
                ),
            flush
        );

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public void FlushFolder(string folder) => FolderEntries.Flush(folder);

    public bool Exists(string path) => File.Exists(path);

    public IReadOnlyList<string> Files(string folder, string ending) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + ending).Order(StringComparer.Ordinal)] : [];

    sealed class SystemFile(SafeFileHandle handle, Action<SafeFileHandle> flush) : IDiskFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> into, long offset) => RandomAccess.Read(handle, into, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => flush(handle);

        public void Dispose() => handle.Dispose();
    }
}
