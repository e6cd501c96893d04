using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Broadtape.Tests.PortalTests;

/// <summary>What a quote page tells beyond the quote, as an anonymous reader of the demo meets it.</summary>
public sealed class QuotePages(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Trading = "?asof=2026-01-08T11:30%2B08:00";

    async Task<IHtmlDocument> Open(string address) =>
        new HtmlParser().ParseDocument(await portal.Client.GetStringAsync(address, TestContext.Current.CancellationToken));

    [Fact]
    public async Task The_year_holds_the_day_and_says_when_its_ends_were_made()
    {
        var facts = (await Open("/en/quotes/XHKG/00700" + Trading)).QuerySelectorAll(".facts div").ToList();
        decimal Of(string name) =>
            decimal.Parse(
                facts
                    .Single(f => f.FirstElementChild!.TextContent.StartsWith(name, StringComparison.Ordinal))
                    .QuerySelector("data")!
                    .GetAttribute("value")!,
                System.Globalization.CultureInfo.InvariantCulture
            );
        Assert.InRange(Of("Previous close"), Of("52-week low"), Of("52-week high"));
        Assert.All(
            facts.Where(f => f.TextContent.StartsWith("52-week", StringComparison.Ordinal)),
            f => Assert.Matches(@"\d\d/\d\d/202[56]", f.QuerySelector("dt small")!.TextContent)
        );
    }

    [Fact]
    public async Task An_index_is_taken_apart_and_a_share_is_not()
    {
        var rows = (await Open("/en/quotes/XHKG/HSI" + Trading)).QuerySelectorAll("[aria-labelledby=members] tbody tr").ToList();
        Assert.Equal(15, rows.Count);
        Assert.All(rows, r => Assert.Equal(4, r.QuerySelectorAll("data[data-t][data-src]").Length));
        Assert.Null((await Open("/en/quotes/XHKG/00700" + Trading)).QuerySelector("#members"));
    }

    [Fact]
    public async Task A_delayed_reader_is_shown_four_trades_at_most_and_none_of_the_last_quarter_of_an_hour()
    {
        var times = (await Open("/en/quotes/XHKG/00700" + Trading))
            .QuerySelectorAll("[aria-labelledby=trades] time")
            .Select(t => t.TextContent)
            .ToList();
        Assert.Equal(4, times.Count);
        Assert.All(times, t => Assert.True(string.CompareOrdinal(t, "11:15:00") <= 0, t));
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Dividends_stand_newest_first_those_to_come_among_them_and_a_yield_beside_the_price()
    {
        var page = await Open("/en/quotes/XHKG/00005" + Trading);
        var days = page.QuerySelectorAll("[aria-labelledby=actions] tbody th").Select(t => t.TextContent).ToList();
        Assert.Equal(["12/03/2026", "06/11/2025", "14/08/2025", "08/05/2025", "06/03/2025"], days);
        var paid = page.QuerySelectorAll(".facts div")
            .Single(f => f.TextContent.StartsWith("Dividend yield", StringComparison.Ordinal))
            .QuerySelector("data")!;
        Assert.True(paid.HasAttribute("data-computed"));
        Assert.Equal("percent", paid.GetAttribute("data-u"));
    }
}
