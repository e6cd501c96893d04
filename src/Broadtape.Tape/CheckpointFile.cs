using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Hashing;
using Broadtape.Tape.Disk;
using ZstdSharp;

namespace Broadtape.Tape;

/// <summary>
/// One checkpoint: parts that are read one by one. Little-endian: magic (4), version (4), position (8); the parts, each by Zstandard;
/// for each part its stored length (4), its own length (4) and the checksum of what is stored (8); the number of parts (4) and the checksum
/// of everything here but the parts (8). Any thread.
/// </summary>
/// <remarks>The file stays open for as long as a board may still want a part of it, and closes with the last of them.</remarks>
sealed class CheckpointFile
{
    const int HeadBytes = 16;
    const int EntryBytes = 16;
    const int TailBytes = 12;
    const uint Version = 2;

    /// <summary>A part of a checkpoint, unpacked: what claims to be more is damaged.</summary>
    const int PartMost = 1 << 28;

    static ReadOnlySpan<byte> Magic => "BTCP"u8;

    /// <summary>As many as there were readers at once: making one costs more than unpacking a part.</summary>
    static readonly ConcurrentBag<Decompressor> Idle = [];

    readonly IDiskFile file;
    readonly Entry[] entries;

    CheckpointFile(IDiskFile file, Entry[] entries) => (this.file, this.entries) = (file, entries);

    /// <summary>Writes the file whole and returns its length.</summary>
    internal static long Write(IDisk disk, string path, long position, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        using var file = disk.Open(path, DiskOpening.Write);
        file.SetLength(0);
        using var compressor = new Compressor(1);
        using var index = new MemoryStream();
        Span<byte> head = stackalloc byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], position);
        file.Write(head, 0);
        long end = HeadBytes;
        Span<byte> entry = stackalloc byte[EntryBytes];
        var packed = Array.Empty<byte>();
        foreach (var part in parts)
        {
            if (packed.Length < Compressor.GetCompressBound(part.Length))
                packed = new byte[Compressor.GetCompressBound(part.Length)];
            var length = compressor.Wrap(part.Span, packed);
            file.Write(packed.AsSpan(0, length), end);
            end += length;
            BinaryPrimitives.WriteInt32LittleEndian(entry, length);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], part.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], XxHash3.HashToUInt64(packed.AsSpan(0, length)));
            index.Write(entry);
        }
        Span<byte> tail = stackalloc byte[TailBytes];
        BinaryPrimitives.WriteInt32LittleEndian(tail, (int)(index.Length / EntryBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(tail[4..], Checksum(head, index.GetBuffer().AsSpan(0, (int)index.Length), tail[..4]));
        file.Write(index.GetBuffer().AsSpan(0, (int)index.Length), end);
        file.Write(tail, end + index.Length);
        return end + index.Length + TailBytes;
    }

    /// <summary>False with the reason when the file is not a whole checkpoint of this position. Its parts are checked as they are read.</summary>
    internal static bool TryOpen(IDisk disk, string path, long position, out CheckpointFile checkpoint, out string reason)
    {
        checkpoint = null!;
        try
        {
            var file = disk.Open(path, DiskOpening.Read);
            if (TryReadIndex(file, position, out var entries, out reason))
            {
                checkpoint = new(file, entries);
                return true;
            }
            file.Dispose();
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = CouldNotBeRead(e);
            return false;
        }
    }

    /// <summary>Reads every byte of a file; the reason why it does not hold, or null.</summary>
    internal static string? Damage(IDisk disk, string path, long position)
    {
        if (!TryOpen(disk, path, position, out var checkpoint, out var reason))
            return reason;
        using (checkpoint.file)
            for (var part = 0; part < checkpoint.entries.Length; part++)
                if (!checkpoint.TryRead(part, out _, out reason))
                    return reason;
        return null;
    }

    /// <summary>A part, unpacked; false with the reason when it does not hold.</summary>
    internal bool TryRead(int part, out byte[] bytes, out string reason)
    {
        (bytes, reason) = ([], "");
        if ((uint)part >= (uint)entries.Length)
        {
            reason = $"the checkpoint has {entries.Length} parts, part {part} is not among them";
            return false;
        }
        var entry = entries[part];
        var stored = ArrayPool<byte>.Shared.Rent(entry.Stored);
        try
        {
            var packed = stored.AsSpan(0, entry.Stored);
            if (!TryFill(file, packed, entry.Offset) || XxHash3.HashToUInt64(packed) != entry.Checksum)
            {
                reason = $"the checksum of the checkpoint's part {part} does not hold";
                return false;
            }
            if (!Idle.TryTake(out var decompressor))
                decompressor = new();
            bytes = GC.AllocateUninitializedArray<byte>(entry.Length);
            decompressor.Unwrap(packed, bytes);
            Idle.Add(decompressor);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = CouldNotBeRead(e);
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    static bool TryReadIndex(IDiskFile file, long position, out Entry[] entries, out string reason)
    {
        entries = [];
        var length = file.Length;
        Span<byte> head = stackalloc byte[HeadBytes];
        Span<byte> tail = stackalloc byte[TailBytes];
        if (length < HeadBytes + TailBytes || !TryFill(file, head, 0) || !head.StartsWith(Magic) || !TryFill(file, tail, length - TailBytes))
        {
            reason = "this is not a checkpoint";
            return false;
        }
        if (BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) is var version && version != Version)
        {
            reason = $"the checkpoint's format is version {version}, this build reads {Version}";
            return false;
        }
        var count = BinaryPrimitives.ReadInt32LittleEndian(tail);
        reason = "the checkpoint's checksum does not hold";
        if (count < 0 || count > (length - HeadBytes - TailBytes) / EntryBytes)
            return false;
        var index = new byte[count * EntryBytes];
        if (
            !TryFill(file, index, length - TailBytes - index.Length)
            || Checksum(head, index, tail[..4]) != BinaryPrimitives.ReadUInt64LittleEndian(tail[4..])
        )
            return false;
        entries = new Entry[count];
        long offset = HeadBytes;
        for (var i = 0; i < count; i++)
        {
            var entry = index.AsSpan(i * EntryBytes);
            entries[i] = new(
                offset,
                BinaryPrimitives.ReadInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[8..])
            );
            if (entries[i].Stored < 0 || entries[i].Length is < 0 or > PartMost)
                return false;
            offset += entries[i].Stored;
        }
        if (offset != length - TailBytes - index.Length)
            return false;
        if (BinaryPrimitives.ReadInt64LittleEndian(head[8..]) is var stored && stored != position)
        {
            reason = $"the file's name says event {position}, the checkpoint in it {stored}";
            return false;
        }
        reason = "";
        return true;
    }

    static bool TryFill(IDiskFile file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = file.Read(bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }
        return true;
    }

    static ulong Checksum(ReadOnlySpan<byte> head, ReadOnlySpan<byte> index, ReadOnlySpan<byte> count)
    {
        var hash = new XxHash3();
        hash.Append(head);
        hash.Append(index);
        hash.Append(count);
        return hash.GetCurrentHashAsUInt64();
    }

    static string CouldNotBeRead(Exception e) => $"the checkpoint could not be read: {e.Message}";

    readonly record struct Entry(long Offset, int Stored, int Length, ulong Checksum);
}
