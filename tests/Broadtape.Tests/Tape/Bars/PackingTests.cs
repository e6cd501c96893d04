using Broadtape.Market;
using Broadtape.Tape;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.TapeTests.Bars;

public sealed class PackingTests
{
    static readonly LocalDate Thursday = new(2026, 1, 8);

    static readonly Gen<Bar> AnyBar = Gen.Select(Gen.Long, Gen.Long, Gen.Long, Gen.Long, Gen.Long, Gen.Long, Gen.Int[0, 1 << 20], Gen.Int)
        .Select(
            (open, high, low, close, volume, turnover, minute, trades) =>
                new Bar(
                    new(minute * 60_000_000_000L),
                    Thursday,
                    new(open / 1_000 * 1_000),
                    new(high / 1_000 * 1_000),
                    new(low / 1_000 * 1_000),
                    new(close / 1_000 * 1_000),
                    new(volume),
                    new(turnover),
                    trades,
                    new(open)
                )
        );

    [Fact]
    public void Bars_come_out_of_a_section_as_they_went_in() =>
        AnyBar.List[0, 50].Sample(bars => Assert.Equal(bars, BarSection.Decode(BarSection.Encode(bars), Thursday)));

    [Fact]
    public void A_section_cut_off_anywhere_is_refused() =>
        AnyBar
            .List[1, 5]
            .Sample(bars =>
            {
                var bytes = BarSection.Encode(bars);
                for (var length = 0; length < bytes.Length; length++)
                    Assert.Throws<InvalidDataException>(() => BarSection.Decode(bytes.AsSpan(0, length), Thursday));
            });

    [Fact]
    public void Entries_come_out_of_a_run_as_they_went_in_wherever_its_chunks_lie() =>
        Gen.Select(Gen.Int[0, 3], Gen.Long, Gen.Long, Gen.Long, Gen.Long, Gen.Int[0, 1_000_000_000])
            .Select(
                (kind, id, price, quantity, time, late) =>
                    new BarEntry((BarEntryKind)kind, id, new(price), new(quantity), new(time / 2), new(time / 2 + late))
            )
            .List[1, 200]
            .Sample(entries =>
            {
                using var folder = new TapeFolder();
                using var chunks = new Chunks(Path.Combine(folder.Path, "scratch"), new(1));
                var runs = new EntryRuns(chunks);
                var (one, filler) = (runs.Add(), runs.Add());
                foreach (var entry in entries)
                {
                    runs.Append(one, entry);
                    // Some slabs in between, so that the run's chunks go to the disk half full.
                    for (var i = 0; i < 40_000 / entries.Count; i++)
                        runs.Append(filler, entry);
                }
                Assert.Equal(entries, runs.Read(one, new(long.MaxValue)));
            });

    /// <summary>A trade in each of 330 minutes of 18,000 instruments: what the memory's bound was chosen for.</summary>
    [Fact]
    public void A_full_days_trades_stay_within_a_hundred_megabytes()
    {
        const int Instruments = 18_000;
        using var folder = new TapeFolder();
        var budget = new SlabBudget(SlabBudget.Usual);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fold = new BarFold(
            InstrumentMaster.Empty,
            DemoMarket.Timetables,
            _ => true,
            (mic, day) => Path.Combine(folder.Path, $"{mic}{day:uuuu-MM-dd}"),
            budget
        );
        var ended = new List<OpenDay>();
        var opens = Moment.Parse("2026-01-08T09:30+08:00");
        for (var number = 1; number <= Instruments; number++)
            fold.Take(
                MarketEvent.Of(
                    new(new(number), opens, opens, EventSource.Box),
                    new Listing(new(Mic.Parse("XHKG"), $"{number:D5}", Thursday), InstrumentKind.Equity, false)
                ),
                ended
            );
        for (var minute = 0; minute < 330; minute++)
        for (var number = 1; number <= Instruments; number++)
        {
            var at = opens + Duration.FromNanoseconds(minute * 60_000_000_000L + number * 3_300_001L);
            fold.Take(
                MarketEvent.Of(
                    new(new(number), at, at + Duration.FromMilliseconds(number % 40), EventSource.Box),
                    new Trade(new(10_000L * (1_000 + (number + minute * 7) % 90)), new(100 * (1 + (number * minute) % 400)), minute, default)
                ),
                ended
            );
        }
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(taken < 100 << 20, $"{taken >> 20} MB");
        var day = fold.Open.Single();
        Assert.Equal(330, day.Fold(day.Entries(new(Mic.Parse("XHKG"), "00700", Thursday), Moment.Never)).Minutes.Count());
        day.Dispose();
    }
}
