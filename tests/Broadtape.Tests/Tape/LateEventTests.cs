using Broadtape.Market;
using Broadtape.Tape;
using CsCheck;

namespace Broadtape.Tests.TapeTests;

/// <summary>As of a moment means known by it: what comes later, about whatever it is, changes nothing before.</summary>
public sealed class LateEventTests
{
    [Fact]
    public void What_a_moment_gave_it_gives_after_late_events_and_amendments_after_sealing_and_after_opening_again() =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[0, 1_000_000])
            .Sample(
                (turns, seed) =>
                {
                    using var folder = new TapeFolder();
                    var random = new Random(seed);
                    var options = new TapeOptions(SegmentBytes: 12_000);
                    var asked = new List<(Moment Moment, byte[] Events)>();
                    using (var tape = Tape.Tape.Open(folder.Path, options))
                        for (var now = 1_000L; turns-- > 0; now += random.Next(1, 5))
                        {
                            for (var i = random.Next(60); i > 0; i--)
                                tape.Accept(Known(now, random));
                            tape.Commit();
                            asked.Add((Moment.FromUnixSeconds(now), Prefix(tape, Moment.FromUnixSeconds(now))));
                            Assert.Equal(tape.Committed * MarketEvent.Bytes, asked[^1].Events.Length);
                            if (random.Next(4) == 0)
                                tape.Seal();
                        }
                    using var again = Tape.Tape.Open(folder.Path, options);
                    foreach (var (moment, events) in asked)
                        Assert.True(events.AsSpan().SequenceEqual(Prefix(again, moment)));
                },
                iter: 100,
                threads: 1
            );

    /// <summary>Known now; of now, of long ago, or an amendment of something long ago.</summary>
    static MarketEvent Known(long now, Random random)
    {
        var happened = random.Next(3) == 0 ? now - random.Next(1, 2_000) : now;
        var stamp = new EventStamp(new(random.Next(1, 5)), Moment.FromUnixSeconds(happened), Moment.FromUnixSeconds(now), EventSource.Box);
        var id = random.Next(100);
        return random.Next(5) == 0
            ? MarketEvent.Of(stamp, new Amendment(id, new(random.Next()), new(0)))
            : MarketEvent.Of(stamp, new Trade(new(random.Next()), new(1_000), id, TradeConditions.None));
    }

    static byte[] Prefix(Tape.Tape tape, Moment moment)
    {
        var events = new MarketEvent[tape.PositionAt(moment)];
        for (var filled = 0; filled < events.Length; )
            filled += tape.Read(filled, events.AsSpan(filled));
        return MarketEvent.AsBytes(events).ToArray();
    }
}
