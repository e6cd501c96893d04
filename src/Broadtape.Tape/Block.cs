using System.Buffers.Binary;
using System.IO.Hashing;
using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// The frame of a block; its events follow as they are in <see cref="MarketEvent"/>. The header has a checksum of its own, so that a tape
/// can be walked by headers alone. Little-endian: magic (4), count (4), position of the first event (8), running release after the last
/// (8), checksum of the events (8), checksum of the header before it (8).
/// </summary>
readonly record struct Block(int Count, long Position, long Release, ulong Checksum)
{
    internal const int HeaderBytes = 40;

    /// <summary>Events a group may hold: what a reader of one event has to check at most (0.9 MB).</summary>
    internal const int CountMax = 16_384;

    const int HeaderChecksumAt = 32;

    internal static ReadOnlySpan<byte> Magic => "BTB1"u8;

    internal long End => Position + Count;
    internal int PayloadBytes => Count * MarketEvent.Bytes;
    internal long Bytes => HeaderBytes + PayloadBytes;

    internal static Block Of(long position, long releaseBefore, ReadOnlySpan<MarketEvent> events) =>
        new(events.Length, position, ReleaseAfter(releaseBefore, events), XxHash3.HashToUInt64(MarketEvent.AsBytes(events)));

    /// <summary>Release times never run back: an event that came late is released with the newest before it.</summary>
    internal static long ReleaseAfter(long release, ReadOnlySpan<MarketEvent> events)
    {
        foreach (ref readonly var e in events)
            release = Math.Max(release, e.ReleaseTime.UnixNanoseconds);
        return release;
    }

    internal void Write(Span<byte> header)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], Release);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], Checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(header[HeaderChecksumAt..], XxHash3.HashToUInt64(header[..HeaderChecksumAt]));
    }

    /// <summary>False with the reason when no whole header begins here.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> header, out Block block, out string reason)
    {
        (block, reason) = (default, "");
        if (header.Length < HeaderBytes)
            reason = "the block's header is cut off";
        else if (!header.StartsWith(Magic))
            reason = "no block begins here";
        else if (BinaryPrimitives.ReadUInt64LittleEndian(header[HeaderChecksumAt..]) != XxHash3.HashToUInt64(header[..HeaderChecksumAt]))
            reason = "the checksum of the block's header does not hold";
        else
        {
            block = new(
                BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[24..])
            );
            if (block.Count is > 0 and <= CountMax && block.Position >= 0)
                return true;
            reason = $"a block of {block.Count} events at {block.Position} cannot be";
        }
        return false;
    }

    internal bool IsWhole(ReadOnlySpan<byte> payload, out string reason)
    {
        reason =
            payload.Length < PayloadBytes ? $"the block's events are cut off: {payload.Length} of {PayloadBytes} bytes"
            : XxHash3.HashToUInt64(payload) != Checksum ? "the checksum of the block's events does not hold"
            : "";
        return reason.Length == 0;
    }
}
