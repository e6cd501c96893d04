using System.Diagnostics;
using HdrHistogram;

namespace Broadtape.Benchmarks;

/// <summary>The founding page at random moments of the demo; goal p99 ≤ 50 ms. Floor: the same page now, out of the cache.</summary>
static class AsofBench
{
    const int Requests = 1_000;

    internal static async Task Run()
    {
        await using var portal = await RunningPortal.Start();
        var (past, now) = (new LongHistogram(60_000_000, 3), new LongHistogram(60_000_000, 3));
        var random = new System.Random(1);
        var began = DateTimeOffset.Parse("2026-01-08T20:31+08:00", System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < Requests + 50; i++)
        {
            var moment = began.AddSeconds(random.Next(48_000)).UtcDateTime;
            var asked = await Time(portal, FormattableString.Invariant($"{RunningPortal.Article}?asof={moment:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
            var cached = await Time(portal, RunningPortal.Article);
            if (i < 50)
                continue;
            past.RecordValue(asked);
            now.RecordValue(cached);
        }
        Pairs.Print($"as of     p50 {past.GetValueAtPercentile(50) / 1000.0:0.00} ms, p99 {past.GetValueAtPercentile(99) / 1000.0:0.00} ms");
        Pairs.Print($"now       p50 {now.GetValueAtPercentile(50) / 1000.0:0.00} ms, p99 {now.GetValueAtPercentile(99) / 1000.0:0.00} ms");
        Pairs.Print($"ratio {(double)past.GetValueAtPercentile(99) / now.GetValueAtPercentile(99):0.00}");
    }

    /// <summary>Microseconds.</summary>
    static async Task<long> Time(RunningPortal portal, string address)
    {
        var began = Stopwatch.GetTimestamp();
        (await portal.Client.GetAsync(address)).EnsureSuccessStatusCode();
        return Math.Max(1, (long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
    }
}
