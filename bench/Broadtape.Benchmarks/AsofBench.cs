using System.Diagnostics;
using System.Globalization;
using Broadtape.Board;
using Broadtape.Market;
using Broadtape.Portal;
using HdrHistogram;

namespace Broadtape.Benchmarks;

/// <summary>
/// Random moments of a day of 50 million events in 17,948 securities: boards (sixty quotes of them, and all), then pages; goal for each p99
/// ≤ 25 ms. Floor of the pages: the same page now, out of the cache.
/// </summary>
static class AsofBench
{
    const int Pages = 1_000;
    const int Warm = 50;

    internal static async Task Run(int events)
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-asof-").FullName;
        try
        {
            var began = Stopwatch.GetTimestamp();
            var settings = SyntheticDay.Write(folder, events);
            var checkpoints = new DirectoryInfo(Path.Combine(folder, "tape", "checkpoints")).GetFiles();
            Pairs.Print($"{events} events written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
            Pairs.Print($"{checkpoints.Length} checkpoints, {checkpoints.Sum(f => f.Length) / 1e6:0} MB");
            AskBoards(settings);
            await AskPages(settings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void AskBoards(SiteSettings settings)
    {
        using var tape = Tape.Tape.Open(Path.Combine(settings.Data, "tape"));
        using var log = new TapeLog(tape);
        var began = Stopwatch.GetTimestamp();
        var boards = new Boards(Reference.Instruments(settings.Instruments), log, [Delay.None, new(15)], tape.Ends!.Value);
        Pairs.Print($"boards stand after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        var random = new System.Random(2);
        foreach (var (name, share, count) in new[] { ("60 quotes", 60, 1_000), ("all quotes", int.MaxValue, 200) })
        {
            var took = new LongHistogram(60_000_000, 3);
            for (var i = -Warm; i < count; i++)
            {
                var moment = SyntheticDay.Sometime(random);
                var start = Stopwatch.GetTimestamp();
                var view = boards.At(moment);
                foreach (var frame in (ReadOnlySpan<BoardFrame>)[view.Behind(Delay.None), view.Behind(new(15))])
                    for (var asked = 0; asked < Math.Min(share, frame.Roster.Count); asked++)
                        _ = frame.QuoteOf(share == int.MaxValue ? asked + 1 : random.Next(1, frame.Roster.Count));
                if (i >= 0)
                    took.RecordValue(Microseconds(start));
            }
            Print($"board, {name}", took);
        }
    }

    static async Task AskPages(SiteSettings settings)
    {
        await using var portal = await RunningPortal.Start(settings);
        var random = new System.Random(3);
        var (past, now) = (new LongHistogram(60_000_000, 3), new LongHistogram(60_000_000, 3));
        for (var i = -Warm; i < Pages; i++)
        {
            var address = (i % 3) switch
            {
                0 => "/boards/hk-indices",
                1 => "/",
                _ => $"/quotes/XHKG/{SyntheticDay.BusyCode(random)}",
            };
            var moment = SyntheticDay.Sometime(random).ToInstant().ToDateTimeUtc();
            var asked = await Time(portal, string.Create(CultureInfo.InvariantCulture, $"{address}?asof={moment:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"));
            await Time(portal, address);
            var cached = await Time(portal, address);
            if (i < 0)
                continue;
            past.RecordValue(asked);
            now.RecordValue(cached);
        }
        Print("page as of", past);
        Print("page now", now);
        Pairs.Print($"ratio {(double)past.GetValueAtPercentile(99) / now.GetValueAtPercentile(99):0.00}");
    }

    static void Print(string what, LongHistogram took) =>
        Pairs.Print(
            $"{what, -18} p50 {took.GetValueAtPercentile(50) / 1000.0:0.00} ms, p99 {took.GetValueAtPercentile(99) / 1000.0:0.00} ms, max {took.GetMaxValue() / 1000.0:0.00} ms"
        );

    static async Task<long> Time(RunningPortal portal, string address)
    {
        var began = Stopwatch.GetTimestamp();
        (await portal.Client.GetAsync(address)).EnsureSuccessStatusCode();
        return Microseconds(began);
    }

    static long Microseconds(long since) => Math.Max(1, (long)Stopwatch.GetElapsedTime(since).TotalMicroseconds);
}
