using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>Whatever moment a reader asks for, he is shown what his kind could have seen then, and never more than now.</summary>
public sealed class HorizonOfThePast : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;
    StandingPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await Recorded.Open(folder);

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    static readonly string[] Addresses =
    [
        "/?",
        "/quotes/XNYS/BAC?",
        "/boards/recording?",
        "/search?q=BAC&",
        "/api/v1/quotes?symbols=XNYS:BAC&",
        "/en/quotes/XNYS/BAC?",
    ];

    async Task<bool> Sings(Moment? asof)
    {
        var sung = false;
        foreach (var address in Addresses)
            sung |= (await portal.Read(address + (asof is { } moment ? $"asof={moment}" : ""))).Contains(Recorded.Canary);
        return sung;
    }

    [Fact]
    public async Task A_moment_of_the_last_quarter_of_an_hour_shows_no_more_than_is_shown_now()
    {
        for (var minutes = 0; minutes < 15; minutes++)
        {
            Assert.False(await Sings(asof: null), $"{minutes} minutes after");
            for (var asked = 0; asked <= minutes; asked += 7)
                Assert.False(await Sings(Recorded.Sung + Duration.FromMinutes(asked)), $"asked {minutes} minutes after for {asked} minutes after");
            portal.Pass(Duration.FromMinutes(1));
        }
        Assert.True(await Sings(asof: null));
        Assert.True(await Sings(Recorded.Seen));
    }

    [Fact]
    public async Task Hours_later_the_past_shows_a_delayed_reader_what_he_could_see_then()
    {
        portal.Pass(Duration.FromHours(5));
        Assert.False(await Sings(Recorded.Seen - Duration.FromNanoseconds(1)));
        Assert.True(await Sings(Recorded.Seen));
        // The next trade takes its place but for the day's high.
        Assert.DoesNotContain(Recorded.Canary, await portal.Read($"/?asof={Recorded.Seen + Duration.FromSeconds(1)}"));
    }

    [Fact]
    public async Task Stepping_leads_a_delayed_reader_to_the_event_when_he_could_see_it_and_not_before_he_can()
    {
        var before = $"/api/v1/moments?symbols=XNYS:BAC&asof={Recorded.Sung}";
        Assert.Contains("\"next\":null", await portal.Read(before));
        portal.Pass(Duration.FromMinutes(15));
        Assert.Contains($"\"next\":\"{Recorded.Seen}\"", await portal.Read(before));
        using var step = await portal.Get($"/moments/next?page=/quotes/XNYS/BAC&asof={Recorded.Sung}");
        Assert.Equal($"/quotes/XNYS/BAC?asof={Uri.EscapeDataString(Recorded.Seen.ToString())}", step.Headers.Location!.ToString());
        using var back = await portal.Get($"/moments/previous?page=/quotes/XNYS/BAC&asof={portal.Now}");
        Assert.NotEqual(step.Headers.Location, back.Headers.Location);
        using var none = await portal.Get($"/moments/next?page=/quotes/XNYS/BAC&asof={portal.Now}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
    }
}
