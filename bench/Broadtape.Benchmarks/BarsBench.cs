using System.Diagnostics;
using Broadtape.Market;
using Broadtape.Portal;
using Broadtape.Tape;
using NodaTime;

namespace Broadtape.Benchmarks;

/// <summary>
/// A day of so many events of 18,000 instruments, one in twelve a trade, folded and sealed into files of bars. Floor: the same loop over the
/// same events, adding up the prices of the trades and no more.
/// </summary>
static class BarsBench
{
    const int Instruments = 18_000;
    const int TradesEvery = 12;
    static readonly Moment Opens = Moment.Parse("2026-01-08T09:30+08:00");
    static readonly Mic HongKong = Mic.Parse("XHKG");

    internal static async Task Run(int count)
    {
        var timetables = Reference.Load().Timetables;
        var (bytes, bars, memory) = (0L, 0L, 0L);
        await Pairs.Compare(
            "event",
            () => Task.FromResult(In(folder => Fold(folder, count, timetables, out bytes, out bars, out memory), count)),
            "sum of prices",
            () => Task.FromResult(In(_ => Sum(count), count))
        );
        Pairs.Print($"{count:N0} events: {bars:N0} minutes in {bytes:N0} bytes, {(double)bytes / bars:0.0} a bar; {memory >> 20} MB before sealing");
    }

    static void Fold(string folder, int count, Timetables timetables, out long bytes, out long bars, out long memory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fold = new BarFold(
            InstrumentMaster.Empty,
            timetables,
            _ => true,
            (market, day) => Path.Combine(folder, $"{market}-{day:uuuu-MM-dd}"),
            new(SlabBudget.Usual)
        );
        var ended = new List<OpenDay>();
        for (var number = 1; number <= Instruments; number++)
            fold.Take(
                MarketEvent.Of(
                    new(new(number), Opens, Opens, EventSource.Box),
                    new Listing(new(HongKong, $"{number:D5}", new(2026, 1, 8)), InstrumentKind.Equity, false)
                ),
                ended
            );
        for (var i = 0; i < count; i++)
            fold.Take(Event(i, count), ended);
        memory = GC.GetTotalMemory(forceFullCollection: false) - before;
        var over = Opens + Duration.FromHours(24);
        fold.Take(MarketEvent.Of(new(default, over, over, EventSource.Box), new Heartbeat(HongKong)), ended);
        using var day = ended[0];
        var written = SealedDay.Write(folder, day);
        bars = written.Minutes!.Header.Bars;
        bytes = new FileInfo(written.Minutes.Path).Length;
    }

    static void Sum(int count)
    {
        var sum = 0L;
        for (var i = 0; i < count; i++)
            if (Event(i, count) is { Kind: EventKind.Trade } e)
                sum += e.AsTrade().Price.Millionths;
        if (sum == 0)
            throw new InvalidOperationException("nothing was traded");
    }

    /// <summary>The i-th event: instruments in an order that jumps about, times evenly over five and a half hours.</summary>
    static MarketEvent Event(int i, int count)
    {
        var draw = (uint)i * 2_654_435_761u;
        var stamp = new EventStamp(
            new(1 + (int)(draw % Instruments)),
            Opens + Duration.FromNanoseconds((long)(19_800_000_000_000.0 * i / count)),
            default,
            EventSource.Box
        );
        var price = new Price(10_000L * (1_000 + (draw >> 16) % 90));
        var size = new Quantity(100 + 100 * (draw >> 20));
        return i % TradesEvery == 0
            ? MarketEvent.Of(stamp, new Trade(price, size, i, TradeConditions.None))
            : MarketEvent.Of(stamp, new TopOfBook(price, size, price, size));
    }

    static double In(Action<string> work, int count)
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-bars").FullName;
        var began = Stopwatch.GetTimestamp();
        work(folder);
        var took = Stopwatch.GetElapsedTime(began).TotalNanoseconds / count;
        Directory.Delete(folder, recursive: true);
        return took;
    }
}
