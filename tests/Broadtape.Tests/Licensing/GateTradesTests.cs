using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

public sealed class GateTradesTests
{
    static readonly Moment Opened = Moment.Parse("2026-01-08T11:00:00+08:00");
    static readonly Instrument Tencent = DemoMarket.Named("XHKG:00700");

    readonly MemoryLog log = new();

    public GateTradesTests()
    {
        log.Accept(
            MarketEvent.Of(
                new EventStamp(InstrumentNumber.None, Opened, Opened, EventSource.Box),
                new SessionChange(Mic.Parse("XHKG"), SessionPhase.Continuous, new(2026, 1, 8))
            )
        );
        log.Accept(MarketEvent.Of(Stamp(Opened), new Listing(Tencent.Id, Tencent.Kind, Tencent.ListedAssumed)));
    }

    [Fact]
    public void A_delayed_viewer_sees_the_last_four_trades_of_his_delay_and_others_the_last_twenty_newest_first()
    {
        var trades = Enumerable.Range(1, 30).ToList();
        foreach (var i in trades)
            Trade(i, Opened + Duration.FromMinutes(i), i % 3 == 0 ? TradeConditions.OddLot | TradeConditions.NotLastSale : TradeConditions.None);
        var now = Opened + Duration.FromMinutes(30);
        Assert.Equal(trades.TakeLast(20).Reverse().Select(Price), Seen(Viewer.Staff, now).Select(t => t.Price.Plain));
        Assert.Equal(trades.Take(15).TakeLast(4).Reverse().Select(Price), Seen(Viewer.Anonymous, now).Select(t => t.Price.Plain));
        Assert.All(Seen(Viewer.Anonymous, now), t => Assert.Equal(15, t.Price.Passport.Delay.Minutes));
    }

    [Fact]
    public void Basic_prices_hold_no_trades() =>
        Assert.Empty(DemoMarket.Gate.DiscloseTrades(View(DemoMarket.Founding), Viewer.Anonymous, Surface.QuotePage, Tencent));

    [Fact]
    public void A_broken_trade_stays_in_its_place_with_the_price_it_was_told_at_and_a_corrected_one_shows_what_it_became()
    {
        foreach (var i in Enumerable.Range(1, 3))
            Trade(i, Opened + Duration.FromSeconds(i), TradeConditions.None);
        Amend(new(2, default, default), Opened + Duration.FromSeconds(10));
        Amend(new(1, Market.Price.Parse("88"), new(700)), Opened + Duration.FromSeconds(11));
        var before = Seen(Viewer.Staff, Opened + Duration.FromSeconds(9));
        Assert.Equal(["603.000 300", "602.000 300", "601.000 300"], before.Select(t => $"{t.Price} {t.Quantity}"));
        var after = Seen(Viewer.Staff, Opened + Duration.FromSeconds(11));
        Assert.Equal(["603.000 300", "602.000 –", "88.000 700"], after.Select(t => $"{t.Price} {t.Quantity}"));
        Assert.Equal([false, true, false], after.Select(t => t.IsBroken));
    }

    static EventStamp Stamp(Moment at) => new(new(1), at, at, EventSource.Box);

    static string Price(int i) => $"{600 + i}.000";

    void Trade(int id, Moment at, TradeConditions conditions) =>
        log.Accept(MarketEvent.Of(Stamp(at), new Trade(Market.Price.Parse(Price(id)), new(300), id, conditions)));

    void Amend(Amendment amendment, Moment at) => log.Accept(MarketEvent.Of(Stamp(at), amendment));

    IReadOnlyList<TradeFigures> Seen(Viewer viewer, Moment at) => DemoMarket.Gate.DiscloseTrades(View(at), viewer, Surface.Page, Tencent);

    Board.BoardView View(Moment at)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(at);
        return boards.Freeze(at);
    }
}
