using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadtape.Market;
using Broadtape.Portal.Moments;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>The past runs on for one reader; at minute N nothing of N + 1 shows anywhere, and it ends at now.</summary>
public sealed class Replaying : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;
    StandingPortal portal = null!;

    public async ValueTask InitializeAsync()
    {
        portal = await Recorded.Open(folder);
        portal.Pass(Duration.FromHours(1));
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    static string Stream(Moment from, int speed) => $"/stream?symbols=XNYS:BAC&asof={from}&replay={speed}";

    async Task<StreamReader> Listen(string address, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var answer = await portal.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    static async Task<(string Name, Moment At, string Data)> Next(StreamReader events)
    {
        var lines = new List<string>();
        while (await events.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && (line.Length > 0 || lines.Count == 0))
            lines.Add(line);
        var data = lines.Single(l => l.StartsWith("data: ", StringComparison.Ordinal))[6..];
        return (
            lines.Single(l => l.StartsWith("event: ", StringComparison.Ordinal))[7..],
            Moment.Parse(JsonDocument.Parse(data).RootElement.GetProperty("moment").GetString()!),
            data
        );
    }

    [Fact]
    public async Task Nothing_of_later_shows_in_the_stream_and_at_its_moment_it_does()
    {
        using var events = await Listen(Stream(Recorded.Seen - Duration.FromMinutes(1), 60));
        var (name, at, data) = await Next(events);
        Assert.Equal(("snapshot", Recorded.Seen - Duration.FromMinutes(1)), (name, at));
        Assert.Contains("100.00", data);
        // Half a second of the reader's is half a minute of the replay's.
        for (var sung = false; !sung; sung = data.Contains(Recorded.Canary))
        {
            portal.Wait(TimeSpan.FromSeconds(0.5));
            (_, at, data) = await Next(events);
            Assert.True(at >= Recorded.Seen || !data.Contains(Recorded.Canary), $"{at}: {data}");
            Assert.True(at < Recorded.Seen + Duration.FromMinutes(10), "the price is never told");
        }
    }

    [Fact]
    public async Task A_page_without_figures_listens_to_the_clock_alone()
    {
        using var events = await Listen($"/stream?symbols=&asof={Recorded.Sung}&replay=1");
        var (name, at, data) = await Next(events);
        Assert.Equal(("snapshot", Recorded.Sung), (name, at));
        Assert.Contains("\"rows\":[]", data);
        Assert.Equal("clock", (await Next(events)).Name);
    }

    [Fact]
    public async Task It_ends_at_now_and_shows_no_more_than_now_whatever_it_is_resumed_from()
    {
        var late = (portal.Now + Duration.FromHours(9)).UnixNanoseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var events = await Listen(Stream(portal.Now - Duration.FromMinutes(1), 600), ("Last-Event-ID", late));
        var told = new List<(string Name, Moment At, string Data)>();
        while (told.Count == 0 || told[^1].Name != "end")
            told.Add(await Next(events));
        Assert.All(told, e => Assert.True(e.At <= portal.Now));
    }

    [Fact]
    public async Task The_page_of_a_replay_is_the_past_page_bound_to_its_own_stream_and_its_links_go_on()
    {
        var from = Recorded.Seen - Duration.FromMinutes(1);
        foreach (var address in new[] { "/quotes/XNYS/BAC", "/boards/recording", "/" })
        {
            var page = await portal.Read($"{address}?asof={from}&replay=60");
            Assert.DoesNotContain(Recorded.Canary, page);
            Assert.Contains(" data-live", page);
            Assert.Contains("<bt-replay", page);
            Assert.DoesNotContain("<bt-tape", page);
            foreach (Match link in Regex.Matches(WebUtility.HtmlDecode(page), "<a [^>]*href=\"(/(?:boards|quotes|search)[^\"]*)\""))
                Assert.True(link.Groups[1].Value.Contains("replay=60") || page.Contains("class=\"back\""), link.Value);
        }
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_the_next_is_told_so()
    {
        var readers = new List<StreamReader>();
        for (var i = 0; i < Replays.Most; i++)
        {
            readers.Add(await Listen(Stream(Recorded.Sung, 1)));
            await Next(readers[^1]);
        }
        using (var refused = await portal.Get(Stream(Recorded.Sung, 1)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("8 replays are running", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        readers.ForEach(r => r.Dispose());
        // Who leaves makes room, as soon as the house has noticed.
        HttpStatusCode again;
        do
        {
            await Task.Yield();
            using var answer = await portal.Client.GetAsync(
                Stream(Recorded.Sung, 1),
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            );
            again = answer.StatusCode;
        } while (again == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, again);
    }

    [Theory]
    [InlineData("replay=60", "needs a moment to begin at")]
    [InlineData("asof=2013-10-07T10:00-04:00&replay=0", "is not a speed")]
    [InlineData("asof=2013-10-07T10:00-04:00&replay=601", "is not a speed")]
    [InlineData("asof=2013-10-07T10:00-04:00&replay=fast", "is not a speed")]
    public async Task A_replay_that_cannot_be_is_refused_with_the_reason(string query, string reason)
    {
        using var answer = await portal.Get("/en/?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
