using System.Buffers.Binary;
using System.IO.Hashing;
using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// The frame of a block. In an open segment its events follow as they are in <see cref="MarketEvent"/>; in a sealed one, the columns of
/// them, packed. The header has a checksum of its own, so that a tape can be walked by headers alone. Little-endian: magic (4), count (4),
/// position of the first event (8), running release after the last (8), checksum of what follows the header (8); sealed: packed bytes (4),
/// bytes of the columns (4); checksum of the header before it (8).
/// </summary>
/// <param name="PayloadBytes">What follows the header.</param>
/// <param name="ColumnBytes">What it unpacks to; 0 when it is not packed.</param>
readonly record struct Block(int Count, long Position, long Release, ulong Checksum, int PayloadBytes, int ColumnBytes = 0)
{
    internal const int OpenHeaderBytes = 40;
    internal const int SealedHeaderBytes = 48;

    /// <summary>Events a group may hold: what a reader of one event has to check at most (0.9 MB).</summary>
    internal const int CountMax = 16_384;

    /// <summary>What columns can come to: no event takes as much, however strange.</summary>
    const int ColumnBytesMost = 128 * CountMax;

    internal static ReadOnlySpan<byte> Magic => "BTB1"u8;
    internal static ReadOnlySpan<byte> SealedMagic => "BTS1"u8;

    internal bool IsSealed => ColumnBytes > 0;
    internal int HeaderBytes => IsSealed ? SealedHeaderBytes : OpenHeaderBytes;
    internal long End => Position + Count;
    internal long Bytes => HeaderBytes + PayloadBytes;

    internal static Block Of(long position, long releaseBefore, ReadOnlySpan<MarketEvent> events) =>
        new(
            events.Length,
            position,
            ReleaseAfter(releaseBefore, events),
            XxHash3.HashToUInt64(MarketEvent.AsBytes(events)),
            events.Length * MarketEvent.Bytes
        );

    /// <summary>Release times never run back: an event that came late is released with the newest before it.</summary>
    internal static long ReleaseAfter(long release, ReadOnlySpan<MarketEvent> events)
    {
        foreach (ref readonly var e in events)
            release = Math.Max(release, e.ReleaseTime.UnixNanoseconds);
        return release;
    }

    internal void Write(Span<byte> header)
    {
        (IsSealed ? SealedMagic : Magic).CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], Release);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], Checksum);
        if (IsSealed)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header[32..], PayloadBytes);
            BinaryPrimitives.WriteInt32LittleEndian(header[36..], ColumnBytes);
        }
        var checksumAt = HeaderBytes - sizeof(ulong);
        BinaryPrimitives.WriteUInt64LittleEndian(header[checksumAt..], XxHash3.HashToUInt64(header[..checksumAt]));
    }

    /// <summary>False with the reason when no whole header begins here.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> header, out Block block, out string reason)
    {
        (block, reason) = (default, "");
        var isSealed = header.StartsWith(SealedMagic);
        var bytes = isSealed ? SealedHeaderBytes : OpenHeaderBytes;
        if (header.Length < bytes)
            reason = "the block's header is cut off";
        else if (!isSealed && !header.StartsWith(Magic))
            reason = "no block begins here";
        else if (BinaryPrimitives.ReadUInt64LittleEndian(header[(bytes - 8)..]) != XxHash3.HashToUInt64(header[..(bytes - 8)]))
            reason = "the checksum of the block's header does not hold";
        else
        {
            var count = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            var payload = isSealed ? BinaryPrimitives.ReadInt32LittleEndian(header[32..]) : count * MarketEvent.Bytes;
            block = new(
                count,
                BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[24..]),
                payload,
                isSealed ? BinaryPrimitives.ReadInt32LittleEndian(header[36..]) : 0
            );
            if (block.IsPossible(isSealed))
                return true;
            reason = $"a block of {count} events at {block.Position} in {payload} bytes cannot be";
        }
        return false;
    }

    bool IsPossible(bool isSealed) =>
        Count is > 0 and <= CountMax
        && Position >= 0
        && (!isSealed || PayloadBytes is > 0 and <= ColumnBytesMost && ColumnBytes is > 0 and <= ColumnBytesMost);

    internal bool IsWhole(ReadOnlySpan<byte> payload, out string reason)
    {
        reason =
            payload.Length < PayloadBytes ? $"the block's events are cut off: {payload.Length} of {PayloadBytes} bytes"
            : XxHash3.HashToUInt64(payload) != Checksum ? "the checksum of the block's events does not hold"
            : "";
        return reason.Length == 0;
    }
}
