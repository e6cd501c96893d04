using System.Diagnostics;
using System.Globalization;
using System.Net;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Benchmarks;

/// <summary>
/// From the socket to the board over UDP loopback, the exchange in a process of its own: what was offered, what was sent, what arrived and
/// what was lost, how long a packet took from its reception to the board, and how long 30 % loss on both lines takes to heal. Goal: nothing
/// lost, p99.9 within a millisecond. The tape's fsync is not in it.
/// </summary>
static class WireBench
{
    static readonly int[] Rates = [100_000, 250_000, 500_000, 1_000_000, 2_000_000];

    internal static async Task Run()
    {
        using var sender = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [typeof(WireBench).Assembly.Location, "wire-send"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            await Receive(sender);
        }
        finally
        {
            sender.Kill();
        }
    }

    static Moment Now() => new(Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency));

    static async Task Receive(Process sender)
    {
        var port = int.Parse((await sender.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var outlet = OmdOutlet.Securities;
        var settings = new OmdSettings
        {
            Market = Mic.Parse("XHKG"),
            Interface = IPAddress.Loopback,
            Channels = [new(outlet.Channel, new(outlet.EndPointOf(OmdLine.A, false), outlet.EndPointOf(OmdLine.B, false)), null)],
        };
        await AtRates(sender, settings);
        await Recovery(sender, settings with { Retransmission = new(OmdStation.User, [new(IPAddress.Loopback, port)]), AskMost = 40_000 });
    }

    /// <summary>Nothing can be asked for here: what both lines lose is lost, and counted.</summary>
    static async Task AtRates(Process sender, OmdSettings settings)
    {
        using var live = new OmdLive(settings, new(), InstrumentMaster.Empty, EventSource.Omd, null, Now);
        var counters = live.Session.Receptions[0].Channel.Counters;
        var sink = new ToBoard(new(InstrumentMaster.Empty));
        Console.WriteLine($"receive buffer {live.ReceiveBuffer / 1024} KiB a socket, {settings.ReceiveBuffer / 1024} asked for");
        Console.WriteLine("offered msg/s | sent msg/s | arrived | lost on both lines | dropped here | p50 µs | p99 µs | p99.9 µs");
        await sender.StandardInput.WriteLineAsync();
        var (lost, dropped) = (0L, 0L);
        foreach (var rate in Rates)
        {
            sink.Latencies.Clear();
            var said = sender.StandardOutput.ReadLineAsync();
            var idle = Stopwatch.StartNew();
            var before = counters.Messages;
            while (!said.IsCompleted || idle.ElapsedMilliseconds < 300)
            {
                if (!said.IsCompleted)
                    idle.Restart();
                live.Advance(Now(), sink);
            }
            var words = (await said)!.Split(' ');
            var latencies = sink.Latencies.Order().ToArray();
            Console.WriteLine(
                $"{int.Parse(words[0], CultureInfo.InvariantCulture):N0} | {int.Parse(words[1], CultureInfo.InvariantCulture):N0} | {counters.Messages - before:N0} | {counters.Lost - lost:N0} | {live.Dropped - dropped:N0} | {At(latencies, 0.5):0.0} | {At(latencies, 0.99):0.0} | {At(latencies, 0.999):0.0}"
            );
            (lost, dropped) = (counters.Lost, live.Dropped);
            if (rate != Rates[^1])
                await sender.StandardInput.WriteLineAsync();
        }
    }

    static async Task Recovery(Process sender, OmdSettings settings)
    {
        using var live = new OmdLive(settings, new(), InstrumentMaster.Empty, EventSource.Omd, null, Now);
        var channel = live.Session.Receptions[0].Channel;
        var sink = new ToBoard(new(InstrumentMaster.Empty));
        await sender.StandardInput.WriteLineAsync();
        var end = sender.StandardOutput.ReadLineAsync();
        while (!end.IsCompleted)
            live.Advance(Now(), sink);
        var last = uint.Parse((await end)!, CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        var requestsBefore = live.Session.Retransmission!.Counters.Requests;
        while (channel.Next <= last && clock.Elapsed.TotalSeconds < 30)
            live.Advance(Now(), sink);
        Console.WriteLine(
            $"30 % loss on both lines: {live.Session.Retransmission!.Counters.Messages:N0} messages brought back by {live.Session.Retransmission!.Counters.Requests} requests ({requestsBefore} before the last packet); whole {clock.Elapsed.TotalMilliseconds:0} ms after it, {last + 1 - channel.Next} missing, {channel.Counters.Messages:N0} of 50,000 handed on"
        );
        await sender.StandardInput.WriteLineAsync(".");
    }

    static double At(long[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * part)] / 1_000.0;

    /// <summary>Each event goes into the board; its packet's way from reception to here is noted.</summary>
    sealed class ToBoard(Board.Board board) : IMarketEvents
    {
        internal List<long> Latencies { get; } = new(4_000_000);

        public void Accept(in MarketEvent marketEvent)
        {
            board.Apply(marketEvent);
            Latencies.Add(Now().UnixNanoseconds - marketEvent.ReceivedTime.UnixNanoseconds);
        }
    }
}
