using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadtape.Market;
using Broadtape.Newsroom;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>A chip tells two prices: the one the first readers saw, which stays, and the one of the page's own moment.</summary>
public sealed class PublicationPrice(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Address = "/articles/1001/one-port-two-clocks";

    async Task<List<(string Symbol, IElement Then, IElement Now)>> Chips(string address) =>
        [
            .. new HtmlParser()
                .ParseDocument(await portal.Client.GetStringAsync(address, TestContext.Current.CancellationToken))
                .QuerySelectorAll("a.chip")
                .Select(c => (c.GetAttribute("data-s")!, c.QuerySelectorAll("data")[0], c.QuerySelectorAll("data")[1])),
        ];

    [Fact]
    public async Task The_price_at_publication_is_the_one_of_the_page_as_of_then_and_never_changes()
    {
        var published = Moment.Parse("2026-01-08T20:30+08:00");
        var first = await Chips($"{Address}?asof={published}");
        Assert.NotEmpty(first);
        Assert.All(first, c => Assert.Equal(c.Now.TextContent, c.Then.TextContent));
        foreach (var later in new[] { "", "?asof=2026-01-09T00:08%2B08:00" })
        {
            var chips = await Chips(Address + later);
            Assert.Equal(first.Select(c => (c.Symbol, c.Then.OuterHtml)), chips.Select(c => (c.Symbol, c.Then.OuterHtml)));
            Assert.Contains(chips, c => c.Then.TextContent != c.Now.TextContent);
        }
    }

    [Fact]
    public async Task Both_prices_have_passports_and_only_the_one_of_now_is_bound_to_the_stream()
    {
        foreach (var (symbol, then, now) in await Chips(Address))
        {
            foreach (var name in new[] { "data-t", "data-src", "data-delay", "data-state", "data-u" })
                Assert.False(string.IsNullOrEmpty(then.GetAttribute(name)), $"{symbol}: {then.OuterHtml} has no {name}");
            Assert.False(then.HasAttribute("data-f"));
            Assert.Equal("price", now.GetAttribute("data-f"));
        }
    }

    [Fact]
    public async Task Before_the_tape_the_price_at_publication_is_none_and_says_so_in_words()
    {
        var newsroom = portal.Services.GetRequiredService<Newsroom.Newsroom>();
        var old = newsroom.Latest(Moment.Parse("2026-01-08T08:59+08:00"), 20).First(a => newsroom.Article(a.Id, a.FirstPublished)!.Body.Any(Names));
        var chips = await Chips($"/articles/{old.Id}/{old.Slug}");
        Assert.NotEmpty(chips);
        Assert.All(chips, c => Assert.Equal("–早於紀錄開始", c.Then.TextContent));
        Assert.All(chips, c => Assert.NotEqual("–", c.Now.TextContent));

        static bool Names(Block block) => block is Paragraph paragraph && paragraph.Inlines.Any(i => i is InstrumentChip);
    }
}
