using System.Net;
using Broadtape.Portal.Moments;
using Microsoft.AspNetCore.Routing;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>Every address that shows something shows it at any moment, or says on its route why it cannot.</summary>
public sealed class EveryAddress(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Noon = "2026-01-08T12:00%2B08:00";

    /// <summary>Where a moment means nothing: what is asked for there is no page of the market's day.</summary>
    static readonly Dictionary<string, string> Timeless = new()
    {
        ["/metrics"] = "counts of this process",
        ["/health/live"] = "a word of this process",
        ["/health/ready"] = "a word of this process",
        ["/api/{documentName}.json"] = "describes the interface",
        ["/udf/config"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/time"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/search"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/symbols"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/history"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/marks"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/timescale_marks"] = "answers a moment in a form of its own, tested with the rest of UDF",
        ["/udf/quotes"] = "answers a moment in a form of its own, tested with the rest of UDF",
    };

    static readonly Dictionary<string, string> Examples = new()
    {
        ["/"] = "/?",
        ["/topics/{slug}"] = "/topics/currencies?",
        ["/columns/{slug}"] = "/columns/focus?",
        ["/articles/{id:long}/{slug?}"] = "/articles/1004/tick-sizes-phase-one?",
        ["/quotes/{mic}/{code}"] = "/quotes/XHKG/00700?",
        ["/boards/{slug}"] = "/boards/hk-indices?",
        ["/about/data"] = "/about/data?",
        ["/search"] = "/search?q=恒&",
        ["/account"] = "/account?",
        ["/exchange-news"] = "/exchange-news?",
        ["/about/udf-chart"] = "/about/udf-chart?",
        ["/operations"] = "/operations?",
        ["/operations/feeds"] = "/operations/feeds?",
        ["/operations/imports"] = "/operations/imports?",
        ["/operations/feeds.json"] = "/operations/feeds.json?",
        ["/{slug}"] = "/commentary?",
        ["/{*path:nonfile}"] = "/no/such/page?",
        ["/api/v1/quotes"] = "/api/v1/quotes?symbols=XHKG:HSI&",
        ["/api/v1/instruments"] = "/api/v1/instruments?q=700&",
        ["/api/v1/bars"] = "/api/v1/bars?symbol=XHKG:HSI&resolution=1D&",
        ["/api/v1/charts/{mic}/{code}.json"] = "/api/v1/charts/XHKG/HSI.json?",
        ["/api/v1/charts/{mic}/{code}.csv"] = "/api/v1/charts/XHKG/HSI.csv?",
        ["/api/v1/moments"] = "/api/v1/moments?symbols=XHKG:HSI&",
        ["/moments/{way}"] = "/moments/next?page=/boards/hk-indices&",
        ["/stream"] = "/stream?symbols=XHKG:HSI&",
    };

    IEnumerable<RouteEndpoint> Routes =>
        portal
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .DistinctBy(e => e.RoutePattern.RawText)
            .Where(e => !Timeless.ContainsKey(e.RoutePattern.RawText!));

    async Task<(HttpStatusCode Status, string Text)> Get(string address)
    {
        using var answer = await portal.Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Every_route_is_asked_for_the_past_and_either_answers_or_says_why_it_has_none()
    {
        foreach (var route in Routes)
        {
            var pattern = route.RoutePattern.RawText!;
            Assert.True(Examples.ContainsKey(pattern), $"{pattern} stands on no list: does it honour asof?");
            var example = Examples[pattern];
            var (malformed, said) = await Get(example + "asof=yesterday");
            Assert.True(malformed == HttpStatusCode.BadRequest && said.Contains("ISO 8601"), $"{pattern} takes a malformed moment");
            if (pattern == "/stream")
                continue;
            var (status, text) = await Get(example + "asof=" + Noon);
            if (route.Metadata.GetMetadata<OnlyNow>() is not null)
                Assert.Equal(HttpStatusCode.BadRequest, status);
            else if (text.Contains("<html"))
                Assert.Contains("datetime=\"2026-01-08T04:00:00Z\"", text);
            else
                Assert.True((int)status is 200 or 303, $"{pattern} answers {status}");
        }
    }

    [Fact]
    public async Task Figures_of_the_past_are_other_figures_than_those_of_now_in_pages_and_in_JSON()
    {
        foreach (var pattern in new[] { "/quotes/{mic}/{code}", "/boards/{slug}", "/", "/api/v1/quotes" })
        {
            var (then, now) = ((await Get(Examples[pattern] + "asof=" + Noon)).Text, (await Get(Examples[pattern].TrimEnd('?', '&'))).Text);
            // Tencent and the index moved between Thursday noon and Friday morning.
            Assert.NotEqual(Value(now), Value(then));
        }

        static string Value(string text) =>
            System.Text.RegularExpressions.Regex.Match(text, "data-f=price value=\"([\\d.]+)\"|\"value\":\"([\\d.]+)\"").Value;
    }
}
