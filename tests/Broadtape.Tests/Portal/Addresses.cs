using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;

namespace Broadtape.Tests.PortalTests;

/// <summary>What the portal answers, to what is right and to what is not.</summary>
public sealed class Addresses(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Article = "/articles/1001/one-port-two-clocks";

    async Task<(HttpStatusCode Status, string Text)> Get(string address)
    {
        using var answer = await portal.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("2026-01-08T18:00%2B08:00")]
    [InlineData("2026-01-08T18:00+08:00")]
    [InlineData("2026-01-08T18:00 08:00")]
    [InlineData("2026-01-08T10:00:00Z")]
    public async Task A_plus_may_arrive_in_three_ways(string asof) => Assert.Equal(HttpStatusCode.OK, (await Get($"/?asof={asof}")).Status);

    [Theory]
    [InlineData("/?asof=2026-01-08T18:00", "2026-01-08T18:00+08:00")]
    [InlineData("/?asof=yesterday", "ISO 8601")]
    [InlineData("/?asof=2031-01-01T00:00Z", "尚未到來")]
    [InlineData("/en/?asof=2031-01-01T00:00Z", "has not come yet")]
    [InlineData("/api/v1/quotes", "Name the instruments")]
    [InlineData("/stream?symbols=XHKG:00700&asof=2026-01-08T18:00Z", "does not tick")]
    public async Task What_cannot_be_answered_is_refused_with_the_reason(string address, string reason)
    {
        var (status, text) = await Get(address);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, text);
    }

    [Fact]
    public async Task More_than_500_symbols_are_refused_with_the_limit()
    {
        var (status, text) = await Get("/stream?symbols=" + string.Join(',', Enumerable.Range(0, 6_000).Select(i => $"XHKG:{i:D5}")));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("500", text);
    }

    [Theory]
    [InlineData("/quotes/XHKG/00701", "00700")]
    [InlineData("/articles/999/one-port-two-clocks", "同一個港口")]
    [InlineData("/no/such/page", "找不到這一頁")]
    [InlineData("/boards/nothing", "找不到這一頁")]
    public async Task What_is_not_there_is_a_page_with_a_search_box_and_near_matches(string address, string near)
    {
        var (status, text) = await Get(address);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("name=\"q\"", text);
        Assert.Contains(near, text);
    }

    [Fact]
    public async Task Before_the_tape_begins_the_page_stands_and_its_figures_say_why_they_are_none()
    {
        var (status, text) = await Get("/boards/us?asof=2026-01-08T08:00%2B08:00");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("data-none=beforeTape", text);
    }

    [Fact]
    public async Task A_code_written_otherwise_leads_to_its_one_address()
    {
        using var answer = await portal.Client.GetAsync("/quotes/XHKG/700", TestContext.Current.CancellationToken);
        Assert.Equal("/quotes/XHKG/00700", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Quotes_carry_passports_and_anonymous_readers_get_no_bid()
    {
        var (_, text) = await Get("/api/v1/quotes?symbols=XHKG:00700,XNYS:BABA");
        var quotes = JsonDocument.Parse(text).RootElement.GetProperty("quotes").EnumerateArray().ToList();
        var bid = quotes[0].GetProperty("fields").GetProperty("bid");
        Assert.Equal(("notLicensed", JsonValueKind.Null), (bid.GetProperty("absence").GetString(), bid.GetProperty("value").ValueKind));
        Assert.Equal((0, 15), (quotes[0].GetProperty("delayMinutes").GetInt32(), quotes[1].GetProperty("delayMinutes").GetInt32()));
        Assert.False(quotes[0].GetProperty("pushable").GetBoolean());
        foreach (
            var field in quotes
                .SelectMany(q => q.GetProperty("fields").EnumerateObject())
                .Where(f => f.Value.GetProperty("value").ValueKind == JsonValueKind.String)
        )
            Assert.NotNull(field.Value.GetProperty("dataTime").GetString());
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        var paths = JsonDocument.Parse((await Get("/api/openapi.json")).Text).RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name);
        Assert.Equal(
            [
                "/api/v1/bars",
                "/api/v1/charts/{mic}/{code}.csv",
                "/api/v1/charts/{mic}/{code}.json",
                "/api/v1/instruments",
                "/api/v1/moments",
                "/api/v1/quotes",
                "/stream",
            ],
            paths.Order()
        );
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Machines_are_answered(string address) => Assert.Equal(HttpStatusCode.OK, (await Get(address)).Status);

    /// <summary>Routes that show no market number, and why; every other GET route is opened below.</summary>
    static readonly Dictionary<string, string> WithoutFigures = new()
    {
        ["/metrics"] = "counts of our own, for machines",
        ["/api/{documentName}.json"] = "describes the interface",
        ["/health/live"] = "a word",
        ["/health/ready"] = "a word",
        ["/api/v1/quotes"] = "JSON: every figure carries its passport, tested above",
        ["/api/v1/instruments"] = "names and codes",
        ["/api/v1/bars"] = "JSON: one passport for all its figures, tested with the bars",
        ["/api/v1/charts/{mic}/{code}.json"] = "JSON: one statement for all its figures, tested with the charts",
        ["/api/v1/charts/{mic}/{code}.csv"] = "a file: its first lines are the passport, tested with the charts",
        ["/udf/config"] = "names and codes",
        ["/udf/time"] = "the market's clock",
        ["/udf/search"] = "names and codes",
        ["/udf/symbols"] = "hours and delay",
        ["/udf/history"] = "JSON of a protocol that knows no passports; /udf/symbols says how late",
        ["/udf/marks"] = "headlines and calls",
        ["/udf/timescale_marks"] = "headlines of corporate actions",
        ["/udf/quotes"] = "JSON of a protocol that knows no passports; /udf/symbols says how late",
        ["/api/v1/moments"] = "moments",
        ["/moments/{way}"] = "leads to another page",
        ["/operations/feeds.json"] = "counts of our own, for machines",
        ["/stream"] = "frames of the gate's stream surface, tested with the stream",
        ["/account/as/{kind}"] = "takes a form, shows nothing",
        ["/{*path:nonfile}"] = "not found",
    };

    static readonly Dictionary<string, string> Examples = new()
    {
        ["/"] = "/",
        ["/topics/{slug}"] = "/topics/currencies",
        ["/columns/{slug}"] = "/columns/focus",
        ["/articles/{id:long}/{slug?}"] = Article,
        ["/quotes/{mic}/{code}"] = "/quotes/OTCM/CAOVY",
        ["/boards/{slug}"] = "/boards/adr",
        ["/about/data"] = "/about/data",
        ["/search"] = "/search?q=恒",
        ["/account"] = "/account",
        ["/about/udf-chart"] = "/about/udf-chart",
        ["/exchange-news"] = "/exchange-news",
        ["/operations"] = "/operations",
        ["/operations/feeds"] = "/operations/feeds",
        ["/operations/imports"] = "/operations/imports",
        ["/{slug}"] = "/commentary",
    };

    [Fact]
    public async Task Every_route_renders_only_figures_with_passports_or_says_why_it_has_none()
    {
        var routes = portal
            .Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!)
            .Distinct()
            .Where(r => !WithoutFigures.ContainsKey(r))
            .ToList();
        Assert.Empty(routes.Except(Examples.Keys));
        foreach (var route in routes)
        {
            var html = await portal.Client.GetStringAsync(Examples[route], TestContext.Current.CancellationToken);
            var page = new HtmlParser().ParseDocument(html);
            foreach (var figure in page.QuerySelectorAll("data"))
            {
                var row = figure.Closest("[data-s]");
                Assert.True(row is not null, $"{route}: {figure.OuterHtml} stands in no row");
                string? Own(string name) => figure.GetAttribute(name) ?? row.GetAttribute(name);
                Assert.True(
                    figure.HasAttribute("data-none")
                        || (Own("data-t"), Own("data-src"), Own("data-delay"), Own("data-state"), Own("data-u"))
                            is (not null, not null, not null, not null, not null),
                    $"{route}: {figure.OuterHtml} has no passport"
                );
            }
            // A number with decimals that is no figure would be a bare one; prose, calls and times are not the market's.
            foreach (var cell in page.QuerySelectorAll(".board td, .facts dd"))
            {
                foreach (var said in cell.QuerySelectorAll("data, .call, a").ToList())
                    said.Remove();
                Assert.DoesNotMatch(@"\d\.\d", cell.TextContent);
            }
        }
    }

    [Fact]
    public async Task The_band_stands_on_every_page()
    {
        foreach (var address in Examples.Values)
            Assert.Contains("模擬市場", (await Get(address)).Text);
    }

    [Theory]
    [InlineData("/zh-hans", "模拟市场", "zh-Hans")]
    [InlineData("/en", "Simulated market", "en")]
    public async Task Editions_speak_their_language(string prefix, string band, string language)
    {
        var (status, text) = await Get(prefix + Article);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(band, text);
        Assert.Contains($"<html lang=\"{language}\"", text);
    }
}
