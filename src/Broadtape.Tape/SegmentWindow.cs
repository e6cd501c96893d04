using System.Buffers;
using Broadtape.Market;
using Broadtape.Tape.Disk;
using Broadtape.Tape.Sealing;

namespace Broadtape.Tape;

/// <summary>A stretch of a segment's bytes in memory, moved along the file by whoever walks it. A span stands until the next call.</summary>
sealed class SegmentWindow(IDiskFile file, long length, bool isSealed, int ahead) : IDisposable
{
    byte[] buffer = [];
    long start;
    int filled;

    /// <summary>The header at an offset; false with the reason when none is whole there.</summary>
    internal bool TryHeader(long offset, out Block block, out string reason) =>
        Block.TryReadHeader(At(offset, isSealed ? Block.SealedHeaderBytes : Block.OpenHeaderBytes), out block, out reason);

    /// <summary>A block whose both checksums hold, and the bytes of its events; false with the reason when there is none.</summary>
    internal bool TryBlock(long offset, out Block block, out ReadOnlySpan<byte> payload, out string reason)
    {
        payload = default;
        if (!TryHeader(offset, out block, out reason))
            return false;
        payload = At(offset + block.HeaderBytes, block.PayloadBytes);
        return block.IsWhole(payload, out reason);
    }

    /// <summary>The events of a block whose checksums hold, and which are events; false with the reason.</summary>
    internal bool TryEvents(long offset, out Block block, Span<MarketEvent> into, out string reason)
    {
        if (!TryBlock(offset, out block, out var payload, out reason))
            return false;
        if (block.Count > into.Length)
            reason = $"the block has {block.Count} events, not {into.Length}";
        else if (!block.IsSealed)
            MarketEvent.FromBytes(payload).CopyTo(into);
        else
            try
            {
                BlockPacking.Unpack(block, payload, into);
            }
            catch (InvalidDataException e)
            {
                reason = e.Message;
            }
        return reason.Length == 0;
    }

    /// <summary>Where the next whole block begins at or after an offset; null when there is none.</summary>
    internal long? FindBlock(long offset)
    {
        var magic = isSealed ? Block.SealedMagic : Block.Magic;
        while (offset + Block.OpenHeaderBytes <= length)
        {
            var bytes = At(offset, (int)Math.Min(SearchBytes, length - offset));
            var hit = bytes.IndexOf(magic);
            if (hit < 0)
            {
                offset += Math.Max(1, bytes.Length - (magic.Length - 1));
                continue;
            }
            if (TryBlock(offset + hit, out _, out _, out _))
                return offset + hit;
            offset += hit + 1;
        }
        return null;
    }

    /// <summary>Bytes from an offset on, fewer at the file's end.</summary>
    internal ReadOnlySpan<byte> At(long offset, int count)
    {
        count = (int)Math.Clamp(length - offset, 0, count);
        if (offset < start || offset + count > start + filled)
            Move(offset, (int)Math.Min(Math.Max(count, ahead), length - offset));
        return buffer.AsSpan((int)(offset - start), Math.Min(count, filled - (int)(offset - start)));
    }

    void Move(long offset, int count)
    {
        if (buffer.Length < count)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(count);
        }
        (start, filled) = (offset, 0);
        try
        {
            while (filled < count && file.Read(buffer.AsSpan(filled, count - filled), offset + filled) is > 0 and var read)
                filled += read;
        }
        catch (IOException)
        {
            // What the disk does not give back is not there: whoever asked finds the block cut off, and names it.
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    const int SearchBytes = 1 << 16;
}
