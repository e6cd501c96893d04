using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Broadtape.Tape.Disk;

namespace Broadtape.Portal.Backup;

/// <summary>Writes a backup file by file: aside, flushed, renamed when it is whole.</summary>
sealed class BackupWriter : IDisposable
{
    readonly IDisk disk;
    readonly string path;
    readonly IDiskFile file;
    readonly IncrementalHash hashes = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] chunk = new byte[BackupFormat.Chunk];
    readonly List<string> paths = [];
    long at;
    long bytes;

    public BackupWriter(IDisk disk, string path)
    {
        (this.disk, this.path) = (disk, path);
        file = disk.Open(path + WholeFiles.Unfinished, DiskOpening.Write);
        file.SetLength(0);
        Write(BackupFormat.Header());
    }

    /// <param name="name">Path under the data folder, with slashes.</param>
    /// <param name="length">So many of its bytes; it may have grown since.</param>
    public void Add(string name, IDiskFile from, long length)
    {
        var encoded = Encoding.UTF8.GetBytes(name);
        Span<byte> head = stackalloc byte[2];
        BinaryPrimitives.WriteInt16LittleEndian(head, (short)encoded.Length);
        Write(head);
        Write(encoded);
        Write(length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(encoded);
        for (var copied = 0L; copied < length; )
        {
            var read = from.Read(chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - copied)), copied);
            if (read == 0)
                throw new BackupException($"{name} became shorter while it was copied");
            hash.AppendData(chunk, 0, read);
            Write(chunk.AsSpan(0, read));
            copied += read;
        }
        var sum = hash.GetHashAndReset();
        Write(sum);
        hashes.AppendData(sum);
        paths.Add(name);
        bytes += length;
    }

    public BackupReport Finish()
    {
        Write([0, 0]);
        Write(paths.Count);
        Write(hashes.GetHashAndReset());
        file.Flush();
        file.Dispose();
        disk.Rename(path + WholeFiles.Unfinished, path);
        disk.FlushFolder(Path.GetDirectoryName(path)!);
        return new(paths.Count, bytes, paths);
    }

    void Write(long number)
    {
        Span<byte> into = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(into, number);
        Write(into);
    }

    void Write(ReadOnlySpan<byte> part)
    {
        file.Write(part, at);
        at += part.Length;
    }

    public void Dispose()
    {
        file.Dispose();
        hashes.Dispose();
    }
}
