using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

/// <summary>Movers by what each viewer may see: a ranking is late by as much as its figures are (R11).</summary>
public sealed class RankingTests
{
    static readonly Moment Opened = Moment.Parse("2026-01-08T11:00:00+08:00");
    static readonly string[] Symbols = ["XHKG:00700", "XHKG:00388", "XHKG:00005"];

    readonly MemoryLog log = new();

    public RankingTests()
    {
        log.Accept(
            MarketEvent.Of(
                new EventStamp(InstrumentNumber.None, Opened, Opened, EventSource.Box),
                new SessionChange(Mic.Parse("XHKG"), SessionPhase.Continuous, new(2026, 1, 8))
            )
        );
        foreach (var (i, symbol) in Symbols.Index())
        {
            var instrument = DemoMarket.Named(symbol);
            log.Accept(MarketEvent.Of(Stamp(i, Opened), new Listing(instrument.Id, instrument.Kind, instrument.ListedAssumed)));
            log.Accept(MarketEvent.OfPreviousClose(Stamp(i, Opened), Price.Parse("100")));
        }
    }

    static EventStamp Stamp(int place, Moment at) => new(new(place + 1), at, at, EventSource.Box);

    void Trade(int place, string price, Moment at) =>
        log.Accept(MarketEvent.Of(Stamp(place, at), new Trade(Price.Parse(price), new(100), place + 1, TradeConditions.None)));

    IEnumerable<string> Ranked(Viewer viewer, RankBy by, Moment at)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(at);
        return DemoMarket
            .Gate.Rank(boards.Freeze(at), viewer, Surface.Page, Symbols.Select(DemoMarket.Named), by, extendedHours: false, most: 10)
            .Select(d => d.Instrument.Id.Symbol);
    }

    [Fact]
    public void A_delayed_viewers_ranking_changes_when_his_delay_has_gone_by_and_not_before()
    {
        Trade(0, "101", Opened);
        Trade(1, "105", Opened + Duration.FromMinutes(20));
        var now = Opened + Duration.FromMinutes(20);
        Assert.Equal(["XHKG:00388", "XHKG:00700"], Ranked(Viewer.Staff, RankBy.Up, now));
        Assert.Equal(["XHKG:00700"], Ranked(Viewer.Anonymous, RankBy.Up, now));
        Assert.Equal(["XHKG:00700"], Ranked(Viewer.Anonymous, RankBy.Up, now + Duration.FromMinutes(15) - Duration.FromNanoseconds(1)));
        Assert.Equal(["XHKG:00388", "XHKG:00700"], Ranked(Viewer.Anonymous, RankBy.Up, now + Duration.FromMinutes(15)));
    }

    [Fact]
    public void Risers_and_fallers_are_told_apart_and_what_stands_still_is_neither()
    {
        Trade(0, "99", Opened);
        Trade(1, "100", Opened);
        Trade(2, "101", Opened);
        Assert.Equal(["XHKG:00005"], Ranked(Viewer.Staff, RankBy.Up, Opened));
        Assert.Equal(["XHKG:00700"], Ranked(Viewer.Staff, RankBy.Down, Opened));
        Assert.Equal(["XHKG:00005", "XHKG:00388", "XHKG:00700"], Ranked(Viewer.Staff, RankBy.Turnover, Opened));
    }

    [Fact]
    public void What_is_suspended_moves_in_no_list()
    {
        Trade(0, "110", Opened);
        Trade(1, "105", Opened);
        log.Accept(MarketEvent.Of(Stamp(0, Opened), TradingState.Suspended));
        Assert.Equal(["XHKG:00388"], Ranked(Viewer.Staff, RankBy.Up, Opened));
    }

    [Fact]
    public void What_moved_as_much_is_listed_by_its_symbol()
    {
        Trade(1, "105", Opened);
        Trade(0, "105", Opened);
        Trade(2, "105", Opened);
        Assert.Equal(["XHKG:00005", "XHKG:00388", "XHKG:00700"], Ranked(Viewer.Staff, RankBy.Up, Opened));
    }
}
