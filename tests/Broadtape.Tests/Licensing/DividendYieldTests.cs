using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

public sealed class DividendYieldTests
{
    static readonly Instrument Tencent = DemoMarket.Named("XHKG:00700");
    static readonly LocalDate Day = new(2026, 1, 8);
    static readonly Moment At = Moment.Parse("2026-01-08T18:00:00+08:00");
    static readonly Moment Announced = Moment.Parse("2026-01-08T10:00:00+08:00");

    [Fact]
    public void Twelve_months_of_dividends_count_those_before_and_those_to_come_do_not() =>
        Assert.Equal(
            "1.75%",
            Of(
                Dividend(Day.PlusMonths(-12), "100"),
                Dividend(Day.PlusMonths(-12).PlusDays(1), "1.25"),
                Dividend(Day, "2.25"),
                Dividend(Day.PlusDays(1), "50")
            )
                ?.ToString()
        );

    [Fact]
    public void A_dividend_before_a_split_counts_for_the_shares_it_became() =>
        Assert.Equal(
            "2.00%",
            Of(Dividend(Day.PlusDays(-90), "10"), Changed(CorporateActionKind.Split, Day.PlusDays(-60), 5, 1), Dividend(Day.PlusDays(-1), "2"))
                ?.ToString()
        );

    [Fact]
    public void A_dividend_before_a_bonus_counts_for_the_shares_it_became() =>
        Assert.Equal("0.50%", Of(Dividend(Day.PlusDays(-90), "2"), Changed(CorporateActionKind.Bonus, Day.PlusDays(-60), 1, 1))?.ToString());

    [Fact]
    public void Without_dividends_there_is_no_yield() => Assert.Null(Of(Changed(CorporateActionKind.Split, Day.PlusDays(-60), 5, 1)));

    [Fact]
    public void It_says_that_it_is_computed_and_is_as_late_as_the_later_of_what_it_is_made_of()
    {
        var passport = Of(Viewer.Anonymous, Dividend(Day, "1"))!.Value.Passport;
        Assert.Equal((Unit.Percent, true, 15), (passport.Unit, passport.IsComputed, passport.Delay.Minutes));
    }

    static CorporateAction Dividend(LocalDate ex, string amount) => new(ex, CorporateActionKind.Dividend, Price.Parse(amount), 0, 0, Announced);

    static CorporateAction Changed(CorporateActionKind kind, LocalDate ex, int made, int held) => new(ex, kind, default, made, held, Announced);

    static Figure? Of(params CorporateAction[] actions) => Of(Viewer.Staff, actions);

    /// <summary>Of a share at 200.</summary>
    static Figure? Of(Viewer viewer, params CorporateAction[] actions)
    {
        var log = new MemoryLog();
        var stamp = new EventStamp(new(1), Announced, Announced, EventSource.Box);
        log.Accept(MarketEvent.Of(stamp, new Listing(Tencent.Id, Tencent.Kind, Tencent.ListedAssumed)));
        log.Accept(MarketEvent.OfPreviousClose(stamp, Price.Parse("200")));
        var boards = new Board.Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(At);
        var view = boards.Freeze(At);
        return DividendYield.Of(
            DemoMarket.Gate.Disclose(view, viewer, Surface.QuotePage, Tencent),
            DemoMarket.Gate.DiscloseActions(view, viewer, Surface.Page, Tencent, new Kept(actions)),
            Day
        );
    }

    sealed class Kept(CorporateAction[] actions) : IBarSource
    {
        public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) => [];

        public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => actions;
    }
}
