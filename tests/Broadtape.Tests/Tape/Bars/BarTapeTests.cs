using Broadtape.Market;
using Broadtape.Tape;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.TapeTests.Bars;

public sealed class BarTapeTests
{
    static readonly BarLength[] Lengths = [BarLength.Minute, BarLength.Day];

    /// <summary>Sealed days, days that wait and the day that runs, against a plain count of what was released by the moment.</summary>
    [Fact]
    public void Bars_at_any_moment_are_those_of_the_trades_known_then() =>
        Gen.Select(BarWorld.Told, Gen.Int[0, BarWorld.Seconds].Array[8], Gen.Bool)
            .Sample(
                (told, seconds, isSealed) =>
                {
                    using var world = new BarWorld(told);
                    using var bars = world.Open();
                    Catch(bars);
                    if (isSealed)
                        bars.Seal();
                    foreach (var second in seconds)
                    foreach (var symbol in BarWorld.Symbols)
                    foreach (var length in Lengths)
                    {
                        // Where a trade is, moments are of interest.
                        var moment = world.Events[second % world.Events.Count].ReleaseTime + Duration.FromSeconds(second % 3 * 20);
                        Assert.Equal(world.Naive(symbol, length, moment), All(bars, symbol, length, moment));
                    }
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public void The_same_tape_gives_the_same_files_however_often_it_was_taken_up_again() =>
        Gen.Select(BarWorld.Told, Gen.Int[1, 40].Array[1, 6])
            .Sample(
                (told, cuts) =>
                {
                    using var atOnce = new BarWorld(told);
                    using (var bars = atOnce.Open())
                    {
                        Catch(bars);
                        bars.Seal();
                    }
                    using var piecewise = new BarWorld([]);
                    for (var at = 0; at < told.Count; )
                    {
                        for (var left = cuts[at % cuts.Length]; left > 0 && at < told.Count; left--)
                            piecewise.Tape.Accept(told[at++]);
                        piecewise.Tape.Commit();
                        using var bars = piecewise.Open(slabs: 1);
                        Catch(bars);
                        bars.Seal();
                    }
                    Assert.Equal(Files(atOnce), Files(piecewise));
                },
                iter: 30,
                threads: 1
            );

    /// <summary>Each bit of each file in turn would take long: each byte, one bit of it.</summary>
    [Fact]
    public void A_flipped_bit_anywhere_is_named_by_verify_and_never_served()
    {
        using var world = Busy();
        using (var bars = world.Open())
        {
            Catch(bars);
            bars.Seal();
        }
        var moment = BarWorld.At(BarWorld.Seconds);
        foreach (var path in Directory.GetFiles(world.BarFolder, "2026-01-08.*", SearchOption.AllDirectories))
        {
            var whole = File.ReadAllBytes(path);
            for (var at = 0; at < whole.Length; at += 1 + whole.Length / 60)
            {
                var broken = (byte[])whole.Clone();
                broken[at] ^= (byte)(1 << at % 8);
                File.WriteAllBytes(path, broken);
                Assert.Contains(path, BarTape.Verify(world.BarFolder).Damage.Select(d => d.File));
                using var bars = world.Open();
                foreach (var symbol in BarWorld.Symbols)
                foreach (var length in Lengths)
                {
                    var reading = bars.Read(DemoMarket.Named(symbol).Id, length, Moment.Beginning, Moment.Never, moment);
                    var right = world.Naive(symbol, length, moment);
                    Assert.Empty(reading.Bars.Except(right));
                    Assert.Empty(right.Except(reading.Bars).Select(b => b.Day).Except(reading.Missing.Select(m => m.Day)));
                }
            }
            File.WriteAllBytes(path, whole);
        }
        Assert.Empty(BarTape.Verify(world.BarFolder).Damage);
    }

    [Fact]
    public void The_newest_day_is_sealed_again_when_its_file_is_damaged()
    {
        using var world = Busy();
        using (var bars = world.Open())
        {
            Catch(bars);
            bars.Seal();
        }
        var files = Files(world);
        // Hong Kong's days end together, its stock market's last.
        var newest = Path.Combine(world.BarFolder, "XHKG", "2026-01-12.days");
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..50]);
        using (var bars = world.Open())
        {
            Catch(bars);
            bars.Seal();
        }
        Assert.Equal(files, Files(world));
    }

    [Fact]
    public void Minutes_go_before_days_when_they_are_kept_for_less()
    {
        using var world = Busy();
        using var bars = BarTape.Open(
            world.BarFolder,
            world.Tape,
            DemoMarket.Instruments,
            DemoMarket.Timetables,
            new(Minutes: Period.FromDays(1), Days: Period.FromDays(30))
        );
        Catch(bars);
        bars.Seal();
        var moment = BarWorld.At(BarWorld.Seconds);
        Assert.DoesNotContain(new LocalDate(2026, 1, 8), All(bars, "XHKG:00700", BarLength.Minute, moment).Select(b => b.Day));
        Assert.Equal(world.Naive("XHKG:00700", BarLength.Day, moment), All(bars, "XHKG:00700", BarLength.Day, moment));
    }

    [Fact]
    public void A_day_the_tape_began_in_the_middle_of_is_told_as_partial()
    {
        // It begins at eight in the morning in Hong Kong, which is the evening before in New York.
        using var world = new BarWorld([TradeAt(1, "2026-01-08T09:30+08:00"), TradeAt(3, "2026-01-07T21:00-05:00")]);
        using var bars = world.Open();
        Assert.Empty(Partial("XHKG:00700"));
        Assert.Equal([new LocalDate(2026, 1, 7)], Partial("XNYS:BABA"));

        IReadOnlySet<LocalDate> Partial(string symbol) =>
            bars.Read(DemoMarket.Named(symbol).Id, BarLength.Day, Moment.Beginning, Moment.Never, BarWorld.At(BarWorld.Seconds)).Partial;
    }

    [Fact]
    public void What_comes_for_a_day_that_is_over_is_counted()
    {
        using var world = new BarWorld([TradeAt(1, "2026-01-09T10:00+08:00"), TradeAt(1, "2026-01-08T10:00+08:00")]);
        using var bars = world.Open();
        Catch(bars);
        Assert.Equal(1, bars.Late);
    }

    /// <summary>A tape that cannot be read on from some place: what came before stands, and the rest is missing and not untraded.</summary>
    [Fact]
    public void Behind_a_damage_of_the_tape_bars_are_told_as_missing()
    {
        using var world = Busy();
        // More blocks than a tape keeps at hand.
        for (var i = 0; i < 30_000; i++)
        {
            world.Tape.Accept(TradeOf(3 * i, BarWorld.At(BarWorld.Seconds + i / 60)));
            if (i % 1_200 == 1_199)
                world.Tape.Commit();
        }
        var segment = Directory.GetFiles(Path.GetDirectoryName(world.BarFolder)!, "*.tape").MaxBy(f => new FileInfo(f).Length)!;
        using (var file = new FileStream(segment, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = file.Length / 2;
            file.Write([0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA, 0xF9, 0xF8, 0xF7]);
        }
        using var bars = world.Open();
        var reading = bars.Read(DemoMarket.Named("XHKG:00700").Id, BarLength.Minute, Moment.Beginning, Moment.Never, Moment.Never);
        var before = world.Naive("XHKG:00700", BarLength.Minute, Moment.Never);
        Assert.Equal(before.Take(250), reading.Bars.Take(250));
        Assert.True(Assert.Single(reading.Missing).From >= reading.Bars[^1].Known);
    }

    static MarketEvent TradeAt(int number, string time) =>
        MarketEvent.Of(
            new(new(number), Moment.Parse(time), Moment.Parse(time), EventSource.Box),
            new Trade(new(10_000), new(100), 1, TradeConditions.None)
        );

    static BarWorld Busy() => new([.. Enumerable.Range(0, 900).Select(i => TradeOf(i, BarWorld.At(i * (BarWorld.Seconds / 900))))]);

    static MarketEvent TradeOf(int i, Moment at) =>
        MarketEvent.Of(new(new(1 + i % 3), at, at, EventSource.Box), new Trade(new(10_000 * (1 + i % 17)), new(100), i, TradeConditions.None));

    static void Catch(BarTape bars)
    {
        while (bars.Advance())
            continue;
    }

    static IReadOnlyList<Bar> All(BarTape bars, string symbol, BarLength length, Moment moment) =>
        bars.Read(DemoMarket.Named(symbol).Id, length, Moment.Beginning, Moment.Never, moment).Bars;

    static SortedDictionary<string, string> Files(BarWorld world) =>
        new(
            Directory
                .GetFiles(world.BarFolder, "20*", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(world.BarFolder, f), f => Convert.ToHexString(File.ReadAllBytes(f)))
        );
}
