using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Charts;
using Broadtape.Tests.Journeys;
using CsCheck;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Charts;

/// <summary>What a chart holds, and that picture, table, file and script say the same.</summary>
public sealed class ChartTests
{
    const string Symbol = "XHKG:00700";
    static readonly string[] Queries = ["", "range=5d", "lines=sma5,macd", "versus=XHKG:HSI"];
    static readonly Instrument Tencent = DemoMarket.Named(Symbol);
    static readonly Instrument HangSeng = DemoMarket.Named("XHKG:HSI");

    static ChartQuestion Ask(string query, Instrument? instrument = null)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new("?" + query);
        Assert.True(
            ChartQuestion.TryRead(request.Query, instrument ?? Tencent, DemoMarket.Instruments, out var question, out var refusal),
            refusal?.En
        );
        return question;
    }

    /// <summary>A morning's minute, the last before lunch, the first after it, and the closing auction's.</summary>
    static ChartWorld Day() =>
        new ChartWorld()
            .Minute(Symbol, "2026-01-09T09:30+08:00", "616.0")
            .Minute(Symbol, "2026-01-09T11:59+08:00", "618.5")
            .Minute(Symbol, "2026-01-09T13:00+08:00", "617.5")
            .Minute(Symbol, "2026-01-09T16:08+08:00", "620.0");

    [Fact]
    public void The_day_has_room_for_every_minute_of_trading_and_for_none_of_lunch()
    {
        var slots = Day().Read(Ask(""), "2026-01-09T17:00+08:00").Slots;
        Assert.Equal(331, slots.Count);
        var clocks = slots.Select(s => s.Begins.In(DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"]).TimeOfDay).ToList();
        Assert.Equal((new(9, 30), new(16, 8)), (clocks[0], clocks[^1]));
        Assert.DoesNotContain(clocks, c => c >= new LocalTime(12, 0) && c < new LocalTime(13, 0));
        Assert.Equal(["616.000", "618.500", "617.500", "620.000"], slots.Where(s => s.Bar is not null).Select(s => s.Bar!.Close.ToString()));
    }

    [Fact]
    public void A_day_that_has_begun_has_its_whole_room_and_no_bar_of_what_the_viewer_may_not_see()
    {
        var world = Day();
        Assert.Equal(330, world.Read(Ask(""), "2026-01-09T12:10+08:00", Viewer.Anonymous).Slots.Count);
        Assert.Single(Traded("2026-01-09T12:10+08:00", Viewer.Anonymous));
        Assert.Equal(2, Traded("2026-01-09T12:10+08:00", Viewer.Subscriber).Count);
        Assert.Equal(2, Traded("2026-01-09T12:15+08:00", Viewer.Anonymous).Count);

        List<ChartSlot> Traded(string at, Viewer viewer) => [.. world.Read(Ask(""), at, viewer).Slots.Where(s => s.Bar is not null)];
    }

    [Fact]
    public void No_chart_holds_a_bar_from_after_its_horizon_at_whatever_moment_it_is_read()
    {
        var world = new ChartWorld();
        var opens = Moment.Parse("2026-01-09T09:30+08:00");
        foreach (var at in new SessionAxis(DemoMarket.Timetables, Mic.Parse("XHKG")).Beginnings(new(2026, 1, 9), 1))
            world.Minute(Symbol, at.ToString(), "616.0");
        Gen.Select(Gen.Int[0, 8 * 3600], Gen.Int[0, 3].Select(i => Queries[i]), Gen.Bool)
            .Sample(
                (second, query, anonymous) =>
                {
                    var moment = opens + Duration.FromSeconds(second);
                    var chart = world.Read(Ask(query), moment.ToString(), anonymous ? Viewer.Anonymous : Viewer.Subscriber);
                    var horizon = moment - Duration.FromMinutes(anonymous ? 15 : 0);
                    Assert.All(chart.Slots.Where(s => s.Bar is not null), s => Assert.True(s.Begins + Duration.FromMinutes(1) <= horizon));
                    foreach (var figure in chart.Lines.SelectMany(l => l.Figures).Where(f => !f.IsNone))
                        Assert.True(figure.Passport.DataTime <= horizon && figure.Passport.IsComputed);
                },
                iter: 100
            );
    }

    [Fact]
    public void Five_days_leave_out_the_days_before_the_first_bar()
    {
        var world = Day().Minute(Symbol, "2026-01-08T09:30+08:00", "610");
        var slots = world.Read(Ask("range=5d"), "2026-01-09T17:00+08:00").Slots;
        Assert.Equal([new(2026, 1, 8), new(2026, 1, 9)], slots.Select(s => s.Day).Distinct());
        Assert.Equal(2 * 66 + 1, slots.Count);
    }

    [Fact]
    public void A_line_is_made_of_what_came_before_the_chart_began()
    {
        var world = new ChartWorld();
        var day = new LocalDate(2025, 12, 1);
        foreach (var close in Enumerable.Range(1, 30))
            world.DayOf(Symbol, day.PlusDays(close - 1), $"{close}");
        var chart = world.Read(Ask("range=ytd&lines=sma3,ema3"), "2026-01-02T20:00+08:00");
        Assert.Empty(chart.Slots);
        var month = world.Read(Ask("range=1m&lines=sma3&prices=raw"), "2026-01-10T20:00+08:00");
        Assert.Equal(("10", "9.000"), (month.Slots[0].Bar!.Close.Plain[..2], month.Lines[0].Figures[0].ToString()));
    }

    [Fact]
    public void A_comparison_begins_at_nothing_where_both_have_a_price_and_carries_the_others_last()
    {
        var world = new ChartWorld()
            .DayOf(Symbol, new(2026, 1, 5), "600")
            .DayOf(Symbol, new(2026, 1, 6), "630")
            .DayOf(Symbol, new(2026, 1, 7), "570")
            .DayOf("XHKG:HSI", new(2026, 1, 6), "26000")
            .DayOf("XHKG:HSI", new(2026, 1, 8), "26260")
            .DayOf(Symbol, new(2026, 1, 8), "661.5");
        var comparison = world.Read(Ask("range=1m&versus=XHKG:HSI"), "2026-01-09T09:00+08:00").Comparison!;
        Assert.Equal(["–", "0.00%", "-9.52%", "+5.00%"], comparison.Own.Select(f => f.ToString()));
        Assert.Equal(["–", "0.00%", "0.00%", "+1.00%"], comparison.Theirs.Select(f => f.ToString()));
    }

    [Fact]
    public void Events_stand_where_they_happened_or_where_trading_next_began()
    {
        var world = Day();
        world.Newsroom.Publish(1, "At lunch", "2026-01-09T12:30+08:00");
        world.Newsroom.Publish(2, "In the morning", "2026-01-09T10:15:30+08:00");
        world.Newsroom.Publish(3, "Yesterday", "2026-01-08T20:00+08:00");
        world.Newsroom.Publish(4, "Before the opening", "2026-01-09T08:00+08:00");
        world.Happened.Add(new(new(2026, 1, 9), CorporateActionKind.Dividend, Price.Parse("4.5"), 0, 0, Moment.Parse("2026-01-02T09:00Z")));
        var chart = world.Read(Ask("prices=raw"), "2026-01-09T17:00+08:00");
        Assert.Equal(
            ["09:30 Before the opening", "09:30 Ex-dividend: HKD 4.500 a share", "10:15 In the morning", "13:00 At lunch"],
            chart.Events.Select(e => $"{ChartTimes.Clock(chart.Slots[e.Slot].Begins, chart.Zone)} {e.Text}")
        );
        Assert.DoesNotContain(world.Read(Ask(""), "2026-01-09T08:30+08:00").Events, e => e.Text == "In the morning");
    }

    [Fact]
    public void A_past_chart_does_not_tick_nor_does_one_that_may_not_be_pushed()
    {
        Assert.True(Day().Read(Ask(""), "2026-01-09T11:00+08:00").MayTick);
        Assert.False(Day().Read(Ask(""), "2026-01-09T11:00+08:00", isPast: true).MayTick);
        // Real time as a page loads, fifteen minutes late on a stream.
        Assert.False(Day().Read(Ask("", HangSeng), "2026-01-09T11:00+08:00", Viewer.Anonymous).MayTick);
    }

    [Fact]
    public void Table_file_and_script_hold_the_same_figures()
    {
        var chart = Day().Read(Ask("lines=sma2,macd&versus=XHKG:HSI"), "2026-01-09T17:00+08:00");
        var table = new HtmlParser().ParseDocument($"<table>{ChartTable.Draw(chart, Edition.En, HtmlEncoder.Default)}</table>");
        var rows = table.QuerySelectorAll("tbody tr").Select(r => r.Children.Skip(1).Select(c => c.TextContent).ToArray()).Reverse().ToList();
        var script = Script(chart);
        var columns = script
            .GetProperty("bars")
            .EnumerateObject()
            .Select(b => b.Value)
            .Concat(script.GetProperty("lines").EnumerateArray())
            .Concat(script.GetProperty("versus").EnumerateArray())
            .Select(c => c.GetProperty("figures").EnumerateArray().Select(f => f.GetString() ?? "–").ToList())
            .ToList();
        var at = chart.Slots.Index().Where(s => s.Item.Bar is not null).Select(s => s.Index).ToList();
        Assert.Equal(at.Select(i => columns.Select(c => c[i]).ToArray()), rows);

        var csv = ChartCsv
            .Write(chart, Edition.En)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.Contains('#'))
            .Skip(1)
            .ToList();
        Assert.Equal(
            rows.Select(r => r.Select(f => f is "–" ? "" : string.Concat(f.Where(c => c is not (',' or '+' or '%')))).ToArray()),
            csv.Select(l => l.Split(',')).Select(c => (string[])[.. c[1..6], .. c[7..]])
        );
    }

    [Fact]
    public void The_file_says_whose_how_late_and_of_when_and_gives_its_times_their_offset()
    {
        var csv = ChartCsv.Write(Day().Read(Ask(""), "2026-01-09T12:10+08:00", Viewer.Anonymous), Edition.En);
        Assert.Contains("delayed at least 15 minutes; data time 9 Jan 2026 09:31 HKT", csv);
        Assert.Contains("\r\n2026-01-09T09:30:00+08:00,616.000,616.000,616.000,616.000,100,61600\r\n", csv);
    }

    [Fact]
    public void The_drawing_without_script_says_its_figures_in_words_and_breaks_once_a_day()
    {
        var svg = ChartSvg.Draw(Day().Read(Ask(""), "2026-01-09T17:00+08:00"), Edition.En, HtmlEncoder.Default);
        Assert.Contains("open 616.000, high 620.000, low 616.000, latest 620.000", svg);
        Assert.Equal(1, Count(svg, "class=break"));
        Assert.Equal(1, Count(svg, "class=line"));
        foreach (var hour in new[] { "10:00", "11:00", "13:00", "14:00", "15:00" })
            Assert.Contains($">{hour}<", svg);
        Assert.DoesNotContain(">12:00<", svg);
        Assert.DoesNotContain("style=", svg);
    }

    [Fact]
    public void A_chart_without_bars_says_so_instead_of_drawing_a_line()
    {
        var svg = ChartSvg.Draw(
            new ChartWorld().Read(Ask("", HangSeng), "2026-01-09T17:00+08:00"),
            Edition.ZhHant,
            HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All)
        );
        Assert.Contains("恒生指數在此時段未有成交紀錄", svg);
        Assert.DoesNotContain("class=line", svg);
    }

    [Fact]
    public void An_axis_of_wall_clocks_rises_where_summer_time_repeats_an_hour()
    {
        var fx = DemoMarket.Named("XXXX:USDHKD");
        var walls = Script(new ChartWorld().Read(Ask("", fx), "2026-01-09T17:00+08:00"))
            .GetProperty("slots")
            .EnumerateArray()
            .Select(s => s[0].GetInt64())
            .ToList();
        Assert.Equal(1_440, walls.Count);
        Assert.Equal(walls.Order().Distinct(), walls);
    }

    [Fact]
    public void What_was_kept_and_cannot_be_read_is_named_as_missing()
    {
        var world = Day();
        world.Lost.Add(new(Moment.Parse("2026-01-08T00:00+08:00"), Moment.Parse("2026-01-09T00:00+08:00"), "a block is damaged"));
        var words = ChartWords.Statement(world.Read(Ask("range=5d"), "2026-01-09T17:00+08:00"), Edition.En);
        Assert.Contains("Records from 8 Jan 2026 to 8 Jan 2026 cannot be read", words);
    }

    [Theory]
    [InlineData("range=2y", "none of")]
    [InlineData("lines=sma20,sma9999", "sma9999")]
    [InlineData("lines=a,b", "'a' in lines")]
    [InlineData("lines=sma2,sma3,sma4,sma5,sma6,sma7,sma8,sma9,sma10", "9 indicators; the limit is 8")]
    [InlineData("prices=wrong", "neither raw nor adjusted")]
    [InlineData("versus=XHKG:99999", "XHKG:99999")]
    public void What_cannot_be_drawn_is_refused_with_the_reason(string query, string reason)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new("?" + query);
        Assert.False(ChartQuestion.TryRead(request.Query, Tencent, DemoMarket.Instruments, out _, out var refusal));
        Assert.Contains(reason, refusal!.En);
    }

    [Theory]
    [InlineData("range=1d")]
    [InlineData("range=1y&lines=sma20,macd&versus=XHKG%3AHSI&prices=raw")]
    public void A_question_is_written_as_it_is_read(string query) => Assert.Equal(query, Ask(query).Query);

    static JsonElement Script(ChartData chart)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            ChartJson.Write(json, chart, Edition.En);
        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes.ToArray())).RootElement;
    }

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
