using Broadtape.Market;
using Broadtape.Portal;
using Broadtape.Tape;
using NodaTime;

namespace Broadtape.Tests.Journeys;

/// <summary>The demo's first day: served and sealed by a portal, damaged, started again, and counted again.</summary>
public sealed class BarsRebuilt : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape-bars-").FullName;

    string Bars => Path.Combine(folder, "bars");

    [Fact]
    public async Task What_a_portal_sealed_is_counted_again_byte_for_byte_and_a_damaged_day_is_told_as_missing_until_then()
    {
        await Serve(_ => Task.CompletedTask);
        var minutes = Path.Combine(Bars, "XHKG", "2026-01-08.minutes");
        var whole = await File.ReadAllBytesAsync(minutes);
        Assert.Empty(BarTape.Verify(Bars).Damage);

        var broken = (byte[])whole.Clone();
        broken[^1] ^= 1;
        await File.WriteAllBytesAsync(minutes, broken);
        Assert.Equal(minutes, Assert.Single(BarTape.Verify(Bars).Damage).File);
        await Serve(async client =>
        {
            var answer = await client.GetStringAsync(
                "/api/v1/bars?symbol=XHKG:HSI&resolution=1&from=2026-01-08T09:00%2B08:00&to=2026-01-09T09:00%2B08:00"
            );
            Assert.Contains(
                "\"bars\":[],\"missing\":[{\"from\":\"2026-01-07T16:00:00Z\",\"to\":\"2026-01-08T16:00:00Z\"}]",
                answer,
                StringComparison.Ordinal
            );
        });

        using (var tape = Broadtape.Tape.Tape.Open(Path.Combine(folder, "tape")))
        {
            var report = BarRebuild.Run(Bars, tape, DemoMarket.Instruments, DemoMarket.Timetables);
            Assert.Equal([Path.Combine("XHKG", "2026-01-08.minutes")], report.Changed);
            Assert.True(report is { Same: > 3, Added.Count: 0 }, report.ToString());
            Assert.Empty(BarRebuild.Run(Bars, tape, DemoMarket.Instruments, DemoMarket.Timetables).Changed);
        }
        Assert.Equal(whole, await File.ReadAllBytesAsync(minutes));
    }

    /// <summary>Every bar of every instrument at a few moments of the day, out of the files and counted afresh.</summary>
    [Fact]
    public async Task Files_say_at_any_moment_what_the_days_events_say()
    {
        await Serve(_ => Task.CompletedTask);
        using var tape = Broadtape.Tape.Tape.Open(Path.Combine(folder, "tape"));
        using var bars = BarTape.Open(Bars, tape, DemoMarket.Instruments, DemoMarket.Timetables);
        var calendar = new TradingDays(DemoMarket.Timetables);
        var events = new MarketEvent[tape.Committed];
        tape.Read(0, events);
        foreach (var at in new[] { "09:21:30", "11:59:59.999", "15:20:07", "16:08:22", "23:00:00" })
        {
            var moment = Moment.Parse($"2026-01-08T{at}+08:00");
            var naive = new Dictionary<InstrumentNumber, SortedDictionary<LocalDate, DayOfBars>>();
            var listed = new Dictionary<InstrumentNumber, Instrument>();
            foreach (var e in events)
            {
                if (e.ReleaseTime > moment)
                    break;
                if (e.Kind == EventKind.Listing)
                    (listed[e.Instrument], naive[e.Instrument]) = (DemoMarket.Instruments.Find(e.AsListing().Id)!, []);
                else if (BarEntry.TryRead(e, e.ReleaseTime, out var entry))
                {
                    var market = listed[e.Instrument].SessionMarket;
                    var day = calendar.Holding(market, entry.Time).Day;
                    naive[e.Instrument].TryAdd(day, new(day, calendar.Midnight(market, day)));
                    naive[e.Instrument][day].Take(entry);
                }
            }
            foreach (var (number, instrument) in listed)
            {
                Assert.Equal(naive[number].Values.SelectMany(d => d.Minutes), Read(instrument, BarLength.Minute));
                Assert.Equal(naive[number].Values.Select(d => d.Day).OfType<Bar>().Where(b => b.Begins <= moment), Read(instrument, BarLength.Day));
            }

            IReadOnlyList<Bar> Read(Instrument i, BarLength length) => bars.Read(i.Id, length, Moment.Beginning, Moment.Never, moment).Bars;
        }
    }

    async Task Serve(Func<HttpClient, Task> ask)
    {
        await using var house = await Serving.Open(new SiteSettings { Data = folder, Urls = "http://127.0.0.1:0" });
        await house.App.StartAsync();
        house.Pipeline.CatchUp();
        var bars = house.App.Services.GetRequiredService<BarTape>();
        while (bars.Advance())
            continue;
        bars.Seal();
        using var client = new HttpClient { BaseAddress = new(house.App.Urls.First()) };
        await ask(client);
        await house.App.StopAsync();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
