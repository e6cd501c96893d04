using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Moments;
using Broadtape.Tests.Journeys;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>The time machine's control without script: a form, links, and words for moments that are not what they seem.</summary>
public sealed class ControlOfMoments(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Noon = "?asof=2026-01-08T12:00%2B08:00";

    async Task<(HttpStatusCode Status, string? Location, string Text)> Get(string address)
    {
        using var answer = await portal.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return (
            answer.StatusCode,
            answer.Headers.Location?.ToString(),
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        );
    }

    async Task<IHtmlDocument> Open(string address) =>
        new HtmlParser().ParseDocument(await portal.Client.GetStringAsync(address, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("/boards/adr?at=2026-01-08T18:00", "/boards/adr?asof=2026-01-08T18%3A00%3A00%2B08%3A00")]
    [InlineData("/en/?at=2026-01-08T05:00:30&zone=America/New_York", "/en/?asof=2026-01-08T05%3A00%3A30-05%3A00")]
    [InlineData("/search?q=700&at=2026-01-08T18:00&zone=Asia/Shanghai", "/search?q=700&asof=2026-01-08T18%3A00%3A00%2B08%3A00")]
    [InlineData("/?at=2026-01-08T18:00&replay=60", "/?asof=2026-01-08T18%3A00%3A00%2B08%3A00&replay=60")]
    [InlineData("/news?at=", "/news")]
    public async Task A_local_time_leads_to_its_moment_with_the_offset_written(string address, string location)
    {
        var answer = await Get(address);
        Assert.Equal((HttpStatusCode.SeeOther, location), (answer.Status, answer.Location));
    }

    [Theory]
    [InlineData("/en/?at=noon", "is not a date and time here")]
    [InlineData("/en/?at=2026-01-08T18:00&zone=Mars/Olympus", "'Mars/Olympus' is not a date and time here")]
    [InlineData("/en/?at=2025-03-09T02:30&zone=America/New_York", "There was no 2025-03-09 02:30 there")]
    [InlineData("/?at=2025-03-09T02:30&zone=America/New_York", "由 02:00 撥快至 03:00")]
    [InlineData("/en/?asof=9999-12-31T00:00Z", "is not a moment")]
    [InlineData("/en/?asof=0001-01-01T00:00Z", "is not a moment")]
    [InlineData("/en/?asof=2026-02-30T00:00Z", "is not a moment")]
    public async Task A_moment_that_never_was_is_refused_with_the_reason(string address, string reason)
    {
        var answer = await Get(address);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(reason, answer.Text);
    }

    [Fact]
    public async Task An_hour_that_came_twice_is_asked_about_and_both_are_offered()
    {
        var answer = await Get("/en/boards/us?at=2025-11-02T01:30&zone=America/New_York");
        Assert.Equal(HttpStatusCode.MultipleChoices, answer.Status);
        Assert.Contains("came twice", answer.Text);
        Assert.Contains("/en/boards/us?asof=2025-11-02T01%3A30%3A00-04%3A00", answer.Text);
        Assert.Contains("/en/boards/us?asof=2025-11-02T01%3A30%3A00-05%3A00", answer.Text);
    }

    [Fact]
    public async Task Before_the_tape_the_page_says_where_it_begins()
    {
        var page = await Open("/en/boards/us?asof=2026-01-07T12:00%2B08:00");
        Assert.Equal(
            "Prices are on record from 07/01/2026 20:00:00 EST (UTC-5); there are none for this moment.",
            page.QuerySelector("bt-moment .remark")!.TextContent
        );
        Assert.All(page.QuerySelectorAll("main .board data"), d => Assert.Equal("beforeTape", d.GetAttribute("data-none")));
    }

    [Theory]
    [InlineData("XNYS", "2026-01-19T12:00-05:00", "A holiday")]
    [InlineData("XNYS", "2026-01-17T12:00-05:00", "A weekend")]
    [InlineData("XHKG", "2026-01-19T12:00+08:00", null)]
    [InlineData("XHKG", "2040-01-19T12:00+08:00", "No trading calendar")]
    public void A_day_without_trading_is_said_to_be_one(string mic, string asof, string? said)
    {
        var moment = Moment.Parse(asof);
        var boards = new Boards(DemoMarket.Instruments, DemoMarket.Day.Value, DemoMarket.Licence.Delays, Moment.Beginning);
        var visit = new Visit(moment, true, Viewer.Anonymous, Edition.En, new(() => boards.At(moment)), "/");
        var remarks = MomentWords.Remarks(visit, TradingDay.Of(DemoMarket.Timetables, Mic.Parse(mic), moment)).ToList();
        if (said is null)
            Assert.Empty(remarks);
        else
            Assert.StartsWith(said, Assert.Single(remarks));
    }

    [Fact]
    public void A_day_has_the_hours_its_clocks_give_it_and_the_night_before_reaches_into_it()
    {
        var short_ = TradingDay.Of(DemoMarket.Timetables, Mic.Parse("XNYS"), Moment.Parse("2026-03-08T12:00-04:00"));
        Assert.Equal(23, (short_.Until - short_.From).TotalHours);
        var futures = TradingDay.Of(DemoMarket.Timetables, Mic.Parse("XHKF"), Moment.Parse("2026-01-09T12:00+08:00"));
        Assert.Equal(
            ["Night session 00:00-03:00", "Trading 09:15-12:00", "Lunch 12:00-13:00", "Trading 13:00-16:30", "Night session 17:15-00:00"],
            futures.Parts.Select(p => $"{p.Name.En} {At(p.From)}-{At(p.Until)}")
        );

        string At(Moment moment) => moment.In(futures.Zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_past_page_has_a_form_steps_and_the_way_back_and_an_article_leads_to_what_its_readers_saw()
    {
        var page = await Open("/articles/1003/eighteen-prices-of-the-day?asof=2026-01-09T00:08%2B08:00");
        var control = page.QuerySelector("bt-moment")!;
        Assert.Contains("09/01/2026 00:08 HKT (UTC+8)", control.TextContent);
        Assert.Equal("2026-01-09T00:08", control.QuerySelector("input[name=at]")!.GetAttribute("value"));
        Assert.Equal("/articles/1003/eighteen-prices-of-the-day", control.QuerySelector(".back")!.GetAttribute("href"));
        var saw = control.QuerySelectorAll("a").Single(a => a.TextContent == "本文刊出時讀者所見").GetAttribute("href")!;
        Assert.Contains("class=\"back\"", (await Get(saw)).Text);
        foreach (var way in new[] { "prev", "next" })
        {
            var step = await Get(control.QuerySelector($"[rel={way}]")!.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.SeeOther, step.Status);
            Assert.StartsWith("/articles/1003/eighteen-prices-of-the-day?asof=2026-01-", step.Location);
        }
    }

    [Fact]
    public async Task A_front_steps_from_article_to_article()
    {
        var next = await Get("/moments/next?page=/&asof=2026-01-08T12:00%2B08:00");
        var newsroom = portal.Services.GetRequiredService<Newsroom.Newsroom>();
        var published = newsroom.PublishedAfter(Moment.Parse("2026-01-08T12:00+08:00"), Moment.Parse("2026-01-09T10:00+08:00"))!.Value;
        Assert.Equal($"/?asof={Uri.EscapeDataString(published.ToString())}", next.Location);
        var back = await Get($"/moments/previous?page=/&asof={published}");
        Assert.NotNull(back.Location);
        Assert.NotEqual(next.Location, back.Location);
    }

    [Theory]
    [InlineData("/moments/next?page=//elsewhere.example")]
    [InlineData("/moments/next?page=https://elsewhere.example")]
    [InlineData("/moments/next")]
    [InlineData("/moments/sideways?page=/")]
    public async Task A_step_leads_nowhere_but_to_pages_of_this_site(string address) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(address)).Status);

    [Fact]
    public async Task A_fragment_stands_behind_the_moment()
    {
        var visit = new Visit(Moment.Parse("2026-01-08T04:00Z"), true, Viewer.Anonymous, Edition.En, new(() => null!), "/");
        Assert.Equal("/en/exchange-news?asof=2026-01-08T04%3A00%3A00Z#EX1", visit.To("/exchange-news#EX1"));
        Assert.Contains("name=\"asof\"", (await Get("/" + Noon)).Text);
    }
}
