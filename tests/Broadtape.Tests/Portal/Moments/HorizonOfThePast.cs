using System.IO.Compression;
using Broadtape.Market;
using Broadtape.Portal;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>
/// A recording of three trades, the second at a price that stands nowhere else; its licence lets anonymous readers see it 15 minutes late.
/// Whatever moment they ask for, they are shown what that kind of reader could have seen then, and never more than now.
/// </summary>
public sealed class HorizonOfThePast : IAsyncLifetime
{
    const string Canary = "777.77";

    static readonly Moment Midnight = Moment.Parse("2013-10-07T00:00-04:00");
    static readonly Moment Sung = Midnight + Duration.FromHours(10);

    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;
    StandingPortal portal = null!;

    public async ValueTask InitializeAsync()
    {
        var licence = Path.Combine(folder, "licence.csv");
        await File.WriteAllTextAsync(
            licence,
            "# licence: late\nclass,recording,錄影,录影,Recording,,,\ngrant,recording,anonymous,*,15\n",
            TestContext.Current.CancellationToken
        );
        portal = await StandingPortal.Open(
            new SiteSettings
            {
                Data = folder,
                Urls = "http://127.0.0.1:0",
                Recordings = [Trades((35_000_000, 100), (36_000_000, 777.77m), (36_001_000, 101), (80_000_000, 102))],
                Licence = licence,
            }
        );
        portal.Pass(Sung - portal.Now);
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    string Trades(params (long Milliseconds, decimal Price)[] trades)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bac")).FullName, "20131007_trade.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var lines = new StreamWriter(archive.CreateEntry("20131007_bac_Trade_Tick.csv").Open());
        foreach (var (milliseconds, price) in trades)
            lines.Write($"{milliseconds},{price * 10_000:0},100,N,,0\n");
        return path;
    }

    static IEnumerable<string> Addresses(string asof) =>
        new[] { "/", "/quotes/XNYS/BAC", "/boards/recording", "/search?q=BAC", "/api/v1/quotes?symbols=XNYS:BAC", "/en/quotes/XNYS/BAC" }.Select(a =>
            asof.Length == 0 ? a : $"{a}{(a.Contains('?') ? '&' : '?')}asof={asof}"
        );

    async Task<bool> Sings(string asof)
    {
        var sung = false;
        foreach (var address in Addresses(asof))
            sung |= (await portal.Read(address)).Contains(Canary);
        return sung;
    }

    [Fact]
    public async Task A_moment_of_the_last_quarter_of_an_hour_shows_no_more_than_is_shown_now()
    {
        for (var minutes = 0; minutes < 15; minutes++)
        {
            Assert.False(await Sings(""), $"{minutes} minutes after");
            for (var asked = 0; asked <= minutes; asked += 7)
                Assert.False(
                    await Sings((Sung + Duration.FromMinutes(asked)).ToString()),
                    $"asked {minutes} minutes after for {asked} minutes after"
                );
            portal.Pass(Duration.FromMinutes(1));
        }
        Assert.True(await Sings(""));
        Assert.True(await Sings((Sung + Duration.FromMinutes(15)).ToString()));
    }

    [Fact]
    public async Task Hours_later_the_past_shows_a_delayed_reader_what_he_could_see_then()
    {
        portal.Pass(Duration.FromHours(5));
        Assert.False(await Sings((Sung + Duration.FromMinutes(15) - Duration.FromNanoseconds(1)).ToString()));
        Assert.True(await Sings((Sung + Duration.FromMinutes(15)).ToString()));
        // The next trade takes its place but for the day's high.
        Assert.DoesNotContain(Canary, await portal.Read($"/?asof={Sung + Duration.FromMinutes(15) + Duration.FromSeconds(1)}"));
    }
}
