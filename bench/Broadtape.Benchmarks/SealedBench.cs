using System.Diagnostics;
using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal;

namespace Broadtape.Benchmarks;

/// <summary>Bytes an event in sealed segments; goal 6. Events read again a second; goal 30 M. The box's day, and recordings where they lie beside.</summary>
static class SealedBench
{
    internal static void Run(MarketEvent[] box)
    {
        Measure("box", box);
        var shared = Environment.GetEnvironmentVariable("BROADTAPE_SHARED") ?? "../shared";
        MeasureRecording("box, wired", Wired());
        MeasureRecording("IEX TOPS", Path.Combine(shared, "data/iex/IEX_TOPS16_official_sample_20170710.pcap.zst"));
        MeasureRecording("IEX DEEP", Path.Combine(shared, "data/iex/IEX_DEEP10_official_sample_20170425_partA.pcap.zst"));
        var lean = Path.Combine(shared, "data/us/lean_ticks");
        MeasureRecording("LEAN", Directory.Exists(lean) ? [.. Directory.GetFiles(lean, "*.zip", SearchOption.AllDirectories).Order()] : []);
    }

    /// <summary>The box's Hong Kong as OMD-C on two lines, read back as a recording.</summary>
    static string Wired()
    {
        var file = Path.Combine(Path.GetTempPath(), $"broadtape-wired-{Environment.ProcessId}.pcap");
        var (reference, instruments) = (Reference.Load(), Reference.Instruments());
        var script = BoxScript.Parse(File.ReadAllText(SiteFiles.FoundingDay("script.csv")), "script.csv", instruments);
        var day = new Box(instruments, script, reference.Timetables, reference.Ticks, 20260108, Moment.Parse("2026-01-08T09:00+08:00"), new());
        using var into = File.Create(file);
        BoxRecording.Write(day, instruments, BoxFaults.None, into, Moment.Parse("2026-01-09T10:00+08:00"));
        return file;
    }

    static void MeasureRecording(string name, params string[] files)
    {
        if (files.Length == 0 || !File.Exists(files[0]))
        {
            Pairs.Print($"{name, -11} its recording is not there");
            return;
        }
        var events = new EventsOf();
        using (var recording = Recording.Open(files, new()))
            recording.Advance(Moment.Never, events);
        if (files[0].StartsWith(Path.GetTempPath(), StringComparison.Ordinal))
            File.Delete(files[0]);
        Measure(name, [.. events.All]);
    }

    static void Measure(string name, MarketEvent[] events)
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-sealed").FullName;
        using (var tape = Tape.Tape.Open(folder))
        {
            foreach (ref readonly var e in events.AsSpan())
                tape.Accept(e);
            tape.Commit();
            // The next day's first event closes the last segment.
            var next = tape.Ends!.Value + NodaTime.Duration.FromDays(1);
            tape.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, next, next, EventSource.Box), new Heartbeat(Mic.Parse("XHKG"))));
            tape.Commit();
            var sealing = Stopwatch.StartNew();
            while (tape.Seal()) { }
            var sealedIn = sealing.Elapsed.TotalSeconds;
            var bytes = Directory.GetFiles(folder, "*.sealed").Sum(f => new FileInfo(f).Length);
            Pairs.Print(
                $"{name, -11} {events.Length:N0} events, {(double)bytes / events.Length:0.00} B an event at rest; sealed {events.Length / sealedIn / 1e6:0.0} M/s, read {Read(tape, events.Length):0.0} M/s"
            );
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The best of nine passes, in millions a second.</summary>
    static double Read(Tape.Tape tape, int count)
    {
        var (best, buffer) = (0.0, new MarketEvent[16_384]);
        for (var pass = 0; pass < 9; pass++)
        {
            var clock = Stopwatch.StartNew();
            for (var position = 0L; position < count; )
                position += tape.Read(position, buffer);
            best = Math.Max(best, count / clock.Elapsed.TotalSeconds / 1e6);
        }
        return best;
    }

    sealed class EventsOf : IMarketEvents
    {
        internal List<MarketEvent> All { get; } = [];

        public void Accept(in MarketEvent marketEvent) => All.Add(marketEvent);
    }
}
