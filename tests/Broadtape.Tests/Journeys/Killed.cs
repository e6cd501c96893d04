using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Broadtape.Feeds;
using Broadtape.Market;

namespace Broadtape.Tests.Journeys;

/// <summary>A replay is killed again and again; what it had acknowledged is there, and it goes on to the end.</summary>
public sealed class Killed
{
    static readonly int Times = Soak.Times(200);

    readonly List<double> servingAfter = [];

    [Fact, Trait(Soak.Trait, Soak.Long)]
    public async Task Killed_again_and_again_a_replay_loses_nothing_it_acknowledged()
    {
        var file = SharedData.At("data/us/lean_ticks/bac/20131007_trade.zip");
        var expected = new MemoryLog();
        using (var recording = Recording.Open([file], new()))
            recording.Advance(Moment.Never, expected);
        var data = Directory.CreateTempSubdirectory("broadtape").FullName;
        var random = new Random(9);
        long kept = 0;
        for (var i = 0; i < Times; i++)
        {
            var acknowledged = await RunAndKill(file, data, random.Next(20, 250));
            using var tape = Broadtape.Tape.Tape.Open(Path.Combine(data, "tape"));
            Assert.True(tape.Committed >= kept + acknowledged, $"{kept} + {acknowledged} events were acknowledged, {tape.Committed} are there");
            kept = tape.Committed;
            var events = new MarketEvent[kept];
            Assert.Equal(events.Length, tape.Read(0, events));
            Assert.True(MarketEvent.AsBytes(events).SequenceEqual(MarketEvent.AsBytes(expected.Events.Take(events.Length).ToArray())));
        }
        Assert.InRange(kept, 1, expected.Events.Count);
        Directory.Delete(data, recursive: true);
        servingAfter.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"killed {Times} times, {kept} events kept; serving again after {servingAfter[Times / 2]:0.00} s, at most {servingAfter[^1]:0.00} s"
        );
    }

    async Task<long> RunAndKill(string file, string data, int milliseconds)
    {
        var stop = TestContext.Current.CancellationToken;
        var program = Path.Combine(AppContext.BaseDirectory, "broadtape.dll");
        var began = Stopwatch.GetTimestamp();
        using var portal = Process.Start(
            new ProcessStartInfo("dotnet", [program, "replay", file, "--speed", "3000", "--data", data, "--urls", "http://127.0.0.1:0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            var url = await portal.StandardOutput.ReadLineAsync(stop);
            Assert.StartsWith("http://127.0.0.1:", url ?? await portal.StandardError.ReadToEndAsync(stop));
            using var client = new HttpClient();
            while (!(await client.GetAsync($"{url}/health/ready", stop)).IsSuccessStatusCode)
                await Task.Delay(5, stop);
            servingAfter.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            await Task.Delay(milliseconds, stop);
            var metrics = await client.GetStringAsync($"{url}/metrics", stop);
            return Regex.Match(metrics, @"broadtape_tape_events\w*_total\S* (\d+)") is { Success: true } match
                ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
                : 0;
        }
        finally
        {
            portal.Kill();
            await portal.WaitForExitAsync(CancellationToken.None);
        }
    }
}
