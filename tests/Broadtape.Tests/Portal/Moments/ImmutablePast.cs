using System.Net;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Moments;
using Broadtape.Portal.Operations;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>A past page does not change: it has a tag, is kept, and is no page any more when what it was made of changes.</summary>
public sealed class ImmutablePast : IAsyncLifetime
{
    const string Noon = "?asof=2026-01-08T12:00%2B08:00";
    const string Board = "/boards/hk-indices" + Noon;

    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;
    StandingPortal portal = null!;

    string[] Shelf => Directory.GetFiles(Path.Combine(folder, "past-pages"), "*", SearchOption.AllDirectories);

    public async ValueTask InitializeAsync() => portal = await StandingPortal.Demo(folder, Moment.Parse("2026-01-08T14:00+08:00"));

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    async Task<string> Tag(string address, ViewerKind viewer = ViewerKind.Anonymous)
    {
        using var answer = await portal.Get(address, viewer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.ETag!.IsWeak);
        Assert.True(answer.Headers.CacheControl!.NoCache);
        return answer.Headers.ETag.Tag;
    }

    [Fact]
    public async Task A_past_page_has_a_strong_tag_and_who_has_it_is_told_so()
    {
        foreach (var address in new[] { "/?", "/quotes/XHKG/00700?", "/api/v1/quotes?symbols=XHKG:00700&", "/api/v1/instruments?q=700&" })
        {
            var past = address + Noon[1..];
            var tag = await Tag(past);
            portal.Pass(Duration.FromMinutes(1));
            Assert.Equal(tag, await Tag(past));
            using var again = await portal.Get(past, headers: ("If-None-Match", $"\"other\", {tag}"));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            using var other = await portal.Get(past, headers: ("If-None-Match", "\"other\""));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Fact]
    public async Task Every_thing_a_page_is_made_of_makes_another_tag()
    {
        string[] tags =
        [
            await Tag(Board),
            await Tag(Board, ViewerKind.Subscriber),
            await Tag("/en" + Board),
            await Tag("/boards/hk-indices?asof=2026-01-08T12:01%2B08:00"),
            await Tag("/boards/futures" + Noon),
            await TagWith("Cookie", "theme=dark"),
            await TagWith("Accept-Encoding", "br"),
        ];
        Assert.Equal(tags.Length, tags.Distinct().Count());

        async Task<string> TagWith(string header, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Board);
            request.Headers.Add(header, value);
            using var answer = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.Headers.ETag!.Tag;
        }
    }

    [Fact]
    public async Task A_page_is_kept_once_its_moment_lies_behind_every_delay_and_read_back_as_it_was()
    {
        var recent = $"/boards/adr?asof={portal.Now - Duration.FromMinutes(10)}";
        await portal.Read(recent);
        Assert.Empty(Shelf);
        var drawn = await portal.Read(Board);
        Assert.Single(Shelf);
        Assert.Equal(drawn, await portal.Read(Board));
        portal.Pass(Duration.FromMinutes(10));
        await portal.Read(recent);
        Assert.Equal(2, Shelf.Length);
    }

    [Fact]
    public async Task A_kept_page_that_was_damaged_is_drawn_again()
    {
        var drawn = await portal.Read(Board);
        var file = Shelf.Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(drawn, await portal.Read(Board));
    }

    [Fact]
    public async Task What_the_newsroom_changes_changes_the_past_at_once()
    {
        var before = await portal.Get("/" + Noon);
        Assert.DoesNotContain("補刊一則", await before.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        portal
            .Services.GetRequiredService<Newsroom.Newsroom>()
            .ImportArticles([
                (
                    """
                    ---
                    id: 4001
                    slug: late
                    lang: zh-Hant
                    headline: 補刊一則
                    standfirst: 早應刊出。
                    byline: 編輯部
                    section: news
                    published: 2026-01-08T11:00+08:00
                    ---

                    正文。
                    """,
                    "late.md"
                ),
            ]);
        using var after = await portal.Get("/" + Noon, headers: ("If-None-Match", before.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("補刊一則", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_shelf_holds_no_more_than_its_bound_and_lets_the_oldest_go()
    {
        var shelf = new PastShelf(
            Path.Combine(folder, "small"),
            new("0123456789abcdef"),
            portal.Services.GetRequiredService<Meters>(),
            bytesMost: 100_000
        );
        for (var i = 0; i < 50; i++)
            shelf.Keep($"{i:D4}", new("text/html", "", new byte[10_000]));
        Assert.InRange(
            Directory.GetFiles(Path.Combine(folder, "small"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length),
            60_000,
            100_000
        );
        Assert.NotNull(shelf.Find("0049"));
        Assert.Null(shelf.Find("0000"));
        // Another build finds nothing of this one's.
        var other = new PastShelf(Path.Combine(folder, "small"), new("fedcba9876543210"), portal.Services.GetRequiredService<Meters>());
        Assert.Null(other.Find("0049"));
    }
}
