using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Broadtape.Tape.Disk;

namespace Broadtape.Portal.Backup;

/// <summary>Reads a backup through, each file handed on in chunks and held against its checksum.</summary>
sealed class BackupReader(IDisk disk, string path)
{
    readonly byte[] chunk = new byte[BackupFormat.Chunk];
    long at;

    /// <param name="begin">Told each file's path; what it returns takes the bytes and their offset.</param>
    /// <returns>Throws <see cref="BackupException"/> at the first thing that does not hold.</returns>
    public BackupReport Read(Func<string, IDiskFile> begin)
    {
        using var file = disk.Open(path, DiskOpening.Read);
        using var hashes = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (names, bytes) = (new List<string>(), 0L);
        if (!Take(file, BackupFormat.HeaderBytes).SequenceEqual(BackupFormat.Header()))
            throw new BackupException($"{path} is no backup of this version");
        while (BinaryPrimitives.ReadUInt16LittleEndian(Take(file, sizeof(ushort))) is not 0 and var length)
        {
            var name = Name(length, file);
            var size = Number(file);
            Copy(file, name, size, begin, hashes);
            names.Add(name);
            bytes += size;
        }
        if (Number(file) != names.Count || !Take(file, BackupFormat.HashBytes).SequenceEqual(hashes.GetHashAndReset()))
            throw new BackupException($"{path}: the list of its files does not hold");
        return new(names.Count, bytes, names);
    }

    void Copy(IDiskFile file, string name, long size, Func<string, IDiskFile> begin, IncrementalHash hashes)
    {
        if (size < 0 || size > file.Length - at)
            throw CutOff();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        using (var into = begin(name))
        {
            for (var copied = 0L; copied < size; )
            {
                var part = Take(file, (int)Math.Min(chunk.Length, size - copied));
                hash.AppendData(part);
                into.Write(part, copied);
                copied += part.Length;
            }
            into.Flush();
        }
        var sum = hash.GetHashAndReset();
        if (!Take(file, BackupFormat.HashBytes).SequenceEqual(sum))
            throw new BackupException($"{path}: the checksum of {name} does not hold");
        hashes.AppendData(sum);
    }

    string Name(int length, IDiskFile file)
    {
        var name = length <= BackupFormat.PathBytesMost ? Encoding.UTF8.GetString(Take(file, length)) : "";
        var isOurs =
            name.Length > 0 && name.Split('/').All(part => part is not ("" or "." or "..")) && !name.Contains('\\', StringComparison.Ordinal);
        return isOurs ? name : throw new BackupException($"{path}, byte {at}: no path that a backup could have");
    }

    long Number(IDiskFile file) => BinaryPrimitives.ReadInt64LittleEndian(Take(file, sizeof(long)));

    ReadOnlySpan<byte> Take(IDiskFile file, int count)
    {
        for (var filled = 0; filled < count; )
        {
            var read = file.Read(chunk.AsSpan(filled, count - filled), at);
            if (read == 0)
                throw CutOff();
            filled += read;
            at += read;
        }
        return chunk.AsSpan(0, count);
    }

    BackupException CutOff() => new($"{path}, byte {at}: the backup is cut off");
}
