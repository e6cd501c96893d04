using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Broadtape.Tests.Journeys;

/// <summary>What cannot go on says why in one sentence and ends with 1: no trace, no half start.</summary>
public sealed class SaidInOneSentence : IDisposable
{
    const string AnyPort = "http://127.0.0.1:0";

    readonly string data = Directory.CreateTempSubdirectory("broadtape").FullName;

    [Fact]
    public async Task A_taken_port()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var said = await Refused("serve", "--data", data, "--urls", url);
        Assert.Contains($"{url} is taken", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_before_the_tapes_end()
    {
        using (var portal = Start(Program, "serve", "--data", data, "--urls", AnyPort))
        {
            while (
                await portal.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
                && !line.StartsWith("Stop", StringComparison.Ordinal)
            ) { }
            portal.Kill();
            await portal.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var said = await Refused("serve", "--data", data, "--urls", AnyPort, "--clock", "2026-01-08T12:00+08:00");
        Assert.Contains("--clock 2026-01-08T04:00:00Z lies before the tape's end", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reference/tick-tables.csv", "1.5,x,y")]
    [InlineData("reference/sessions.csv", "XHKG,full,09:30,continuous")]
    [InlineData("reference/holidays.csv", "XHKG,2026-13-01,closed,nowhere,verified")]
    [InlineData("samples/founding-day/instruments.csv", "XHKG,12")]
    [InlineData("samples/founding-day/licence.csv", "grant,hk-bmp,everybody,*,0")]
    public async Task Bad_reference_data_with_file_and_line(string file, string line)
    {
        var house = Path.Combine(data, "house");
        Copy(AppContext.BaseDirectory, house);
        var path = Path.Combine(house, file);
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [.. lines, line]);
        var said = await RefusedBy(Path.Combine(house, "broadtape.dll"), "serve", "--data", data, "--urls", AnyPort);
        Assert.Contains(Path.GetFileName(file), said, StringComparison.Ordinal);
        Assert.Contains($"line {lines.Length + 1}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("box --record none.pcap --faults gremlins=1", "--faults: 'gremlins=1' is no fault")]
    [InlineData("box --record none.pcap --faults failover=10:00", "a recording does not hold")]
    [InlineData("serve --faults loss=3", "add --wire")]
    [InlineData("serve --wire --faults loss=103", "--faults: 'loss=103' is no fault")]
    public async Task Faults_that_are_none_or_make_no_sense(string arguments, string reason) =>
        Assert.Contains(reason, await Refused(arguments.Split(' ')), StringComparison.Ordinal);

    [Fact]
    public async Task A_foreign_file()
    {
        var file = Path.Combine(data, "letter.pcap");
        File.WriteAllText(file, "Dear exchange,\n");
        var said = await Refused("replay", file, "--speed", "max", "--exit", "--data", Path.Combine(data, "t"), "--urls", AnyPort);
        Assert.Contains("letter.pcap", said, StringComparison.Ordinal);
        Assert.Contains("byte 0", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_that_breaks_off_and_everything_before_is_kept()
    {
        var whole = Path.Combine(data, "whole.pcap");
        using (
            var unpack = Process.Start(
                new ProcessStartInfo("zstd", ["-dq", "-o", whole, SharedData.At("data/iex/IEX_TOPS16_official_sample_20170710.pcap.zst")])
            )!
        )
            await unpack.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(File.Exists(whole), "zstd is absent");
        using (var file = File.OpenWrite(whole))
            file.SetLength(file.Length / 2 + 7);
        var tape = Path.Combine(data, "t");
        var said = await Refused("replay", whole, "--speed", "max", "--exit", "--data", tape, "--urls", AnyPort);
        Assert.Matches("whole\\.pcap.* byte [0-9]+", said);
        using var kept = Broadtape.Tape.Tape.Open(Path.Combine(tape, "tape"));
        Assert.True(kept.Committed > 1_000);
    }

    static string Program => Path.Combine(AppContext.BaseDirectory, "broadtape.dll");

    static Task<string> Refused(params string[] arguments) => RefusedBy(Program, arguments);

    static async Task<string> RefusedBy(string program, params string[] arguments)
    {
        using var portal = Start(program, arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var (output, error) = (portal.StandardOutput.ReadToEndAsync(patience.Token), portal.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await portal.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            portal.Kill();
            throw new TimeoutException("it went on instead of refusing");
        }
        await output;
        var said = (await error).Trim();
        Assert.Equal(1, portal.ExitCode);
        Assert.DoesNotContain('\n', said);
        return said;
    }

    static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            var target = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(data, recursive: true);
}
