using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

/// <summary>A line of an indicator is figures: rounded once, as late and as old as the bars it stands at.</summary>
public sealed class IndicatorLineTests
{
    static readonly Moment Begins = Moment.Parse("2026-01-08T09:30+08:00");

    [Theory]
    [InlineData("sma3", 0, "2.333", Unit.Money, "HKD")]
    [InlineData("ema3", 0, "2.333", Unit.Money, "HKD")]
    [InlineData("boll3", 0, "4.828", Unit.Money, "HKD")]
    [InlineData("boll3", 2, "-0.161", Unit.Money, "HKD")]
    [InlineData("rsi2", 0, "100.00", Unit.Points, "")]
    public void The_last_of_one_two_and_four_is(string name, int line, string last, Unit unit, string currency)
    {
        Assert.True(Indicator.TryParse(name, out var indicator));
        var bars = Disclosed("1", "2", "4");
        var figures = IndicatorLines.Of(bars, indicator)[line].Figures;
        Assert.Equal(last, figures[2].ToString());
        Assert.Equal(bars.Bars[2].Close.Passport with { Unit = unit, Currency = currency, IsComputed = true }, figures[2].Passport);
        Assert.Equal((FigureState.None, Absence.NoInput), (figures[0].Passport.State, figures[0].Passport.Absence));
    }

    [Fact]
    public void Performance_is_in_percent_of_where_it_starts_and_none_without_a_start()
    {
        var bars = Disclosed("1.5", "3", "1");
        Assert.Equal(["0.00%", "+100.00%", "-33.33%"], IndicatorLines.Performance(bars, bars.Bars[0].Close).Select(f => f.ToString()));
        Assert.All(IndicatorLines.Performance(bars, default), f => Assert.True(f.IsNone));
    }

    static BarDisclosure Disclosed(params string[] closes)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, new MemoryLog(), DemoMarket.Licence.Delays, Moment.Beginning);
        return DemoMarket.Gate.DiscloseBars(
            boards.Freeze(Begins + Duration.FromHours(1)),
            Viewer.Subscriber,
            Surface.Page,
            DemoMarket.Named("XHKG:00700"),
            new Kept(closes),
            Resolution.Minute,
            Moment.Beginning,
            Moment.Never,
            adjusted: false
        );
    }

    sealed class Kept(string[] closes) : IBarSource
    {
        public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) =>
            [.. closes.Select((c, i) => Minute(Begins + Duration.FromMinutes(i), Price.Parse(c)))];

        public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [];

        static Bar Minute(Moment at, Price price) =>
            new(at, new(2026, 1, 8), price, price, price, price, new(100), Turnover.Of(price, new(100)), 1, at + Duration.FromMinutes(1));
    }
}
