using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Tests.Journeys;

/// <summary>The demo's rules, instruments and founding day, in memory.</summary>
static class DemoMarket
{
    public static readonly Moment Begins = Moment.Parse("2026-01-08T09:00+08:00");
    public static readonly Moment Founding = Moment.Parse("2026-01-09T00:08+08:00");
    public static readonly Moment Starts = Moment.Parse("2026-01-09T10:00+08:00");

    public static Timetables Timetables { get; } =
        Timetables.Parse(Reference("venues.csv"), Reference("sessions.csv"), Reference("holidays.csv"), Reference("weather.csv"));

    public static TickTables Ticks { get; } = TickTables.Parse(Repository.Read("reference/tick-tables.csv"), "tick-tables.csv");

    public static InstrumentMaster Instruments { get; } =
        Companies.Parse(
            Repository.Read("samples/founding-day/companies.csv"),
            "companies.csv",
            InstrumentParser.Parse(Repository.Read("samples/founding-day/instruments.csv"), "instruments.csv")
        );

    public static Licence Licence { get; } = Licence.Parse(Repository.Read("samples/founding-day/licence.csv"), "licence.csv");

    public static Gate Gate { get; } = new(Licence, Timetables);

    /// <summary>Every event from the first to the moment the demo starts.</summary>
    public static Lazy<MemoryLog> Day { get; } = new(() => Run(20260108, Starts));

    public static Box Box(ulong seed, InstrumentNumbers? numbers = null) =>
        new(
            Instruments,
            BoxScript.Parse(Repository.Read("samples/founding-day/script.csv"), "script.csv", Instruments),
            Timetables,
            Ticks,
            seed,
            Begins,
            numbers ?? new()
        );

    public static MemoryLog Run(ulong seed, Moment until)
    {
        var log = new MemoryLog();
        Box(seed).Advance(until, log);
        return log;
    }

    public static Instrument Named(string symbol) => Instruments.FindSymbol(symbol) ?? throw new KeyNotFoundException(symbol);

    static (string, string) Reference(string name) => (Repository.Read($"reference/{name}"), name);
}

/// <summary>A tape in memory.</summary>
sealed class MemoryLog : IMarketEvents, IEventLog
{
    readonly SortedDictionary<long, byte[][]> checkpoints = [];

    public List<MarketEvent> Events { get; } = [];

    public Moment? Begins => Events.Count == 0 ? null : Events[0].ReleaseTime;

    public void Accept(in MarketEvent marketEvent) => Events.Add(marketEvent);

    public long PositionAt(Moment moment)
    {
        // The box hands events over in the order of their release.
        var (low, high) = (0, Events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Events[middle].ReleaseTime <= moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    public int Read(long position, Span<MarketEvent> into)
    {
        var count = (int)Math.Min(into.Length, Events.Count - position);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Events).Slice((int)position, count).CopyTo(into);
        return count;
    }

    public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        lock (checkpoints)
            checkpoints[position] = [.. parts.Select(p => p.ToArray())];
        return true;
    }

    public bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part)
    {
        lock (checkpoints)
            foreach (var (at, kept) in checkpoints.Reverse())
                if (at <= atOrBefore)
                {
                    (position, part) = (at, number => kept[number]);
                    return true;
                }
        (position, part) = (0, _ => null);
        return false;
    }
}
