using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadtape.Benchmarks;

/// <summary>
/// Resident memory of the portal as a process of its own: after an hour of the demo's market (at 30×, two minutes), goal 250 MB; with every security of the
/// Hong Kong exchange's list as instruments, goal 400 MB; then steady over ten minutes of ticking with 200 readers connected.
/// Then with a day of 50 million events of 17,948 securities on disk, while 20 readers ask for past pages without a pause, goal 700 MB.
/// The floor beside it: the runtime with an empty web server.
/// </summary>
static partial class MemoryBench
{
    const int Readers = 200;
    const int Speed = 30;
    const int ReadersOfThePast = 20;

    internal static async Task Run(int events)
    {
        await Past(events);
        var hour = TimeSpan.FromHours(1) / Speed;
        await using (var demo = await Portal.Start(Speed, null))
        {
            await Task.Delay(hour);
            Pairs.Print($"demo, after an hour of market                {demo.Resident} MB");
            Pairs.Print($"ratio {demo.Resident / 250.0:0.00} of 250 MB");
        }
        if (Securities() is not { } securities)
        {
            Console.WriteLine("../shared/data/hk/securities is absent, or zstd is: the exchange's whole list is not measured");
            return;
        }
        await using var whole = await Portal.Start(1, securities);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(i => Read(whole.Url, i, stop.Token)).ToArray();
        var minutes = new List<long>();
        for (var minute = 0; minute <= 10; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(minute == 0 ? 0.5 : 1));
            minutes.Add(whole.Resident);
        }
        await stop.CancelAsync();
        var frames = (await Task.WhenAll(readers)).Sum();
        Pairs.Print($"whole list, {Readers} readers, minute by minute      {string.Join(' ', minutes)} MB; {frames} frames read");
        Pairs.Print($"ratio {minutes.Max() / 400.0:0.00} of 400 MB");
        File.Delete(securities);
    }

    /// <summary>Two minutes of readers who each ask for one past page after the other.</summary>
    static async Task Past(int events)
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-past-").FullName;
        try
        {
            var settings = SyntheticDay.Write(folder, events);
            await using var portal = await Portal.Start(1, settings.Instruments, folder);
            Pairs.Print($"a day of {events} events on disk            {portal.Resident} MB");
            using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var readers = Enumerable.Range(0, ReadersOfThePast).Select(i => ReadPast(portal.Url, i, stop.Token)).ToArray();
            var most = 0L;
            while (!stop.IsCancellationRequested)
            {
                most = Math.Max(most, portal.Resident);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
            Pairs.Print($"{ReadersOfThePast} readers, {(await Task.WhenAll(readers)).Sum()} past pages          {most} MB at most");
            Pairs.Print($"ratio {most / 700.0:0.00} of 700 MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Returns how many pages he read.</summary>
    static async Task<int> ReadPast(string url, int number, CancellationToken stop)
    {
        var random = new System.Random(number);
        using var client = new HttpClient { BaseAddress = new(url) };
        var pages = 0;
        try
        {
            for (; ; pages++)
            {
                var moment = SyntheticDay.Sometime(random).ToInstant().ToDateTimeUtc();
                var page = random.Next(2) == 0 ? "/" : $"/quotes/XHKG/{SyntheticDay.BusyCode(random)}";
                var address = string.Create(CultureInfo.InvariantCulture, $"{page}?asof={moment:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
                (await client.GetAsync(address, stop)).EnsureSuccessStatusCode();
            }
        }
        catch (OperationCanceledException)
        {
            return pages;
        }
    }

    /// <summary>A reader of boards' streams; returns how many frames it got.</summary>
    static async Task<int> Read(string url, int number, CancellationToken stop)
    {
        string[] boards = ["XHKG:00700,XHKG:00005,XHKG:HSI", "XXXX:DJI,XXXX:SPX,XXXX:IXIC", "XHKG:00388,XHKF:HSIF6", "XHKG:01299"];
        using var client = new HttpClient { BaseAddress = new(url), Timeout = Timeout.InfiniteTimeSpan };
        var frames = 0;
        try
        {
            using var stream = new StreamReader(await client.GetStreamAsync($"/stream?symbols={boards[number % boards.Length]}", stop));
            while (await stream.ReadLineAsync(stop) is { } line)
                if (line.StartsWith("data:", StringComparison.Ordinal))
                    frames++;
        }
        catch (OperationCanceledException) { }
        return frames;
    }

    /// <summary>The exchange's list as a file of instruments of ours; null when it is not there.</summary>
    static string? Securities()
    {
        var source = new[] { "../shared", "../../shared" }
            .Select(p => Path.Combine(p, "data/hk/securities/HKEX_ListOfSecurities_2026-03.csv.zst"))
            .FirstOrDefault(File.Exists);
        if (source is null)
            return null;
        string list;
        try
        {
            using var unpack = Process.Start(
                new ProcessStartInfo("zstd", ["-dcq", source]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 }
            )!;
            list = unpack.StandardOutput.ReadToEnd();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        var text = new StringBuilder("# source: the exchange's list of securities, for measuring\n# effective: 2026-03-23\n");
        text.Append(
            "mic,code,listed,kind,zh-Hant,zh-Hans,en,aliases,currency,session,lot,tick_table,family,decimals,underlying,shares,per_receipts\n"
        );
        foreach (Match row in Row().Matches(list))
        {
            var name = row.Groups["name"].Value.Replace(",", " ", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
            var kind = row.Groups["kind"].Value switch
            {
                "Equity" => "Equity",
                "Exchange Traded Products" => "Etf",
                "Derivative Warrants" => "DerivativeWarrant",
                "Callable Bull/Bear Contracts" => "Cbbc",
                "Debt Securities" => "Debt",
                "Real Estate Investment Trusts" => "Reit",
                _ => "Other",
            };
            var lot = row.Groups["lot"].Value.Replace(",", "", StringComparison.Ordinal);
            text.Append(
                CultureInfo.InvariantCulture,
                $"XHKG,{row.Groups["code"]},2026-03-23?,{kind},{name},{name},{name},,HKD,XHKG,{lot},06,,3,,,\n"
            );
        }
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text.ToString());
        return file;
    }

    [GeneratedRegex(
        """^(?<code>[0-9]{5}),(?<name>"[^"]*"|[^,]*),(?<kind>[^,]*),(?:"[^"]*"|[^,]*),"?(?<lot>[0-9,]*?)"?,[A-Z]""",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();

    sealed class Portal : IAsyncDisposable
    {
        string folder = "";
        bool isOurs;
        Process process = null!;

        internal string Url { get; private set; } = "";

        /// <summary>Megabytes.</summary>
        internal long Resident
        {
            get
            {
                process.Refresh();
                return process.WorkingSet64 / 1_000_000;
            }
        }

        /// <param name="data">A folder whose tape came over the wire; null for a new one, in process.</param>
        internal static async Task<Portal> Start(int speed, string? instruments, string? data = null)
        {
            var portal = new Portal { isOurs = data is null, folder = data ?? Directory.CreateTempSubdirectory("broadtape-bench").FullName };
            string[] arguments =
            [
                Path.Combine(AppContext.BaseDirectory, "broadtape.dll"),
                "serve",
                "--data",
                portal.folder,
                "--urls",
                "http://127.0.0.1:0",
                "--speed",
                speed.ToString(CultureInfo.InvariantCulture),
                .. instruments is null ? Array.Empty<string>() : ["--instruments", instruments],
                .. data is null ? Array.Empty<string>() : ["--wire"],
            ];
            portal.process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            portal.Url = await portal.process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the portal did not start");
            while (await portal.process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Stop", StringComparison.Ordinal)) { }
            return portal;
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            if (isOurs)
                Directory.Delete(folder, recursive: true);
        }
    }
}
