using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Broadtape.Tests.PortalTests;

/// <summary>Pages as a reader meets them: headings, links, languages, statements of time, what is bound to the stream.</summary>
public sealed class ReadAsPages(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Article = "/articles/1001/one-port-two-clocks";
    const string Founding = "?asof=2026-01-09T00:08%2B08:00";

    static readonly string[] Addresses =
    [
        "/",
        "/commentary",
        "/topics/currencies",
        "/columns/focus",
        Article,
        "/quotes/XHKG/00700",
        "/quotes/OTCM/CAOVY",
        "/quotes/XHKG/HSI",
        "/boards/ticker",
        "/boards/adr",
        "/boards/movers",
        "/boards/heatmap",
        "/about/data",
        "/account",
    ];

    async Task<IHtmlDocument> Open(string address) =>
        new HtmlParser().ParseDocument(await portal.Client.GetStringAsync(address, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Headings_begin_with_one_and_leave_out_no_level()
    {
        foreach (var address in Addresses)
        {
            var levels = (await Open(address)).QuerySelectorAll("main :is(h1,h2,h3,h4)").Select(h => h.LocalName[1] - '0').ToList();
            Assert.True(levels.Count(l => l == 1) == 1 && levels[0] == 1, $"{address}: {string.Join(' ', levels)}");
            Assert.True(levels.Zip(levels.Skip(1)).All(p => p.Second <= p.First + 1), $"{address}: {string.Join(' ', levels)}");
        }
    }

    [Fact]
    public async Task Ids_are_given_once_and_labels_point_at_something()
    {
        foreach (var address in Addresses)
        {
            var page = await Open(address);
            var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            Assert.True(
                ids.Distinct().Count() == ids.Count,
                $"{address}: {string.Join(' ', ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key))}"
            );
            foreach (var labelled in page.QuerySelectorAll("[aria-labelledby]"))
                Assert.Contains(labelled.GetAttribute("aria-labelledby"), ids);
        }
    }

    [Fact]
    public async Task A_past_page_leads_to_pages_of_the_same_moment_and_binds_nothing_to_the_stream()
    {
        foreach (var address in Addresses)
        {
            var page = await Open(address + Founding);
            foreach (var link in page.QuerySelectorAll("a[href^='/']:not(.back)").Select(a => a.GetAttribute("href")!))
                Assert.True(link.Contains("asof=") || link.StartsWith("/videos/", StringComparison.Ordinal), $"{address}: {link}");
            Assert.Equal(address, page.QuerySelector(".past .back")!.GetAttribute("href"));
            Assert.Empty(page.QuerySelectorAll("[data-live]"));
            Assert.NotNull(page.QuerySelector("form[role=search] input[name=asof]"));
        }
    }

    [Fact]
    public async Task A_live_page_binds_only_what_may_be_pushed()
    {
        var page = await Open(Article);
        var live = page.QuerySelectorAll("[data-live]").Select(r => r.GetAttribute("data-s")).ToHashSet();
        Assert.Contains("XXXX:DJI", live);
        Assert.DoesNotContain("XHKG:HSI", live);
        Assert.Empty((await Open("/quotes/XHKG/00700")).QuerySelectorAll("[data-s='XHKG:00700'][data-live]"));
    }

    [Fact]
    public async Task The_founding_page_makes_its_seven_statements_each_with_its_own_time()
    {
        var statements = (await Open(Article + Founding)).QuerySelectorAll(".stmt").Select(s => s.TextContent).ToList();
        Assert.Equal(
            [
                "美國指數之報價延遲最少15分鐘。美國時間為：08/01/2026 11:08 EST，數據時間 10:53。",
                "美股之報價延遲最少15分鐘。美國時間為：08/01/2026 11:08 EST，數據時間 10:53。",
                "港股之報價延遲最少15分鐘，資料更新時間為：08/01/2026 18:00。",
                "本地指數之報價為即時，資料更新時間為：08/01/2026 18:00。",
                "中國指數之報價為即時，資料更新時間為：08/01/2026 16:29。",
                "期指之報價為即時，資料更新時間為：09/01/2026 00:08。",
                "緊貼市況之報價延遲最少15分鐘，資料更新時間為：08/01/2026 16:40。",
            ],
            statements
        );
    }

    [Fact]
    public async Task A_column_of_figures_says_what_it_counts()
    {
        foreach (var board in new[] { "us-indices", "adr", "us", "ticker" })
        {
            var table = (await Open($"/boards/{board}")).QuerySelector(".board table")!;
            var heads = table.QuerySelectorAll("thead th");
            Assert.All(heads, h => Assert.NotEmpty(h.TextContent.Trim()));
            Assert.All(table.QuerySelectorAll("tbody tr"), r => Assert.Equal(heads.Length, r.Children.Length));
        }
        var receipts = (await Open("/boards/adr")).QuerySelectorAll(".board thead th").Select(h => h.TextContent).ToList();
        Assert.Equal(["按盤價(HKD)", "變動率", "較港股", "按盤價(USD)"], receipts[1..5]);
    }

    [Fact]
    public async Task A_call_stands_with_its_author_and_date_on_the_enlarged_ticker()
    {
        var row = (await Open("/boards/ticker")).QuerySelector("[data-s='XHKG:03993']")!;
        Assert.Contains("目標：$26.00以上", row.TextContent);
        Assert.Contains("市場組 08/01/2026 09:25", row.TextContent);
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_named_rather_than_left_blank()
    {
        var main = (await Open("/quotes/XHKG/00700")).QuerySelector("main")!;
        Assert.Empty(main.QuerySelectorAll(".facts [data-f=bid]"));
        Assert.Contains("買入", main.QuerySelector(".facts + .stmt")!.TextContent);
    }

    [Fact]
    public async Task In_English_whatever_is_written_in_Chinese_says_so()
    {
        foreach (
            var address in new[]
            {
                "/en",
                "/en/columns/focus",
                "/en/quotes/XHKG/03993",
                "/en" + Article,
                "/en/boards/ticker",
                "/en/quotes/XHKG/00700",
                "/en/no/such/page",
            }
        )
        {
            using var answer = await portal.Client.GetAsync(address, TestContext.Current.CancellationToken);
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            foreach (var text in page.Body!.Descendants<IText>().Where(t => t.Data.Any(c => c is >= '\u4e00' and <= '\u9fff')))
            {
                var language = text.ParentElement!.Closest("[lang]")!.GetAttribute("lang")!;
                Assert.True(language.StartsWith("zh", StringComparison.Ordinal), $"{address}: {text.Data.Trim()} is marked {language}");
            }
        }
    }
}
