using System.Buffers.Binary;
using System.IO.Hashing;
using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// The frame of a block: magic, count, position of its first event, running release after its last, checksum of the fields before it
/// and of the events that follow. Little-endian; the events are as in <see cref="MarketEvent"/>.
/// </summary>
readonly record struct Block(int Count, long Position, long Release)
{
    internal const int HeaderBytes = 32;

    /// <summary>Events a group may hold; a full buffer commits itself.</summary>
    internal const int CountMax = 16_384;

    const uint Magic = 0x3142_5442; // "BTB1"
    const int ChecksumAt = 24;

    internal long End => Position + Count;
    internal long Bytes => HeaderBytes + (long)Count * MarketEvent.Bytes;

    internal void Write(Span<byte> header, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], Release);
        BinaryPrimitives.WriteUInt64LittleEndian(header[ChecksumAt..], Checksum(header, payload));
    }

    /// <summary>False with the reason when the header is none of ours.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> header, out Block block, out string reason)
    {
        block = default;
        reason = header.Length < HeaderBytes ? "the block's header is cut off" : "no block begins here";
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
            return false;
        block = new(
            BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[16..])
        );
        reason = $"a block of {block.Count} events cannot be";
        return block.Count is > 0 and <= CountMax && block.Position >= 0;
    }

    internal static bool IsWhole(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) =>
        BinaryPrimitives.ReadUInt64LittleEndian(header[ChecksumAt..]) == Checksum(header, payload);

    static ulong Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var hash = new XxHash3();
        hash.Append(header[..ChecksumAt]);
        hash.Append(payload);
        return hash.GetCurrentHashAsUInt64();
    }
}
