using Broadtape.Market;
using Broadtape.Tests.Feeds.BoxTests;
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
    public void Statistics_are_what_the_trades_of_the_day_add_up_to() =>
        Assert.True(BoxLaws.Statistics_are_what_the_trades_of_the_day_add_up_to(Day) > 10_000);

    [Fact]
    public void Every_Hong_Kong_price_is_on_the_tick_table_of_its_day() =>
        Assert.True(BoxLaws.Every_price_is_on_the_tick_table_of_its_date(Day, DemoMarket.Instruments) > 10_000);

    [Fact]
    public void No_book_is_crossed_and_every_trade_takes_what_the_best_price_had() =>
        Assert.True(BoxLaws.No_book_is_crossed_and_every_trade_takes_what_the_best_price_had(Day, DemoMarket.Instruments) > 10_000);

    [Fact]
    public void The_best_prices_are_the_books_own() => Assert.True(BoxLaws.The_best_prices_are_the_books_own(Day) > 10_000);

    [Fact]
    public void The_markets_turnover_is_the_sum_of_its_trades() =>
        Assert.True(BoxLaws.The_markets_turnover_is_the_sum_of_its_trades(Day, DemoMarket.Instruments) > 1_000);

    [Fact]
    public void An_auction_matches_what_it_indicated_at_one_random_moment() =>
        Assert.True(BoxLaws.An_auction_matches_what_it_indicated_at_one_random_moment(Day) > 40);

    [Fact]
    public void New_York_trades_through_order_books_too()
    {
        var american = Day
            .Events.Where(e => e.Kind == EventKind.Listing && e.AsListing().Kind is InstrumentKind.Equity or InstrumentKind.DepositaryReceipt)
            .Where(e => e.AsListing().Id.Mic.ToString() != "XHKG")
            .Select(e => e.Instrument)
            .ToHashSet();
        var told = Day.Events.Where(e => american.Contains(e.Instrument)).ToList();
        Assert.DoesNotContain(told, e => e.Kind is EventKind.Depth or EventKind.BrokerQueue);
        // Who takes leaves less behind: the best price is told again with what is left of it.
        var pairs = told.Zip(told.Skip(1)).Where(p => p.First.Kind == EventKind.TopOfBook && p.Second.Kind == EventKind.Trade).ToList();
        Assert.True(pairs.Count > 1_000);
    }

    [Fact]
    public void No_open_market_is_silent_for_longer_than_makes_it_stale()
    {
        var markets = new Dictionary<Mic, (bool Open, Moment Heard)>();
        var instruments = new Dictionary<int, Mic>();
        foreach (var e in Day.Events)
        {
            if (e.Kind is EventKind.MarketTurnover or EventKind.ConnectQuota or EventKind.ConnectTurnover)
                continue;
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
