using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

public sealed class GateBarsTests
{
    static readonly Moment Noon = Moment.Parse("2026-01-08T11:00:00+08:00");
    static readonly Instrument Tencent = DemoMarket.Named("XHKG:00700");

    /// <summary>A bar alone in its minute: nobody may see it a nanosecond before the delay of his licence has gone by.</summary>
    [Fact]
    public void No_viewer_sees_a_bar_before_his_delay_has_gone_by_and_everyone_sees_it_then()
    {
        foreach (var symbol in GateTests.Symbols.Select(s => (string)s))
        foreach (var viewer in new[] { Viewer.Anonymous, Viewer.Subscriber })
        foreach (var surface in Enum.GetValues<Surface>())
        {
            var instrument = DemoMarket.Named(symbol);
            var source = new Told([MinuteOf(Noon, known: Noon + Duration.FromSeconds(59))]);
            var licensed = DemoMarket.Licence.DelayOf(FieldClass.Of(instrument, EventSource.Box, QuoteField.Open), viewer.Kind, surface);
            if (licensed is not { } delay)
            {
                Assert.Equal(Absence.NotLicensed, Seen(Noon + Duration.FromHours(9)).Absence);
                continue;
            }
            var due = Noon + Duration.FromSeconds(59) + Duration.FromMinutes(delay.Minutes);
            Assert.Empty(Seen(due - Duration.FromNanoseconds(1)).Bars);
            var bar = Assert.Single(Seen(due).Bars);
            Assert.Equal((true, delay, false), (bar.IsGrowing, bar.Close.Passport.Delay, bar.Close.IsNone));
            Assert.False(Seen(due + Duration.FromSeconds(1)).Bars[0].IsGrowing);

            BarDisclosure Seen(Moment at) => Disclose(source, instrument, viewer, surface, Resolution.Minute, at);
        }
    }

    [Fact]
    public void A_bar_newer_than_the_horizon_stops_at_the_gate_whoever_handed_it_over()
    {
        var early = new Lying([MinuteOf(Noon, known: Noon + Duration.FromSeconds(30))]);
        Assert.Throws<InvalidOperationException>(() => Disclose(early, Tencent, Viewer.Staff, Surface.Page, Resolution.Minute, Noon));
        var future = new Lying([MinuteOf(Noon + Duration.FromMinutes(1), known: Noon)]);
        Assert.Throws<InvalidOperationException>(() => Disclose(future, Tencent, Viewer.Staff, Surface.Page, Resolution.Minute, Noon));
    }

    [Fact]
    public void A_bar_carries_the_passport_of_its_instrument()
    {
        var bar = Disclose(new Told([MinuteOf(Noon, Noon)]), Tencent, Viewer.Subscriber, Surface.Page, Resolution.Minute, Noon).Bars[0];
        Assert.Equal((Unit.Money, "HKD", (Moment?)Noon), (bar.High.Passport.Unit, bar.High.Passport.Currency, bar.High.Passport.DataTime));
        Assert.Equal(
            ("612.500", "300", "183,750", "612.500"),
            (bar.High.ToString(), bar.Volume.ToString(), bar.Turnover.ToString(), bar.Vwap.ToString())
        );
        Assert.True(bar.Vwap.Passport.IsComputed);
    }

    [Fact]
    public void An_index_has_levels_and_no_volume()
    {
        var level = MinuteOf(Noon, Noon) with { Volume = default, Turnover = default };
        var bar = Disclose(new Told([level]), DemoMarket.Named("XHKG:HSI"), Viewer.Staff, Surface.Page, Resolution.Minute, Noon).Bars[0];
        Assert.Equal((Unit.Points, "612.50"), (bar.Close.Passport.Unit, bar.Close.ToString()));
        Assert.Equal((Absence.NotApplicable, true), (bar.Volume.Passport.Absence, bar.Vwap.IsNone));
    }

    /// <summary>The split is known in the morning and effective the next trading day: only then are the days before it carried.</summary>
    [Fact]
    public void Bars_are_adjusted_from_the_ex_date_on_and_raw_when_asked_for()
    {
        var day = MinuteOf(Moment.Parse("2026-01-08T00:00+08:00"), known: Moment.Parse("2026-01-08T16:10+08:00"));
        var split = new CorporateAction(new(2026, 1, 9), CorporateActionKind.Split, default, 5, 1, Noon);
        var source = new Told([day], [split]);
        Assert.Equal("612.500", CloseAt("2026-01-08T23:00+08:00", adjusted: true));
        Assert.Equal("122.500", CloseAt("2026-01-09T10:00+08:00", adjusted: true));
        Assert.Equal("612.500", CloseAt("2026-01-09T10:00+08:00", adjusted: false));

        string CloseAt(string at, bool adjusted) =>
            Disclose(source, Tencent, Viewer.Staff, Surface.Page, Resolution.Day, Moment.Parse(at), adjusted).Bars[0].Close.ToString();
    }

    static BarDisclosure Disclose(
        IBarSource source,
        Instrument instrument,
        Viewer viewer,
        Surface surface,
        Resolution resolution,
        Moment at,
        bool adjusted = false
    )
    {
        var boards = new Board.Boards(DemoMarket.Instruments, new MemoryLog(), DemoMarket.Licence.Delays, Moment.Beginning);
        return DemoMarket.Gate.DiscloseBars(
            boards.Freeze(at),
            viewer,
            surface,
            instrument,
            source,
            resolution,
            Moment.Beginning,
            Moment.Never,
            adjusted
        );
    }

    static Bar MinuteOf(Moment begins, Moment known)
    {
        var (price, size) = (Price.Parse("612.5"), new Quantity(300));
        return new(begins, new(2026, 1, 8), price, price, price, price, size, Turnover.Of(price, size), 1, known);
    }

    /// <summary>Hands over what was known.</summary>
    sealed class Told(Bar[] bars, CorporateAction[]? actions = null) : IBarSource
    {
        public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) =>
            [.. bars.Where(b => b.Begins >= from && b.Begins < to && b.Known <= knownBy)];

        public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [.. (actions ?? []).Where(a => a.Known <= knownBy)];
    }

    /// <summary>Hands over what it has.</summary>
    sealed class Lying(Bar[] bars) : IBarSource
    {
        public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) => bars;

        public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [];
    }
}
