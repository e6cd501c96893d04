using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.Feeds.Hkex;

public sealed class ChannelTests
{
    static readonly Duration Patience = Duration.FromMilliseconds(50);
    static readonly Moment Open = Moment.Parse("2026-01-09T09:30+08:00");

    /// <summary>A channel of nominal prices: the price of message n is n.</summary>
    sealed class Day
    {
        readonly OmdChannel channel = new(Patience);
        OmdMirrorOfPrices handler = new();

        public OmdChannel Channel => channel;
        public List<uint> Seen => handler.Seen;
        public List<OmdGap> Lost => handler.Lost;
        public Moment Now { get; private set; } = Open;

        public void Take(OmdLine line, uint first, int count, ulong sent = 1) => channel.Take(Packet(first, count, sent), line, Now, ref handler);

        public void Reset(OmdLine line, ulong sent)
        {
            var writer = new OmdPacketWriter(new byte[64]);
            writer.TryAdd(SequenceReset.Type, SequenceReset.Size, out var message);
            _ = new SequenceReset(message) { NewSeqNo = 1 };
            channel.Take(writer.Finish(1, sent), line, Now, ref handler);
        }

        public void Garbage() => channel.Take(new byte[7], OmdLine.A, Now, ref handler);

        public OmdGap GiveUp() => channel.GiveUp(Now, ref handler);

        public void Wait(Duration time)
        {
            Now += time;
            channel.Tick(Now, ref handler);
        }

        static byte[] Packet(uint first, int count, ulong sent)
        {
            var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
            for (var i = 0u; i < count; i++)
            {
                writer.TryAdd(NominalPrice.Type, NominalPrice.Size, out var message);
                _ = new NominalPrice(message) { SecurityCode = 700, Price = (int)(first + i) };
            }
            return writer.Finish(first, sent).ToArray();
        }
    }

    static uint[] Numbers(uint first, uint last) => [.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(n => (uint)n)];

    [Fact]
    public void Two_lines_that_pack_differently_are_one_order_of_messages()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 3);
        day.Take(OmdLine.B, 1, 2);
        day.Take(OmdLine.B, 3, 3);
        day.Take(OmdLine.A, 4, 2);
        Assert.Equal(Numbers(1, 5), day.Seen);
        Assert.Equal(OmdChannelState.Whole, day.Channel.State);
        Assert.Equal(5, day.Channel.Counters.Duplicates);
    }

    [Fact]
    public void What_one_line_loses_the_other_brings_and_nothing_is_asked_for()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 1);
        day.Take(OmdLine.A, 4, 2);
        Assert.Equal(OmdChannelState.Waiting, day.Channel.State);
        Assert.Null(day.Channel.Wanted);
        day.Take(OmdLine.B, 1, 3);
        Assert.Equal(OmdChannelState.Whole, day.Channel.State);
        Assert.Equal(Numbers(1, 5), day.Seen);
        day.Wait(Duration.FromSeconds(1));
        Assert.Equal(0, day.Channel.Counters.Gaps);
    }

    [Fact]
    public void What_both_lines_lose_is_wanted_when_patience_is_over_and_filled_by_retransmission()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 2);
        day.Take(OmdLine.A, 6, 1);
        day.Wait(Patience - Duration.FromNanoseconds(1));
        Assert.Null(day.Channel.Wanted);
        day.Wait(Duration.FromNanoseconds(1));
        Assert.Equal((OmdChannelState.Missing, new OmdGap(3, 5)), (day.Channel.State, day.Channel.Wanted));
        day.Take(OmdLine.Retransmission, 3, 1);
        Assert.Equal(new OmdGap(4, 5), day.Channel.Wanted);
        day.Take(OmdLine.Retransmission, 4, 2);
        Assert.Equal((OmdChannelState.Whole, null), (day.Channel.State, day.Channel.Wanted));
        Assert.Equal(Numbers(1, 6), day.Seen);
        Assert.Equal(1, day.Channel.Counters.Gaps);
    }

    [Fact]
    public void A_heartbeat_tells_of_a_lost_tail()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 2);
        day.Take(OmdLine.A, 2, 0);
        Assert.Equal(OmdChannelState.Whole, day.Channel.State);
        day.Take(OmdLine.B, 4, 0);
        day.Wait(Patience);
        Assert.Equal(new OmdGap(3, 4), day.Channel.Wanted);
    }

    [Fact]
    public void A_gap_nobody_can_fill_is_told_and_what_was_held_behind_it_follows()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 2);
        day.Take(OmdLine.A, 5, 2);
        day.Take(OmdLine.A, 9, 1);
        day.Wait(Patience);
        Assert.Equal(new OmdGap(3, 4), day.GiveUp());
        Assert.Equal([1, 2, 5, 6], day.Seen);
        Assert.Equal([new(3, 4)], day.Lost);
        Assert.Equal(new OmdGap(7, 8), day.Channel.Wanted);
        Assert.Equal(2, day.Channel.Counters.Lost);
    }

    [Fact]
    public void A_reset_makes_numbers_begin_again_and_its_copy_on_the_slower_line_does_not()
    {
        var day = new Day();
        day.Reset(OmdLine.A, 10);
        day.Take(OmdLine.A, 1, 4, 10);
        day.Reset(OmdLine.A, 20);
        day.Take(OmdLine.A, 1, 2, 21);
        // The slower line is still before the reset, then brings it too.
        day.Reset(OmdLine.B, 10);
        day.Take(OmdLine.B, 1, 4, 10);
        day.Take(OmdLine.B, 5, 2, 11);
        day.Reset(OmdLine.B, 20);
        day.Take(OmdLine.B, 1, 3, 21);
        Assert.Equal([1, 2, 3, 4, 1, 2, 3], day.Seen);
        Assert.Equal((2, OmdChannelState.Whole), (day.Channel.Counters.Resets, day.Channel.State));
    }

    [Fact]
    public void A_reset_that_comes_again_later_is_not_another()
    {
        var day = new Day();
        day.Reset(OmdLine.A, 10);
        day.Take(OmdLine.A, 1, 4, 11);
        day.Reset(OmdLine.A, 10);
        day.Reset(OmdLine.B, 10);
        day.Take(OmdLine.A, 5, 1, 12);
        Assert.Equal([1, 2, 3, 4, 5], day.Seen);
        Assert.Equal(1, day.Channel.Counters.Resets);
    }

    [Fact]
    public void A_reset_one_line_lost_does_not_make_the_next_one_a_copy()
    {
        var day = new Day();
        day.Reset(OmdLine.B, 10);
        day.Take(OmdLine.B, 1, 4, 11);
        day.Reset(OmdLine.A, 20);
        day.Take(OmdLine.A, 1, 2, 21);
        Assert.Equal([1, 2, 3, 4, 1, 2], day.Seen);
        Assert.Equal(2, day.Channel.Counters.Resets);
    }

    [Fact]
    public void A_lower_number_sent_later_tells_of_a_reset_both_lines_lost()
    {
        var day = new Day();
        day.Reset(OmdLine.A, 10);
        day.Take(OmdLine.A, 1, 4, 11);
        // A slow line's packet was sent before.
        day.Take(OmdLine.B, 1, 2, 11);
        Assert.Equal(1, day.Channel.Counters.Resets);
        day.Take(OmdLine.B, 1, 2, 30);
        Assert.Equal([1, 2, 3, 4, 1, 2], day.Seen);
        Assert.Equal(2, day.Channel.Counters.Resets);
    }

    [Fact]
    public void The_first_message_after_a_reset_may_be_one_or_two()
    {
        var day = new Day();
        day.Reset(OmdLine.A, 10);
        day.Take(OmdLine.A, 2, 2, 11);
        day.Wait(Patience);
        Assert.Equal((new OmdGap(1, 1), true), (day.Channel.Wanted, day.Channel.IsFirstInDoubt));
        day.GiveUp();
        Assert.Equal([2, 3], day.Seen);
        Assert.Empty(day.Lost);
        Assert.Equal((OmdChannelState.Whole, 0, 0), (day.Channel.State, day.Channel.Counters.Gaps, day.Channel.Counters.Lost));
    }

    [Fact]
    public void A_new_day_begins_at_one()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 4);
        day.Take(OmdLine.A, 9, 1);
        day.Channel.BeginDay();
        Assert.Equal(OmdChannelState.Silent, day.Channel.State);
        day.Take(OmdLine.A, 1, 1);
        Assert.Equal([1, 2, 3, 4, 1], day.Seen);
    }

    [Fact]
    public void A_packet_that_does_not_hold_together_is_counted_and_the_line_goes_on()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 1);
        day.Garbage();
        day.Take(OmdLine.A, 2, 1);
        Assert.Equal([1, 2], day.Seen);
        Assert.Equal(1, day.Channel.Counters.RefusedFor(OmdRefusal.HeaderCut));
    }

    [Fact]
    public void No_more_is_held_than_the_bound_and_nothing_held_is_thrown_away()
    {
        var day = new Day();
        day.Take(OmdLine.A, 1, 1);
        for (var i = 0u; i <= OmdChannel.HeldMost; i++)
            day.Take(OmdLine.A, 3 + i, 1);
        Assert.Equal([new(2, 2)], day.Lost);
        Assert.Equal(Numbers(3, 3 + OmdChannel.HeldMost), day.Seen.Skip(1));
    }

    /// <summary>Any packing, loss, order and repetition on two lines: each message once, in order, and lost only what neither line brought.</summary>
    [Fact]
    public void However_two_lines_fail_each_message_is_seen_once_in_order_or_is_told_lost() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 60], Gen.Int[0, 3], Gen.Long[0, long.MaxValue / 2])
            .Sample(
                (count, lossPercent, disorder, seed) =>
                {
                    var random = new Random((int)(seed % int.MaxValue));
                    var packets = new List<(int At, OmdLine Line, uint First, int Count)>();
                    var brought = new HashSet<uint>();
                    foreach (var line in new[] { OmdLine.A, OmdLine.B })
                        for (var first = 1u; first <= count; )
                        {
                            var size = Math.Min(random.Next(1, 9), count - (int)first + 1);
                            for (var copies = random.Next(10) == 0 ? 2 : 1; copies > 0; copies--)
                                if (random.Next(100) >= lossPercent)
                                {
                                    packets.Add(((int)first * 10 + random.Next(1 + 60 * disorder), line, first, size));
                                    brought.UnionWith(Numbers(first, first + (uint)size - 1));
                                }
                            first += (uint)size;
                        }
                    var day = new Day();
                    foreach (var packet in packets.OrderBy(p => p.At))
                        day.Take(packet.Line, packet.First, packet.Count, 1);
                    day.Take(OmdLine.A, (uint)count, 0);
                    day.Wait(Patience);
                    while (day.Channel.Wanted is not null)
                        day.GiveUp();
                    var lost = day.Lost.SelectMany(g => Numbers(g.From, g.To)).ToHashSet();
                    Assert.Equal(day.Seen.Order().Distinct(), day.Seen);
                    Assert.Equal(brought.Order(), day.Seen);
                    Assert.Equal(Numbers(1, (uint)count).Where(n => !brought.Contains(n)), lost.Order());
                    Assert.Equal(OmdChannelState.Whole, day.Channel.State);
                },
                iter: 2_000
            );
}
