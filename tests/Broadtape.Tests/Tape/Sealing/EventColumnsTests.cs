using System.Runtime.InteropServices;
using Broadtape.Market;
using Broadtape.Tape.Sealing;
using CsCheck;

namespace Broadtape.Tests.TapeTests;

public sealed class EventColumnsTests
{
    /// <summary>Numbers as markets have them and as they never do.</summary>
    static readonly Gen<long> Number = Gen.OneOf(
        Gen.Const(0L),
        Gen.Long[-1_000_000, 1_000_000].Select(n => n * 1_000),
        Gen.Long,
        Gen.Const(long.MinValue),
        Gen.Const(long.MaxValue)
    );

    /// <summary>Events of every kind there is and of some there is not, few instruments and many.</summary>
    static readonly Gen<long[]> Words = Gen.Select(
        Number,
        Number,
        Gen.OneOf(Gen.Int[0, 5], Gen.Int),
        Gen.OneOf(Gen.Byte[1, 31], Gen.Byte),
        Gen.UShort[0, 3],
        Number.Array[4],
        (exchange, received, instrument, kind, flags, numbers) =>
            (long[])[exchange, received, (long)flags << 48 | (long)kind << 32 | (uint)instrument, .. numbers]
    );

    [Fact]
    public void Events_come_back_from_their_columns_bit_for_bit() =>
        Words
            .Array[1, 300]
            .Sample(
                words =>
                {
                    var events = MemoryMarshal.Cast<long, MarketEvent>(words.SelectMany(w => w).ToArray()).ToArray();
                    var (block, packed) = BlockPacking.Pack(7, 9, events);
                    var again = new MarketEvent[events.Length];
                    BlockPacking.Unpack(block, packed, again);
                    Assert.True(MarketEvent.AsBytes(again).SequenceEqual(MarketEvent.AsBytes(events)));
                },
                iter: 3_000,
                threads: 1
            );

    [Fact]
    public void Columns_cut_off_or_changed_anywhere_are_refused_or_are_other_events_and_never_more()
    {
        var events = Enumerable.Range(0, 40).Select(n => TapeFolder.Event(n * 977, n)).ToArray();
        var bytes = new EventColumns().Write(events).ToArray();
        var into = new MarketEvent[events.Length];
        for (var at = 0; at < bytes.Length; at++)
        {
            Assert.Throws<InvalidDataException>(() => new EventColumnsReader().Read(bytes.AsSpan(0, at), into));
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[at] ^= (byte)(1 << bit);
                try
                {
                    new EventColumnsReader().Read(bytes, into);
                }
                catch (InvalidDataException)
                {
                    // What packing turns into damage of the block.
                }
                bytes[at] ^= (byte)(1 << bit);
            }
        }
    }
}
