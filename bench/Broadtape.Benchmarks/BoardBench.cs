using System.Diagnostics;
using Broadtape.Market;

namespace Broadtape.Benchmarks;

/// <summary>Apply and derive, an event of the demo's day at a time; goal 60 ns and 0 bytes. Floor: writing each event into an array.</summary>
static class BoardBench
{
    internal static async Task Run()
    {
        var (instruments, events) = Demo.Day();
        // The last instrument's first trade makes room for the last time; from there on the day is steady.
        var traded = new HashSet<int>();
        var steady = 0;
        for (var i = 0; i < events.Length; i++)
            if (events[i].Kind == EventKind.Trade && traded.Add(events[i].Instrument.Value))
                steady = i + 1;
        var into = new MarketEvent[64];
        long allocated = 0;
        await Pairs.Compare(
            "event",
            () =>
            {
                var board = new Board.Board(instruments);
                foreach (ref readonly var e in events.AsSpan(0, steady))
                    board.Apply(e);
                var before = GC.GetAllocatedBytesForCurrentThread();
                var began = Stopwatch.GetTimestamp();
                foreach (ref readonly var e in events.AsSpan(steady))
                    board.Apply(e);
                var took = Stopwatch.GetElapsedTime(began).TotalNanoseconds / (events.Length - steady);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                return Task.FromResult(took);
            },
            "array write",
            () =>
            {
                var began = Stopwatch.GetTimestamp();
                for (var i = 0; i < events.Length; i++)
                    into[i & 63] = events[i];
                return Task.FromResult(Stopwatch.GetElapsedTime(began).TotalNanoseconds / events.Length);
            }
        );
        Pairs.Print(
            $"{events.Length} events; {allocated} bytes allocated over the last {events.Length - steady}, after each instrument had traded once"
        );
    }
}
