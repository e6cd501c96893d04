using Broadtape.Market;
using CsCheck;
using NodaTime;
using static Broadtape.Tests.MarketTests.ExchangeRules;

namespace Broadtape.Tests.MarketTests;

public class TimetableTests
{
    static readonly Mic Hkg = Mic.Parse("XHKG");
    static readonly Mic Futures = Mic.Parse("XHKF");
    static readonly Mic NewYork = Mic.Parse("XNYS");

    [Theory]
    [InlineData("S1", "2018-02-14T16:00:30", InstrumentKind.Equity, SessionPhase.ReferencePriceFixing)]
    [InlineData("S2", "2026-01-08T09:21:00", InstrumentKind.Equity, SessionPhase.PreOpeningMatching)]
    [InlineData("S3", "2026-01-08T12:15:00", InstrumentKind.Equity, SessionPhase.Lunch)]
    [InlineData("S4", "2021-02-11T12:05:00", InstrumentKind.Equity, SessionPhase.ClosingOrderInput)]
    [InlineData("S5", "2021-02-11T13:30:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("S8", "2026-01-08T09:10:00", InstrumentKind.DerivativeWarrant, SessionPhase.Closed)]
    [InlineData("S9", "2026-01-08T16:05:00", InstrumentKind.Cbbc, SessionPhase.Closed)]
    [InlineData("W1", "2024-09-06T10:00:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("W2 no opening auction", "2023-10-09T13:50:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("W2 opened at 14:00", "2023-10-09T14:00:00", InstrumentKind.Equity, SessionPhase.Continuous)]
    [InlineData("W2 closing auction", "2023-10-09T16:05:00", InstrumentKind.Equity, SessionPhase.ClosingOrderInput)]
    [InlineData("W4", "2023-07-17T14:00:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("before", "2026-01-08T08:59:59", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("POS", "2026-01-08T09:00:00", InstrumentKind.Etf, SessionPhase.PreOpening)]
    [InlineData("POS no cancellation", "2026-01-08T09:15:00", InstrumentKind.Reit, SessionPhase.PreOpeningNoCancel)]
    [InlineData("blocking", "2026-01-08T09:29:59", InstrumentKind.Equity, SessionPhase.Blocking)]
    [InlineData("morning", "2026-01-08T09:30:00", InstrumentKind.DerivativeWarrant, SessionPhase.Continuous)]
    [InlineData("afternoon's end", "2026-01-08T15:59:59", InstrumentKind.Equity, SessionPhase.Continuous)]
    [InlineData("no cancellation", "2026-01-08T16:06:00", InstrumentKind.Equity, SessionPhase.ClosingNoCancel)]
    [InlineData("random close", "2026-01-08T16:09:59", InstrumentKind.Equity, SessionPhase.ClosingRandom)]
    [InlineData("after", "2026-01-08T16:10:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("Saturday", "2026-01-10T10:00:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("holiday", "2026-02-17T10:00:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("first day of a year", "2025-01-01T10:00:00", InstrumentKind.Equity, SessionPhase.Closed)]
    public void Hong_Kongs_phase_by_the_clock(string id, string local, InstrumentKind kind, SessionPhase phase) =>
        Assert.True(phase == Calendar.PhaseAt(Hkg, HongKong(local), kind), id);

    [Fact]
    public void W3_severe_weather_changes_nothing_since_23_September_2024()
    {
        var late = (File("weather.csv").Text.TrimEnd() + "\nXHKG,2025-09-24,\n", "weather.csv");
        var refused = Assert.Throws<ReferenceException>(() => Timetables.Parse(File("venues.csv"), File("sessions.csv"), File("holidays.csv"), late));
        Assert.Contains("2024-09-23", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XHKF", "2026-01-08T09:15:00+08:00", SessionPhase.Continuous)]
    [InlineData("XHKF", "2026-01-08T16:30:00+08:00", SessionPhase.Closed)]
    [InlineData("XHKF", "2026-01-08T17:15:00+08:00", SessionPhase.NightSession)]
    [InlineData("XHKF", "2026-01-09T00:08:00+08:00", SessionPhase.NightSession)]
    [InlineData("XHKF", "2026-01-10T02:59:59+08:00", SessionPhase.NightSession)]
    [InlineData("XHKF", "2026-01-10T03:00:00+08:00", SessionPhase.Closed)]
    [InlineData("XHKF", "2026-02-17T01:00:00+08:00", SessionPhase.Closed)]
    [InlineData("XNYS", "2026-01-08T11:08:00-05:00", SessionPhase.Continuous)]
    [InlineData("XNAS", "2026-01-08T09:29:59-05:00", SessionPhase.PreMarket)]
    [InlineData("XNYS", "2026-01-08T19:59:59-05:00", SessionPhase.AfterHours)]
    [InlineData("XNYS", "2026-07-10T09:30:00-04:00", SessionPhase.Continuous)]
    [InlineData("XNYS", "2026-11-27T13:00:00-05:00", SessionPhase.AfterHours)]
    [InlineData("XNYS", "2013-10-07T09:30:00-04:00", SessionPhase.Continuous)]
    [InlineData("IEXG", "2017-07-10T10:32:18-04:00", SessionPhase.Continuous)]
    [InlineData("OTCM", "2026-01-08T09:00:00-05:00", SessionPhase.Closed)]
    [InlineData("XSHG", "2026-01-08T11:45:00+08:00", SessionPhase.Lunch)]
    [InlineData("XSHG", "2026-02-20T10:00:00+08:00", SessionPhase.Closed)]
    [InlineData("XXXX", "2026-01-09T23:59:59+08:00", SessionPhase.Continuous)]
    [InlineData("XXXX", "2026-01-10T00:00:00+08:00", SessionPhase.Closed)]
    public void The_phase_of_other_markets(string mic, string at, SessionPhase phase) =>
        Assert.Equal(phase, Calendar.PhaseAt(Mic.Parse(mic), Moment.Parse(at), InstrumentKind.Index));

    [Theory]
    [InlineData("XHKG", "2026-01-09T00:08:00+08:00", "2026-01-08")]
    [InlineData("XHKG", "2026-01-09T09:00:00+08:00", "2026-01-09")]
    [InlineData("XHKG", "2026-01-11T12:00:00+08:00", "2026-01-09")]
    [InlineData("XHKG", "2026-02-19T12:00:00+08:00", "2026-02-16")]
    [InlineData("XHKF", "2026-01-09T02:00:00+08:00", "2026-01-08")]
    [InlineData("XNYS", "2026-01-09T00:08:00+08:00", "2026-01-08")]
    public void The_evening_and_the_weekend_are_still_the_last_trading_days(string mic, string at, string day) =>
        Assert.Equal(Date(day), Calendar.TradingDayAt(Mic.Parse(mic), Moment.Parse(at)));

    [Theory]
    [InlineData("2026-01-08T12:15:00", InstrumentKind.Equity, "2026-01-08T13:00:00", SessionPhase.Continuous)]
    [InlineData("2026-01-08T15:00:00", InstrumentKind.Cbbc, "2026-01-08T16:00:00", SessionPhase.Closed)]
    [InlineData("2026-01-09T16:10:00", InstrumentKind.Equity, "2026-01-12T09:00:00", SessionPhase.PreOpening)]
    [InlineData("2026-01-09T16:10:00", InstrumentKind.DerivativeWarrant, "2026-01-12T09:30:00", SessionPhase.Continuous)]
    public void The_next_change_is_the_instruments_own(string local, InstrumentKind kind, string next, SessionPhase phase)
    {
        var change = Calendar.NextChange(Hkg, HongKong(local), kind);
        Assert.Equal((HongKong(next), phase), (change.At, change.Phase));
    }

    [Fact]
    public void The_verified_year_2021_has_the_days_its_table_names()
    {
        LocalDate[] days =
        [
            .. Enumerable.Range(0, 365).Select(d => new LocalDate(2021, 1, 1).PlusDays(d)).Where(d => d.DayOfWeek < IsoDayOfWeek.Saturday),
        ];
        Assert.Equal(
            ["01-01", "02-12", "02-15", "04-02", "04-05", "04-06", "05-19", "06-14", "07-01", "09-22", "10-01", "10-13", "10-14", "12-27"],
            days.Where(d => Calendar.DayOf(Hkg, d) == DayKind.Closed).Select(d => d.ToString("MM-dd", null))
        );
        Assert.Equal(["02-11", "12-24", "12-31"], days.Where(d => Calendar.DayOf(Hkg, d) == DayKind.Half).Select(d => d.ToString("MM-dd", null)));
    }

    [Fact]
    public void A_year_without_rows_is_an_error_that_says_what_to_do() =>
        Assert.Contains(
            "XHKG in 2031",
            Assert.Throws<ArgumentException>(() => Calendar.PhaseAt(Hkg, HongKong("2031-03-03T10:00:00"), InstrumentKind.Equity)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_unconfirmed_year_says_so() => Assert.Contains("XHKG 2026", Calendar.Unconfirmed);

    [Fact]
    public void The_phase_at_a_moment_is_the_last_change_before_it() =>
        Gen.Select(Gen.Int[0, 2].Select(i => new[] { Hkg, Futures, NewYork }[i]), Gen.Long[0, 300L * 86_400])
            .Sample(
                (market, seconds) =>
                {
                    var at = HongKong("2026-01-05T12:00:00") + Duration.FromSeconds(seconds);
                    var day = at.In(Calendar.Find(market)!.Zone).Date;
                    var change = Calendar.Changes(market, day.PlusDays(-14), day.PlusDays(1)).Last(c => c.At <= at);
                    return change.Phase == Calendar.PhaseAt(market, at, InstrumentKind.Equity);
                }
            );

    [Theory]
    [InlineData("XHKG,2027-02-05,closed,a test,verified\nXHKG,2027-02-05,half,a test,verified", 4)]
    [InlineData("XHKG,2027-02-06,closed,a test,verified", 3)]
    [InlineData("XHKG,2027-02-05,shut,a test,verified", 3)]
    [InlineData("XHKG,2027-02-05,closed,,verified", 3)]
    [InlineData("XHKG,2027-02-05,closed,a test,surely", 3)]
    [InlineData("XHKG,2027-02-05,closed,a test", 3)]
    public void A_wrong_holiday_is_refused_with_file_and_line(string rows, int line)
    {
        var holidays = ("# source: a test\ncalendar,date,kind,source,confidence\n" + rows, "holidays.csv");
        var refused = Assert.Throws<ReferenceException>(() =>
            Timetables.Parse(File("venues.csv"), File("sessions.csv"), holidays, File("weather.csv"))
        );
        Assert.Equal(("holidays.csv", line), (refused.File, refused.Line));
    }
}
