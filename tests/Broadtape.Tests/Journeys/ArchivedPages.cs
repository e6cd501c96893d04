using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Moments;
using Broadtape.Tests.PortalTests.Moments;
using NodaTime;

namespace Broadtape.Tests.Journeys;

/// <summary>
/// A simulated day is read by every kind of viewer while it happens, and every page is archived as it was served. Asked for later as of its
/// moment, each is the same byte for byte but for the printed list. 1,000 pages; 10,000 in <c>./build soak</c>.
/// </summary>
public sealed class ArchivedPages
{
    static readonly int Count = Soak.Times(10_000);

    /// <summary>Pages asked for at each moment, so that readings and caches of one reader meet those of the next.</summary>
    const int AtOnce = 4;

    static readonly Moment Begins = Moment.Parse("2026-01-08T09:05+08:00");
    static readonly Moment Ends = Moment.Parse("2026-01-09T10:00+08:00");

    static readonly string[] Addresses =
    [
        "/",
        "/commentary",
        "/news",
        "/topics/currencies",
        "/columns/focus",
        "/articles/1001/one-port-two-clocks",
        "/articles/1002/what-nominal-price-is",
        "/articles/1003/eighteen-prices-of-the-day",
        "/articles/1007/how-adr-parity-works",
        "/quotes/XHKG/00700",
        "/quotes/XHKG/03993",
        "/quotes/XHKG/HSI",
        "/quotes/XNYS/BABA",
        "/quotes/OTCM/CAOVY",
        "/quotes/XXXX/USDHKD",
        "/boards/us-indices",
        "/boards/hk-indices",
        "/boards/futures",
        "/boards/adr",
        "/boards/us",
        "/boards/ticker",
        "/boards/movers",
        "/boards/heatmap",
        "/quotes/XHKG/00388?range=1y",
        "/exchange-news",
        "/about/data",
        "/account",
        "/search?q=恒",
    ];

    [Fact, Trait(Soak.Trait, Soak.Long)]
    public async Task Every_page_archived_live_is_the_page_as_of_its_moment()
    {
        var folder = Directory.CreateTempSubdirectory("broadtape").FullName;
        var archive = Path.Combine(folder, "pages.archive");
        await using (var portal = await StandingPortal.Demo(folder, Begins, archive))
        {
            await LiveThrough(portal);
            var pages = PageArchive.Read(archive).ToList();
            Assert.True(pages.Count >= Count, $"{pages.Count} pages were archived");
            foreach (var page in pages)
            {
                var main = page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..page.Html.IndexOf("</main>", StringComparison.Ordinal)];
                Assert.True(PageDifferences.Remove(main).Length > main.Length * 4 / 5, $"{page.Address}: most of what it says may differ");
                var difference = await PageProof.Differs(portal.Client, page, TestContext.Current.CancellationToken);
                Assert.True(difference is null, difference);
            }
            foreach (var (what, _) in PageDifferences.List)
                TestContext.Current.TestOutputHelper!.WriteLine($"may differ: {what}");
        }
        Directory.Delete(folder, recursive: true);
    }

    static async Task LiveThrough(StandingPortal portal)
    {
        var random = new Random(20260108);
        var step = (Ends - Begins).ToInt64Nanoseconds() * AtOnce / Count;
        var editions = new[] { "", "", "/en", "/zh-hans" };
        for (var told = 0; told < Count; )
        {
            portal.Pass(Duration.FromNanoseconds(1 + random.NextInt64(2 * step)));
            // What is asked for twice within a frame is drawn, and archived, once.
            var asked = new List<(string Address, ViewerKind Viewer)>();
            while (asked.Count < AtOnce)
            {
                var page = (
                    Address: editions[random.Next(editions.Length)] + Addresses[random.Next(Addresses.Length)],
                    Viewer: (ViewerKind)random.Next(3)
                );
                if (asked.Contains(page))
                    continue;
                asked.Add(page);
                using var answer = await portal.Get(page.Address, page.Viewer);
                // An article is not there before it was published.
                told += answer.IsSuccessStatusCode ? 1 : 0;
            }
        }
    }
}
