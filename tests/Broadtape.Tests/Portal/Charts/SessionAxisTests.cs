using Broadtape.Market;
using Broadtape.Portal.Charts;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Charts;

/// <summary>The axis holds the minutes in which a market trades and no others (R3).</summary>
public sealed class SessionAxisTests
{
    static readonly string[] Mics = ["XHKG", "XHKF", "XNYS", "XSHG"];

    static SessionAxis AxisOf(string mic) => new(DemoMarket.Timetables, Mic.Parse(mic));

    static string Clocks(string mic, LocalDate day) =>
        string.Join(' ', AxisOf(mic).Stretches(day).Select(s => $"{Local(s.From, mic):dd/HH:mm}–{Local(s.To, mic):dd/HH:mm}"));

    static LocalDateTime Local(Moment moment, string mic) => moment.In(DemoMarket.Timetables.Find(Mic.Parse(mic))!.Zone).LocalDateTime;

    [Fact]
    public void A_full_day_of_Hong_Kong_has_330_minutes_and_none_at_lunch()
    {
        var minutes = AxisOf("XHKG").Beginnings(new(2026, 1, 9), 1).Select(m => Local(m, "XHKG").TimeOfDay).ToList();
        Assert.Equal(330, minutes.Count);
        Assert.Equal((new(9, 30), new(15, 59)), (minutes[0], minutes[^1]));
        Assert.DoesNotContain(minutes, m => m >= new LocalTime(12, 0) && m < new LocalTime(13, 0));
    }

    [Fact]
    public void A_half_day_ends_at_noon_and_a_holiday_has_no_room()
    {
        Assert.Equal("16/09:30–16/12:00", Clocks("XHKG", new(2026, 2, 16)));
        Assert.Equal("", Clocks("XHKG", new(2026, 2, 17)));
        Assert.Equal("", Clocks("XHKG", new(2026, 1, 10)));
    }

    [Fact]
    public void A_night_session_stands_before_the_day_it_belongs_to()
    {
        Assert.Equal("08/17:15–09/03:00 09/09:15–09/12:00 09/13:00–09/16:30", Clocks("XHKF", new(2026, 1, 9)));
        Assert.Equal("09/17:15–10/03:00 12/09:15–12/12:00 12/13:00–12/16:30", Clocks("XHKF", new(2026, 1, 12)));
    }

    [Fact]
    public void New_York_opens_at_half_past_nine_before_and_after_summer_time_begins()
    {
        var axis = AxisOf("XNYS");
        Assert.Equal(Moment.Parse("2026-03-06T14:30Z"), axis.Beginnings(new(2026, 3, 6), 1).First());
        Assert.Equal(Moment.Parse("2026-03-09T13:30Z"), axis.Beginnings(new(2026, 3, 9), 1).First());
    }

    [Fact]
    public void The_last_days_skip_weekends_and_holidays_and_begin_with_the_opening()
    {
        var axis = AxisOf("XHKG");
        Assert.Equal([new(2026, 2, 13), new(2026, 2, 16), new(2026, 2, 20)], axis.LastDays(Moment.Parse("2026-02-20T09:30+08:00"), 3));
        Assert.Equal(new LocalDate(2026, 2, 16), axis.LastDays(Moment.Parse("2026-02-20T09:29:59+08:00"), 1)[0]);
    }

    [Fact]
    public void Where_the_calendar_of_a_year_is_not_known_there_are_no_days() =>
        Assert.Empty(AxisOf("XHKG").LastDays(Moment.Parse("1999-06-01T10:00+08:00"), 5));

    [Fact]
    public void Beginnings_rise_and_lie_in_phases_of_trading_whatever_the_length() =>
        Gen.Select(Gen.Int[0, 3].Select(i => Mics[i]), Gen.Int[0, 364], Gen.Int[1, 60])
            .Sample(
                (mic, day, minutes) =>
                {
                    var places = AxisOf(mic).Beginnings(new LocalDate(2026, 1, 1).PlusDays(day), minutes).ToList();
                    Assert.Equal(places.Order().Distinct(), places);
                    Assert.All(
                        places,
                        p =>
                            Assert.True(
                                DemoMarket.Timetables.PhaseAt(Mic.Parse(mic), p, InstrumentKind.Other)
                                    is SessionPhase.Continuous
                                        or SessionPhase.NightSession
                            )
                    );
                }
            );
}
