using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.Journeys;

/// <summary>The laws the synthetic exchange lives by.</summary>
public sealed class BoxDay
{
    static readonly MemoryLog Day = DemoMarket.Day.Value;

    [Fact]
    public void The_same_seed_gives_the_same_bytes_however_time_is_cut()
    {
        var log = new MemoryLog();
        var box = DemoMarket.Box(20260108);
        var random = new Random(3);
        for (var at = DemoMarket.Begins; at < DemoMarket.Starts; at += Duration.FromMilliseconds(random.Next(1, 900_000)))
            box.Advance(at, log);
        box.Advance(DemoMarket.Starts, log);
        Assert.Equal(Day.Events.Count, log.Events.Count);
        Assert.True(MarketEvent.AsBytes(Day.Events.ToArray()).SequenceEqual(MarketEvent.AsBytes(log.Events.ToArray())));
    }

    [Fact]
    public void Another_seed_trades_another_day_through_the_same_points()
    {
        var other = DemoMarket.Run(1, DemoMarket.Founding);
        Assert.False(MarketEvent.AsBytes(Day.Events.Take(20_000).ToArray()).SequenceEqual(MarketEvent.AsBytes(other.Events.Take(20_000).ToArray())));
        Assert.Contains(other.Events, e => e.Kind == EventKind.IndexValue && e.AsIndexValue().Value == Price.Parse("49165.25"));
    }

    [Fact]
    public void Events_come_in_the_order_they_were_received() =>
        Assert.True(Day.Events.Zip(Day.Events.Skip(1)).All(p => p.First.ReceivedTime <= p.Second.ReceivedTime));

    [Fact]
    public void Statistics_are_what_the_trades_of_the_day_add_up_to()
    {
        var sums = new Dictionary<int, (long Volume, Turnover Turnover, Price High, Price Low)>();
        foreach (var e in Day.Events)
        {
            var sum = sums.GetValueOrDefault(e.Instrument.Value);
            switch (e.Kind)
            {
                case EventKind.PreviousClose:
                    sums[e.Instrument.Value] = default;
                    break;
                case EventKind.Trade:
                    var t = e.AsTrade();
                    sums[e.Instrument.Value] = (
                        sum.Volume + t.Quantity.Units,
                        sum.Turnover + Turnover.Of(t.Price, t.Quantity),
                        t.Price > sum.High ? t.Price : sum.High,
                        sum.Low.IsNone || t.Price < sum.Low ? t.Price : sum.Low
                    );
                    break;
                case EventKind.Statistics:
                    var s = e.AsStatistics();
                    Assert.Equal(sum, (s.Volume.Units, s.Turnover, s.High, s.Low));
                    break;
            }
        }
    }

    [Fact]
    public void Every_Hong_Kong_trade_is_on_the_tick_table_of_its_day_and_no_book_is_crossed()
    {
        var instruments = new Dictionary<int, Instrument>();
        foreach (var e in Day.Events)
            switch (e.Kind)
            {
                case EventKind.Listing:
                    instruments[e.Instrument.Value] = DemoMarket.Instruments.Find(e.AsListing().Id)!;
                    break;
                case EventKind.Trade when instruments[e.Instrument.Value].TickTable is { } table:
                    Assert.True(
                        DemoMarket.Ticks.IsLegal(table, new LocalDate(2026, 1, 8), e.AsTrade().Price),
                        $"{instruments[e.Instrument.Value].Id} {e.AsTrade().Price}"
                    );
                    break;
                case EventKind.TopOfBook:
                    Assert.True(e.AsTopOfBook().Bid < e.AsTopOfBook().Ask);
                    break;
            }
    }

    [Fact]
    public void No_open_market_is_silent_for_longer_than_makes_it_stale()
    {
        var markets = new Dictionary<Mic, (bool Open, Moment Heard)>();
        var instruments = new Dictionary<int, Mic>();
        foreach (var e in Day.Events)
        {
            var mic = e.Kind switch
            {
                EventKind.Session => e.AsSession().Market,
                EventKind.Heartbeat => e.AsHeartbeat().Market,
                EventKind.Listing => instruments[e.Instrument.Value] = DemoMarket.Instruments.Find(e.AsListing().Id)!.SessionMarket,
                _ => instruments[e.Instrument.Value],
            };
            var (open, heard) = markets.GetValueOrDefault(mic);
            if (open)
                Assert.True(e.ReleaseTime - heard <= DemoMarket.Timetables.Find(mic)!.Silence, $"{mic} was silent from {heard} to {e.ReleaseTime}");
            markets[mic] = (e.Kind == EventKind.Session ? Timetables.IsOpen(e.AsSession().Phase) : open, e.ReleaseTime);
        }
    }
}
