using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

/// <summary>
/// A canary: one trade, one quote, one of everything, alone in its minute. For every kind of viewer, surface and field it must not be
/// seen a nanosecond before the licence's delay has gone by, and must be seen then.
/// </summary>
public sealed class GateTests
{
    static readonly Moment Released = Moment.Parse("2026-01-08T11:00:00+08:00");

    static readonly QuoteField[] Fields = Enum.GetValues<QuoteField>();

    public static TheoryData<string> Symbols => ["XHKG:00700", "XHKG:HSI", "XNAS:BILI", "XXXX:USDHKD", "XSHG:000001", "XXXX:DJI", "OTCM:CAOVY"];

    [Theory]
    [MemberData(nameof(Symbols))]
    public void No_viewer_sees_a_value_before_its_delay_has_gone_by_and_everyone_sees_it_then(string symbol)
    {
        var instrument = DemoMarket.Named(symbol);
        var log = Sung(instrument);
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Subscriber, Viewer.Staff })
        foreach (var surface in Enum.GetValues<Surface>())
        foreach (var field in Fields)
        {
            var licensed = DemoMarket.Licence.DelayOf(FieldClass.Of(instrument, EventSource.Box, field), viewer.Kind, surface);
            if (licensed is not { } delay)
            {
                Assert.True(Seen(Released + Duration.FromHours(1)).IsNone, $"{symbol} {field} is not licensed to {viewer.Kind} on {surface}");
                continue;
            }
            var due = Released + Duration.FromMinutes(delay.Minutes);
            var before = Seen(due - Duration.FromNanoseconds(1));
            Assert.False(
                before.Passport.DataTime >= Released,
                $"{symbol} {field} is seen by {viewer.Kind} on {surface} before {delay.Minutes} minutes are over"
            );
            var then = Seen(due);
            if (!then.IsNone && field is not QuoteField.PreviousClose)
                Assert.Equal(Released, then.Passport.DataTime);
            Assert.Equal(then.IsNone, then.Passport.DataTime is null);
            Assert.True(then.IsNone || then.Passport.Delay == delay);

            Figure Seen(Moment at) => DemoMarket.Gate.Disclose(ViewAt(log, at), viewer, surface, instrument)[field];
        }
    }

    /// <summary>R8: a suspended instrument shows what it last had, and no direction.</summary>
    [Fact]
    public void A_halted_instrument_has_no_direction()
    {
        var instrument = DemoMarket.Named("XHKG:00700");
        var log = Sung(instrument);
        log.Accept(MarketEvent.Of(Stamp(Released), TradingState.Suspended));
        var shown = DemoMarket.Gate.Disclose(ViewAt(log, Released), Viewer.Staff, Surface.Page, instrument);
        Assert.Equal((FigureState.Halted, Direction.Unknown), (shown.State, shown.Direction));
    }

    [Fact]
    public void An_open_market_that_has_fallen_silent_is_stale()
    {
        var instrument = DemoMarket.Named("XHKG:00700");
        var log = Sung(instrument);
        var silence = DemoMarket.Timetables.Find(instrument.Id.Mic)!.Silence;
        Assert.Equal(FigureState.Live, StateAt(Released + silence));
        Assert.Equal(FigureState.Stale, StateAt(Released + silence + Duration.FromNanoseconds(1)));

        FigureState StateAt(Moment at) => DemoMarket.Gate.Disclose(ViewAt(log, at), Viewer.Staff, Surface.Page, instrument).State;
    }

    [Fact]
    public void Before_the_tape_begins_a_figure_is_none_and_says_why()
    {
        var instrument = DemoMarket.Named("XHKG:00700");
        var early = ViewAt(Sung(instrument), Released - Duration.FromHours(20));
        var shown = DemoMarket.Gate.Disclose(early, Viewer.Staff, Surface.Page, instrument);
        Assert.All(Fields, f => Assert.True(shown[f].IsNone));
        Assert.Equal(Absence.BeforeTape, shown[QuoteField.Price].Passport.Absence);
    }

    static EventStamp Stamp(Moment at) => new(new(1), at, at, EventSource.Box);

    /// <summary>The line is listed and has a base an hour before; then one of everything at the same instant.</summary>
    static MemoryLog Sung(Instrument instrument)
    {
        var log = new MemoryLog();
        var early = Stamp(Released - Duration.FromHours(1));
        var now = Stamp(Released);
        var (price, size) = (Price.Parse("612.5"), new Quantity(300));
        log.Accept(MarketEvent.Of(early, new Listing(instrument.Id, instrument.Kind, instrument.ListedAssumed)));
        log.Accept(MarketEvent.Of(early, new SessionChange(instrument.SessionMarket, SessionPhase.Continuous, new(2026, 1, 8))));
        log.Accept(MarketEvent.OfPreviousClose(early, Price.Parse("600")));
        if (instrument.Kind is InstrumentKind.Index)
            log.Accept(MarketEvent.Of(now, new IndexValue(price, Price.Parse("12.5"), default, true, IndexStatus.Trading)));
        else if (instrument.Kind is InstrumentKind.FxPair)
            log.Accept(MarketEvent.OfFxRate(now, price));
        else
        {
            log.Accept(MarketEvent.Of(now, new TopOfBook(price, size, price, size)));
            log.Accept(MarketEvent.OfNominal(now, price));
            log.Accept(MarketEvent.Of(now, new Trade(price, size, 1, TradeConditions.None)));
            log.Accept(MarketEvent.Of(now, new Statistics(price, price, size, Turnover.Of(price, size))));
            log.Accept(MarketEvent.Of(now, new AuctionPrice(price, size)));
            log.Accept(MarketEvent.OfClosingPrice(now, price));
        }
        return log;
    }

    static BoardView ViewAt(MemoryLog log, Moment at)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(at);
        return boards.Freeze(at);
    }
}
