using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

public sealed class GateActionsTests
{
    static readonly Moment Announced = Moment.Parse("2026-01-08T12:00:00+08:00");
    static readonly CorporateAction Dividend = new(new(2026, 1, 20), CorporateActionKind.Dividend, Price.Parse("4.5"), 0, 0, Announced);
    static readonly CorporateAction Split = new(new(2026, 1, 21), CorporateActionKind.Split, default, 5, 1, Announced);

    [Fact]
    public void No_viewer_sees_an_action_before_his_delay_has_gone_by_and_everyone_sees_it_then()
    {
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Subscriber })
        foreach (var surface in Enum.GetValues<Surface>())
        {
            var tencent = DemoMarket.Named("XHKG:00700");
            if (DemoMarket.Licence.DelayOf(FieldClass.Of(tencent, EventSource.Box, QuoteField.Open), viewer.Kind, surface) is not { } delay)
            {
                Assert.Empty(Seen(Announced + Duration.FromDays(1)));
                continue;
            }
            var due = Announced + Duration.FromMinutes(delay.Minutes);
            Assert.Empty(Seen(due - Duration.FromNanoseconds(1)));
            Assert.Equal(delay, Seen(due)[0].Amount.Passport.Delay);

            IReadOnlyList<ActionFigures> Seen(Moment at) => DemoMarket.Gate.DiscloseActions(At(at), viewer, surface, tencent, new Kept());
        }
    }

    [Fact]
    public void An_action_without_an_amount_has_a_ratio_and_one_with_has_its_currency()
    {
        var actions = DemoMarket.Gate.DiscloseActions(At(Announced), Viewer.Staff, Surface.Page, DemoMarket.Named("XHKG:00700"), new Kept());
        Assert.Equal(("4.500", "HKD"), (actions[0].Amount.ToString(), actions[0].Amount.Passport.Currency));
        Assert.Equal((true, 5, 1), (actions[1].Amount.IsNone, actions[1].New, actions[1].Held));
    }

    [Fact]
    public void An_action_newer_than_the_horizon_stops_at_the_gate() =>
        Assert.Throws<InvalidOperationException>(() =>
            DemoMarket.Gate.DiscloseActions(
                At(Announced - Duration.FromSeconds(1)),
                Viewer.Staff,
                Surface.Page,
                DemoMarket.Named("XHKG:00700"),
                new Lying()
            )
        );

    [Fact]
    public void A_dividend_that_the_prices_already_hold_is_told_all_the_same() =>
        Assert.Equal(
            Dividend.ExDate,
            Assert
                .Single(DemoMarket.Gate.DiscloseActions(At(Announced), Viewer.Staff, Surface.Page, DemoMarket.Named("XHKG:00700"), new Held()))
                .ExDate
        );

    static BoardView At(Moment at) =>
        new Board.Boards(DemoMarket.Instruments, new MemoryLog(), DemoMarket.Licence.Delays, Moment.Beginning).Freeze(at);

    class Kept : IBarSource
    {
        public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) => [];

        public virtual IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) =>
            [.. ((CorporateAction[])[Dividend, Split]).Where(a => a.Known <= knownBy)];
    }

    sealed class Lying : Kept
    {
        public override IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [Dividend];
    }

    /// <summary>Its bars are adjusted already.</summary>
    sealed class Held : Kept, IBarSource
    {
        public override IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [];

        IReadOnlyList<CorporateAction> IBarSource.AllActions(InstrumentId id, Moment knownBy) => [Dividend];
    }
}
