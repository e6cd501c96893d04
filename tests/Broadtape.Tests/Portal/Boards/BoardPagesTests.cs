using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Broadtape.Tests.PortalTests;

/// <summary>Boards sorted, movers and the heatmap, as they are served.</summary>
public sealed class BoardPagesTests(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    async Task<IHtmlDocument> Open(string address) =>
        new HtmlParser().ParseDocument(await portal.Client.GetStringAsync(address, TestContext.Current.CancellationToken));

    static List<decimal?> Column(IParentNode page, string field) =>
        [
            .. page.QuerySelectorAll($"main .board tbody data[data-f={field}]")
                .Select(f => f.GetAttribute("value"))
                .Select(v => v is { Length: > 0 } ? decimal.Parse(v, CultureInfo.InvariantCulture) : (decimal?)null),
        ];

    [Theory]
    [InlineData("price")]
    [InlineData("changePercent")]
    [InlineData("volume")]
    public async Task A_board_is_sorted_by_the_column_asked_for_either_way_and_says_so(string field)
    {
        var down = await Open($"/boards/ticker?sort={field}");
        var values = Column(down, field);
        Assert.True(values.Count > 10);
        Assert.Equal(values.OrderByDescending(v => v ?? decimal.MinValue), values);
        var head = down.QuerySelector("th[aria-sort]")!;
        Assert.Equal("descending", head.GetAttribute("aria-sort"));

        var up = await Open(head.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("ascending", up.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
        Assert.Equal(Column(up, field).OrderBy(v => v ?? decimal.MaxValue), Column(up, field));
    }

    [Fact]
    public async Task A_column_no_board_has_leaves_the_board_as_it_is()
    {
        var plain = (await Open("/boards/ticker")).QuerySelectorAll("main .board tbody tr").Select(r => r.GetAttribute("data-s"));
        var asked = (await Open("/boards/ticker?sort=nothing")).QuerySelectorAll("main .board tbody tr").Select(r => r.GetAttribute("data-s"));
        Assert.Equal(plain, asked);
    }

    [Theory]
    [InlineData("by=up", "changePercent", 1)]
    [InlineData("by=down", "changePercent", -1)]
    [InlineData("by=turnover", "turnover", 1)]
    [InlineData("by=volume", "volume", 1)]
    [InlineData("market=us&by=turnover", "turnover", 1)]
    public async Task Movers_are_ordered_by_what_they_are_listed_for(string query, string field, int way)
    {
        var values = Column(await Open($"/boards/movers?{query}"), field);
        Assert.NotEmpty(values);
        Assert.All(values, v => Assert.True(v * way > 0));
        Assert.Equal(values.OrderByDescending(v => v * way), values);
    }

    [Fact]
    public async Task Every_rectangle_of_the_heatmap_stands_in_the_table_beside_it()
    {
        var page = await Open("/boards/heatmap");
        var table = page.QuerySelectorAll(".heatmap tbody tr[data-s]").Select(r => r.GetAttribute("data-s")).ToList();
        Assert.True(table.Count > 10);
        foreach (var picture in page.QuerySelectorAll("svg.heat"))
            Assert.Equal(table, picture.QuerySelectorAll("a[data-s]").Select(a => a.GetAttribute("data-s")));
    }
}
