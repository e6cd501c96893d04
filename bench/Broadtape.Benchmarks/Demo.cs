using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal;

namespace Broadtape.Benchmarks;

/// <summary>The demo's first day as a list of events.</summary>
sealed class Demo : IMarketEvents
{
    readonly List<MarketEvent> events = [];

    public void Accept(in MarketEvent marketEvent) => events.Add(marketEvent);

    internal static (InstrumentMaster Instruments, MarketEvent[] Events) Day()
    {
        var reference = Reference.Load();
        var instruments = Reference.Instruments();
        var script = BoxScript.Parse(File.ReadAllText(SiteFiles.FoundingDay("script.csv")), "script.csv", instruments);
        var demo = new Demo();
        new Box(instruments, script, reference.Timetables, reference.Ticks, 20260108, Moment.Parse("2026-01-08T09:00+08:00"), new()).Advance(
            Moment.Parse("2026-01-09T10:00+08:00"),
            demo
        );
        return (instruments, [.. demo.events]);
    }
}
