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
                case EventKind.TopOfBook when e.AsTopOfBook() is { Bid.IsNone: false } top:
                    Assert.True(top.Bid < top.Ask);
                    break;
                case EventKind.Depth when e.AsDepth() is { Action: DepthAction.New } level && instruments[e.Instrument.Value].TickTable is { } table:
                    Assert.True(
                        DemoMarket.Ticks.IsLegal(table, new LocalDate(2026, 1, 8), level.Price),
                        $"{instruments[e.Instrument.Value].Id} {level.Price}"
                    );
                    break;
            }
    }

    [Fact]
    public void The_best_prices_are_the_books_own_and_no_trade_is_at_another_price_than_the_book_had()
    {
        var books = new Dictionary<int, (Ladder Bids, Ladder Asks)>();
        var (compared, traded) = (0, 0);
        foreach (var e in Day.Events)
        {
            var number = e.Instrument.Value;
            switch (e.Kind)
            {
                case EventKind.Depth:
                    if (!books.TryGetValue(number, out var book))
                        books[number] = book = (new(BookSide.Bid), new(BookSide.Ask));
                    var change = e.AsDepth();
                    if (change.Action == DepthAction.Clear)
                    {
                        book.Bids.Clear();
                        book.Asks.Clear();
                    }
                    else
                        Assert.True((change.Side == BookSide.Bid ? book.Bids : book.Asks).Apply(change), $"{change}");
                    break;
                case EventKind.TopOfBook when books.TryGetValue(number, out var best):
                    var top = e.AsTopOfBook();
                    Assert.Equal(
                        (
                            best.Bids.Levels.IsEmpty ? default : best.Bids.Levels[0].Price,
                            best.Asks.Levels.IsEmpty ? default : best.Asks.Levels[0].Price
                        ),
                        (top.Bid, top.Ask)
                    );
                    Assert.True(top.Bid.IsNone || best.Bids.Levels.Length >= 1 && best.Asks.Levels.Length >= 1);
                    compared++;
                    break;
                case EventKind.Trade
                    when e.AsTrade() is { Conditions: TradeConditions.None } trade
                        && books.TryGetValue(number, out var at)
                        && !at.Bids.Levels.IsEmpty:
                    Assert.True(trade.Price == at.Bids.Levels[0].Price || trade.Price == at.Asks.Levels[0].Price);
                    Assert.True(trade.Quantity.Units <= Math.Max(at.Bids.Levels[0].Quantity.Units, at.Asks.Levels[0].Quantity.Units));
                    traded++;
                    break;
            }
        }
        Assert.True(compared > 10_000 && traded > 10_000, $"{compared} {traded}");
    }

    [Fact]
    public void The_markets_turnover_is_the_sum_of_its_trades()
    {
        var hongKong = new HashSet<int>();
        var (sum, told) = (0L, 0L);
        foreach (var e in Day.Events)
            switch (e.Kind)
            {
                case EventKind.Listing when e.AsListing() is { Kind: not InstrumentKind.Index } listing && listing.Id.Mic.ToString() == "XHKG":
                    hongKong.Add(e.Instrument.Value);
                    break;
                case EventKind.Session when e.AsSession() is { Phase: SessionPhase.PreOpening, Market: var market } && market.ToString() == "XHKG":
                    sum = 0;
                    break;
                case EventKind.Trade when hongKong.Contains(e.Instrument.Value):
                    sum += Turnover.Of(e.AsTrade().Price, e.AsTrade().Quantity).Thousandths;
                    break;
                case EventKind.MarketTurnover:
                    told = e.AsMarketTurnover().Turnover.Thousandths;
                    Assert.Equal(sum, told);
                    break;
            }
        Assert.True(told > 0);
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
