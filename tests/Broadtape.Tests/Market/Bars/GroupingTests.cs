using Broadtape.Market;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.MarketTests.Bars;

public sealed class GroupingTests
{
    static readonly string[] Markets = ["XHKG", "XHKF", "XNYS", "XXXX"];
    static readonly LocalDate Thursday = new(2026, 1, 8);

    [Fact]
    public void An_hour_begins_with_its_session_and_ends_with_it()
    {
        var hours = Hours("XHKG", Thursday, "09:20", "09:30", "10:29", "10:30", "11:59", "13:00", "15:59", "16:08");
        Assert.Equal(["09:00–09:30", "09:30–10:30", "10:30–11:30", "11:30–12:00", "13:00–14:00", "15:00–16:00", "16:00–16:10"], hours);
    }

    [Fact]
    public void A_half_day_has_its_closing_auction_at_noon() =>
        Assert.Equal(["11:30–12:00", "12:00–12:10"], Hours("XHKG", new(2026, 12, 24), "11:59", "12:08"));

    /// <summary>Futures trade on past midnight: the night is one stretch over two dates.</summary>
    [Fact]
    public void The_night_is_counted_from_midnight_on_its_second_date() =>
        Assert.Equal(["17:15–18:15", "23:15–00:00"], Hours("XHKF", Thursday, "17:15", "23:59"));

    [Theory]
    [InlineData("2026-03-06", "2026-03-06T14:30:00Z")]
    [InlineData("2026-03-09", "2026-03-09T13:30:00Z")]
    public void New_York_opens_at_half_past_nine_on_either_side_of_its_change_of_clock(string date, string opens)
    {
        var zone = DemoMarket.Timetables.Find(Mic.Parse("XNYS"))!.Zone;
        var at = Moment.From(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value.At(new(9, 45)), zone);
        var hour = new BarGrouping(DemoMarket.Timetables, Mic.Parse("XNYS"), Resolution.Hour).Group([Minute(at, 1)])[0];
        Assert.Equal(Moment.Parse(opens), hour.Begins);
    }

    [Fact]
    public void A_week_and_a_month_are_over_with_the_last_day_of_theirs_that_trades()
    {
        var day = Day(new(2026, 4, 1));
        var zone = DemoMarket.Timetables.Find(Mic.Parse("XHKG"))!.Zone;
        // Good Friday, 3 April, is a holiday; 30 April a Thursday that trades.
        Assert.Equal("2026-03-30T00:00 – 2026-04-02T16:10", Span(Resolution.Week));
        Assert.Equal("2026-04-01T00:00 – 2026-04-30T16:10", Span(Resolution.Month));

        string Span(Resolution resolution)
        {
            var group = new BarGrouping(DemoMarket.Timetables, Mic.Parse("XHKG"), resolution).Group([day])[0];
            return $"{group.Begins.In(zone).LocalDateTime:uuuu-MM-dd'T'HH:mm} – {group.Ends.In(zone).LocalDateTime:uuuu-MM-dd'T'HH:mm}";
        }
    }

    [Fact]
    public void A_market_without_a_calendar_is_counted_from_midnight() =>
        Assert.Equal(["11:00–12:00", "12:00–13:00"], Hours("XLON", Thursday, "11:59", "12:00"));

    /// <summary>Whatever minutes trade: nothing is lost, nothing lies outside its bar, and a bar knows no more than its minutes.</summary>
    [Fact]
    public void Longer_bars_hold_their_minutes_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], Gen.Int[0, 1439].HashSet[1, 300])
            .Sample(
                (venue, resolution, minutes) =>
                {
                    var market = Mic.Parse(Markets[venue]);
                    var midnight = Moment.From(Thursday.AtMidnight(), DemoMarket.Timetables.Find(market)!.Zone);
                    var bars = minutes.Order().Select(m => Minute(midnight + Duration.FromMinutes(m), m + 1)).ToList();
                    var groups = new BarGrouping(DemoMarket.Timetables, market, Resolution.All[resolution]).Group(bars);
                    Assert.Equal(bars.Sum(b => b.Bar.Volume.Units), groups.Sum(g => g.Bar.Bar.Volume.Units));
                    foreach (var (group, next) in groups.Zip(groups.Skip(1)))
                        Assert.True(group.Ends <= next.Begins);
                    foreach (var group in groups)
                    {
                        Assert.True(group.Ends - group.Begins <= Duration.FromMinutes(Resolution.All[resolution].Most));
                        var own = bars.FindAll(b => b.Bar.Begins >= group.Begins && b.Bar.Begins < group.Ends);
                        Assert.Equal(own.Max(b => b.Bar.High), group.Bar.Bar.High);
                        Assert.Equal(own.Min(b => b.Bar.Low), group.Bar.Bar.Low);
                        Assert.Equal((own[0].Bar.Open, own[^1].Bar.Close), (group.Bar.Bar.Open, group.Bar.Bar.Close));
                        Assert.Equal(own.Max(b => b.Bar.Known), group.Bar.Bar.Known);
                        Assert.True(group.Bar.Vwap >= group.Bar.Bar.Low && group.Bar.Vwap <= group.Bar.Bar.High);
                    }
                }
            );

    static List<string> Hours(string mic, LocalDate day, params string[] minutes)
    {
        var market = Mic.Parse(mic);
        var zone = DemoMarket.Timetables.Find(market)?.Zone ?? DateTimeZone.Utc;
        var bars = minutes.Select(m =>
            Minute(Moment.From(day + NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(m).Value, zone), 1)
        );
        return
        [
            .. new BarGrouping(DemoMarket.Timetables, market, Resolution.Hour)
                .Group(bars)
                .Select(g => $"{g.Begins.In(zone).TimeOfDay:HH:mm}–{g.Ends.In(zone).TimeOfDay:HH:mm}"),
        ];
    }

    static AdjustedBar Minute(Moment begins, int price)
    {
        var (one, two, size) = (new Price(price * 1_000_000L), new Price(price * 1_000_000L + 20_000), new Quantity(100 * price));
        return AdjustedBar.Raw(new(begins, Thursday, one, two, one, two, size, Turnover.Of(one, size), 1, begins + Duration.FromSeconds(59)));
    }

    static AdjustedBar Day(LocalDate day) =>
        AdjustedBar.Raw(new(Moment.From(day.AtMidnight(), DateTimeZone.Utc), day, new(1), new(1), new(1), new(1), default, default, 0, default));
}
