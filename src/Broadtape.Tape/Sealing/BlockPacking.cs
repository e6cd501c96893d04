using System.Collections.Concurrent;
using System.IO.Hashing;
using Broadtape.Market;
using ZstdSharp;

namespace Broadtape.Tape.Sealing;

/// <summary>Events to a sealed block's bytes and back; its columns by Zstandard. Any thread: each takes one of the packers at rest.</summary>
sealed class BlockPacking
{
    /// <summary>Where more effort saves no more than a few bytes in a hundred, and takes three times as long.</summary>
    const int Level = 9;

    static readonly ConcurrentBag<BlockPacking> AtRest = [];

    readonly EventColumns columns = new();
    readonly EventColumnsReader reader = new();
    readonly Compressor compressor = new(Level);
    readonly Decompressor decompressor = new();
    byte[] buffer = [];

    BlockPacking() { }

    /// <summary>A block and its bytes, held against the events they were made of.</summary>
    internal static (Block Block, byte[] Packed) Pack(long position, long release, ReadOnlySpan<MarketEvent> events)
    {
        var packing = Take();
        var bytes = packing.columns.Write(events);
        var packed = packing.compressor.Wrap(bytes).ToArray();
        var block = new Block(events.Length, position, release, XxHash3.HashToUInt64(packed), packed.Length, bytes.Length);
        AtRest.Add(packing);
        var again = new MarketEvent[events.Length];
        Unpack(block, packed, again);
        return MarketEvent.AsBytes(again).SequenceEqual(MarketEvent.AsBytes(events))
            ? (block, packed)
            : throw new InvalidOperationException($"the block at event {position} does not come back as it was");
    }

    /// <summary>The events of a block whose checksum holds; <see cref="InvalidDataException"/> when they are none all the same.</summary>
    internal static void Unpack(in Block block, ReadOnlySpan<byte> packed, Span<MarketEvent> into)
    {
        var packing = Take();
        if (packing.buffer.Length < block.ColumnBytes)
            packing.buffer = new byte[block.ColumnBytes];
        try
        {
            var bytes = packing.buffer.AsSpan(0, block.ColumnBytes);
            if (packing.decompressor.Unwrap(packed, bytes) != bytes.Length)
                throw new InvalidDataException("the block unpacks to another length than it says");
            packing.reader.Read(bytes, into[..block.Count]);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException($"the block does not unpack: {e.Message}", e);
        }
        AtRest.Add(packing);
    }

    static BlockPacking Take() => AtRest.TryTake(out var packing) ? packing : new();
}
