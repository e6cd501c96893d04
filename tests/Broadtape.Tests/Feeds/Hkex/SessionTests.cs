using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using CsCheck;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>Sections 3 to 7 of the protocol: what is lost is asked for, what cannot be asked for is refreshed, and silence is told.</summary>
public sealed class SessionTests
{
    [Fact]
    public void What_both_lines_lose_is_asked_for_and_arrives_in_its_place()
    {
        var world = new OmdWorld();
        world.Say(9);
        world.Lose(6);
        world.Say(3);
        world.Wait(0.2);
        Assert.Equal(world.Everything, world.Heard.Seen);
        Assert.Equal((OmdReceptionState.Live, 1, 6L), (world.Channel.State, world.Quota.Used, world.Session.Retransmission!.Counters.Messages));
        Assert.Empty(world.Heard.Lost);
    }

    [Fact]
    public void A_lost_tail_is_known_from_the_heartbeat()
    {
        var world = new OmdWorld();
        world.Say(3);
        world.Lose(3);
        world.Wait(3);
        Assert.Equal(world.Everything, world.Heard.Seen);
    }

    [Fact]
    public void Gaps_close_to_each_other_are_one_request()
    {
        var world = new OmdWorld();
        world.Say(3);
        world.Lose(3);
        world.Say(30);
        world.Lose(3);
        world.Say(3);
        world.Wait(0.2);
        Assert.Equal(world.Everything, world.Heard.Seen);
        Assert.Equal(1, world.Quota.Used);
    }

    [Fact]
    public void More_than_ten_thousand_are_asked_for_in_parts()
    {
        var world = new OmdWorld(askMost: 30_000);
        world.Say(3);
        world.Lose(24_000);
        world.Say(3);
        world.Wait(1);
        Assert.Equal(world.Everything, world.Heard.Seen);
        Assert.Equal(3, world.Quota.Used);
    }

    [Fact]
    public void A_gap_larger_than_the_limit_goes_to_the_refresh_channel()
    {
        var world = new OmdWorld();
        world.Say(3);
        world.Lose(5_001);
        world.Say(3);
        world.Wait(0.1);
        Assert.Equal(OmdReceptionState.Refreshing, world.Channel.State);
        world.Say(3);
        world.Wait(11);
        Assert.Equal(0, world.Quota.Used);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
        // What was said while the snapshot was awaited is in it; what is said after it follows.
        world.Say(3);
        Assert.Equal([1, 2, 3, 5_011, 5_012, 5_013], world.Heard.Seen);
        Assert.Equal(world.Everything.SkipLast(3), Assert.Single(world.Heard.Snapshots).Order());
    }

    [Fact]
    public void Who_comes_late_takes_a_whole_cycle_and_what_was_held_beyond_it()
    {
        var world = new OmdWorld { Brings = _ => false };
        world.Say(60);
        world.Wait(2);
        world.Brings = _ => true;
        world.Say(3);
        world.Wait(0.1);
        Assert.Equal(OmdReceptionState.Refreshing, world.Channel.State);
        // The first cycle's end, then one more cycle.
        world.Wait(9);
        Assert.Single(world.Heard.Snapshots);
        world.Say(3);
        Assert.Equal([64u, 65u, 66u], world.Heard.Seen);
    }

    [Fact]
    public void Messages_held_while_the_snapshot_was_on_its_way_follow_it()
    {
        var world = new OmdWorld { Brings = _ => false };
        world.Say(6);
        world.Brings = _ => true;
        world.Say(3);
        world.Wait(5.1);
        // The cycle that ends next was cut off before these; they are held.
        world.BringsRefresh = line =>
        {
            if (world.Heard.Snapshots.Count == 0 && world.RefreshPackets == 4)
                world.Say(3);
            return true;
        };
        world.Wait(6);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
        Assert.Equal(world.Everything, world.Heard.Snapshots[0].Concat(world.Heard.Seen).Order().Distinct());
    }

    [Fact]
    public void A_cycle_that_misses_a_packet_is_thrown_away_and_the_next_one_taken()
    {
        var world = new OmdWorld { Brings = _ => false };
        world.Say(600);
        world.Brings = _ => true;
        world.Say(3);
        world.Wait(5.1);
        var missing = 1;
        world.BringsRefresh = line => line != OmdLine.A || missing-- > 0;
        var lost = 0;
        world.BringsRefresh = _ => ++lost is not (5 or 6);
        world.Wait(6);
        Assert.Empty(world.Heard.Snapshots);
        Assert.True(world.Channel.Refresh.Broken > 0);
        world.Wait(11);
        Assert.Single(world.Heard.Snapshots);
    }

    [Fact]
    public void A_reset_in_the_middle_of_the_day_waits_for_a_snapshot_of_the_new_numbers()
    {
        var world = new OmdWorld();
        world.Reset();
        world.Say(30);
        world.Wait(1);
        world.Reset();
        world.Say(6);
        Assert.Equal(OmdReceptionState.Refreshing, world.Channel.State);
        world.Wait(11);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
        Assert.Equal([1u, 2u, 3u, 4u, 5u, 6u], world.Heard.Snapshots.Single().Order());
    }

    [Fact]
    public void A_heartbeat_of_the_server_is_sent_back_as_it_came_and_one_left_out_ends_the_connection()
    {
        var world = new OmdWorld();
        world.Say(3);
        world.Lose(3);
        world.Say(3);
        world.Wait(31);
        var echoes = world.Connection.Received.Where(b => b.Length == OmdPacket.HeaderSize).ToList();
        Assert.Single(echoes);
        Assert.Equal(OmdConnectionState.Open, world.Connection.State);
        world.Connection.IsEchoing = false;
        world.Wait(36);
        Assert.Equal(OmdConnectionState.Closed, world.Connection.State);
    }

    [Fact]
    public void A_server_that_is_down_is_left_for_the_next_after_a_rest()
    {
        var world = new OmdWorld(servers: 2);
        world.Connection.Down.Add(0);
        world.Say(3);
        world.Lose(3);
        world.Say(3);
        world.Wait(0.2);
        Assert.Equal(OmdRetransmissionState.BackingOff, world.Session.Retransmission!.State);
        world.Wait(1.2);
        Assert.Equal([0, 1], world.Connection.Opened);
        Assert.Equal(world.Everything, world.Heard.Seen);
    }

    [Fact]
    public void Rests_grow_and_after_three_failures_the_snapshot_is_taken_instead()
    {
        var world = new OmdWorld();
        world.Connection.IsMute = true;
        world.Say(3);
        world.Lose(3);
        world.Say(3);
        world.Wait(30);
        Assert.Equal(3, world.Session.Retransmission!.Counters.Failures);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
        Assert.Single(world.Heard.Snapshots);
    }

    [Theory]
    [InlineData("nothing asked for")]
    [InlineData("garbage")]
    [InlineData("another range")]
    public void A_server_that_lies_is_left_and_the_snapshot_heals_what_it_did_not(string lie)
    {
        var world = new OmdWorld();
        world.Connection.Answers = packet =>
            (packet[16 + 2] | packet[16 + 3] << 8, lie) switch
            {
                (NominalPrice.Type, "nothing asked for") => Numbered(packet, 900),
                (RetransmissionResponse.Type, "another range") => Changed(packet, 16 + 12),
                (RetransmissionResponse.Type, "garbage") => Changed(packet, 16),
                _ => packet,
            };
        world.Say(3);
        world.Lose(3);
        world.Say(3);
        world.Wait(30);
        Assert.Equal(3, world.Session.Retransmission!.Counters.Lies);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
        Assert.Equal([1, 2, 3], world.Heard.Seen);
        Assert.Equal(world.Everything, world.Heard.Snapshots.Single().Order());

        static byte[] Numbered(byte[] packet, int number)
        {
            packet[4] = (byte)(packet[4] + number);
            return packet;
        }

        static byte[] Changed(byte[] packet, int at)
        {
            packet[at] ^= 1;
            return packet;
        }
    }

    [Theory]
    [InlineData("NOBODY", 5, "Refused")]
    [InlineData("BROADTAPE", 100, "BackingOff")]
    public void A_logon_that_is_refused_is_not_tried_without_end(string allowed, byte status, string then)
    {
        var world = new OmdWorld();
        world.Connection.Rules = new([allowed]);
        if (status == 100)
            world.Connection.Rules.Enter("BROADTAPE");
        world.Say(3);
        world.Lose(3);
        world.Say(3);
        world.Wait(0.2);
        Assert.Equal((1L, then), (world.Session.Retransmission!.Counters.LogonsRefused, world.Session.Retransmission.State.ToString()));
        world.Wait(40);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
        Assert.Equal(0, world.Quota.Used);
    }

    [Fact]
    public void What_the_server_no_longer_has_is_refreshed_at_once()
    {
        var world = new OmdWorld(askMost: 60_000);
        world.Say(3);
        world.Lose(49_000);
        // Asked for while within reach; gone by the time the server looks.
        world.Connection.Answers = packet =>
        {
            if ((packet[16 + 2] | packet[16 + 3] << 8) == RetransmissionResponse.Type)
                packet[16 + 6] = 2;
            return packet;
        };
        world.Say(3);
        world.Wait(0.2);
        Assert.Equal((1L, OmdReceptionState.Refreshing), (world.Session.Retransmission!.Counters.Refusals, world.Channel.State));
        world.Wait(11);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
    }

    [Fact]
    public void The_days_requests_are_counted_over_a_restart_and_end_at_the_quota()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "2026-01-09 999\n");
        try
        {
            var world = new OmdWorld(quota: new(file));
            world.Say(3);
            world.Lose(3);
            world.Say(3);
            world.Wait(0.2);
            Assert.Equal(world.Everything, world.Heard.Seen);
            Assert.True(world.Quota.IsAlarming);
            world.Lose(3);
            world.Say(3);
            world.Wait(0.2);
            Assert.Equal(OmdRetransmissionState.Exhausted, world.Session.Retransmission!.State);
            world.Wait(11);
            Assert.Equal(OmdReceptionState.Live, world.Channel.State);
            Assert.Equal("2026-01-09 1000\n", File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_server_that_counts_more_than_we_do_ends_the_day_too()
    {
        var world = new OmdWorld();
        world.Connection.Rules = new(["BROADTAPE"], requestsADay: 1);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            world.Say(3);
            world.Lose(3);
            world.Say(3);
            world.Wait(0.2);
        }
        Assert.Equal(OmdRetransmissionState.Exhausted, world.Session.Retransmission!.State);
        Assert.Equal(OmdQuota.Most, world.Quota.Used);
        world.Wait(11);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
    }

    [Fact]
    public void Without_server_and_refresh_channel_a_gap_is_told_and_passed_over()
    {
        var world = new OmdWorld(hasServer: false, hasRefresh: false);
        world.Say(3);
        world.Lose(3);
        world.Say(3);
        world.Wait(0.2);
        Assert.Equal([new(4, 6)], world.Heard.Lost);
        Assert.Equal([1u, 2u, 3u, 7u, 8u, 9u], world.Heard.Seen);
    }

    [Fact]
    public void Who_comes_late_and_has_no_refresh_channel_does_not_ask_for_what_was_before()
    {
        var world = new OmdWorld(hasRefresh: false);
        world.Lose(40);
        world.Say(3);
        world.Wait(0.5);
        Assert.Equal([new(1, 40)], world.Heard.Lost);
        Assert.Equal(0, world.Session.Retransmission!.Counters.Requests);
    }

    [Fact]
    public void Three_heartbeats_missed_are_silence_and_the_next_packet_ends_it()
    {
        var world = new OmdWorld();
        world.Say(3);
        world.Wait(1);
        Assert.Equal(["alive"], world.Heard.Life);
        world.Brings = _ => false;
        world.Wait(4.9);
        Assert.Equal(["alive"], world.Heard.Life);
        world.Wait(1.2);
        Assert.Equal((OmdReceptionState.Stale, 2), (world.Channel.State, world.Heard.Life.Count));
        world.Wait(30);
        Assert.Equal(OmdReceptionState.Dead, world.Channel.State);
        world.Brings = _ => true;
        world.Wait(2.1);
        Assert.Equal(["alive", "silent", "alive"], world.Heard.Life);
        Assert.Equal(OmdReceptionState.Live, world.Channel.State);
    }

    [Fact]
    public void Silence_after_the_days_end_is_none()
    {
        var world = new OmdWorld(from: Moment.Parse("2026-01-09T18:29:50+08:00"));
        world.Say(3);
        world.Wait(4);
        world.Brings = _ => false;
        world.Wait(60, 0.1);
        Assert.Equal(["alive"], world.Heard.Life);
    }

    [Fact]
    public void A_new_day_begins_at_one_without_being_asked_for()
    {
        var world = new OmdWorld(from: Moment.Parse("2026-01-09T18:00+08:00"));
        world.Say(30);
        world.Brings = _ => false;
        world.Wait(13 * 3_600, 10);
        Assert.Equal(OmdReceptionState.Silent, world.Channel.State);
        world.Brings = _ => true;
        world.Reset();
        world.Say(3);
        Assert.Equal([1u, 2u, 3u], world.Heard.Seen.Skip(30));
        Assert.Equal(0, world.Quota.Used);
    }

    [Fact]
    public void The_second_site_takes_over_silence_first_then_everything_from_the_refresh_channels()
    {
        var world = new OmdWorld();
        world.Say(30);
        world.Wait(1);
        world.SignalDisaster(1);
        Assert.Equal("silent", world.Heard.Life[^1]);
        world.Wait(3);
        Assert.Equal("silent", world.Heard.Life[^1]);
        world.SignalDisaster(2);
        Assert.Equal(OmdReceptionState.Refreshing, world.Channel.State);
        world.Wait(11);
        Assert.Equal((OmdReceptionState.Live, "alive"), (world.Channel.State, world.Heard.Life[^1]));
        Assert.Equal(30, world.Heard.Snapshots.Single().Count);
    }

    /// <summary>Any loss on both lines, any mood of the server: in the end everything is known, each message once and in order or from a snapshot.</summary>
    [Fact]
    public void Whatever_is_lost_everything_is_known_in_the_end() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int)
            .Sample(
                (percent, mood, seed) =>
                {
                    var random = new Random(seed);
                    var world = new OmdWorld(hasServer: mood > 0, servers: 2, askMost: mood == 1 ? 40u : 5_000);
                    world.Brings = _ => random.Next(100) >= percent;
                    world.BringsRefresh = _ => random.Next(100) >= percent / 4;
                    if (mood == 3)
                        world.Connection.Down.Add(random.Next(2));
                    for (var i = 0; i < 40; i++)
                    {
                        world.Say(random.Next(1, 12));
                        world.Wait(random.NextDouble(), 0.05);
                    }
                    world.Brings = world.BringsRefresh = _ => true;
                    world.Say(1);
                    world.Wait(90, 0.05);
                    Assert.Equal(OmdReceptionState.Live, world.Channel.State);
                    Assert.Equal(world.Heard.Seen.Order().Distinct(), world.Heard.Seen);
                    Assert.Equal(world.Everything, world.Heard.Seen.Concat(world.Heard.Snapshots.SelectMany(s => s)).Order().Distinct());
                },
                iter: 200
            );
}
