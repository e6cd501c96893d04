using System.IO.Compression;
using Broadtape.Market;
using Broadtape.Portal;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>
/// A recording of a few trades, one of them at a price that stands nowhere else; its licence lets anonymous readers see it 15 minutes late.
/// </summary>
static class Recorded
{
    public const string Canary = "777.77";

    public static readonly Moment Sung = Moment.Parse("2013-10-07T10:00-04:00");

    /// <summary>When a delayed reader may first see it.</summary>
    public static readonly Moment Seen = Sung + Duration.FromMinutes(15);

    /// <summary>A portal standing at the moment of that trade.</summary>
    public static async Task<StandingPortal> Open(string folder)
    {
        var licence = Path.Combine(folder, "licence.csv");
        await File.WriteAllTextAsync(
            licence,
            "# licence: late\nclass,recording,錄影,录影,Recording,,,\ngrant,recording,anonymous,*,15\n",
            TestContext.Current.CancellationToken
        );
        var trades = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bac")).FullName, "20131007_trade.zip");
        await using (var archive = await ZipFile.OpenAsync(trades, ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        await using (var lines = new StreamWriter(await archive.CreateEntry("20131007_bac_Trade_Tick.csv").OpenAsync()))
            foreach (var (milliseconds, price) in new[] { (35_000_000, 100), (36_000_000, 777.77m), (36_001_000, 101), (80_000_000, 102) })
                await lines.WriteAsync($"{milliseconds},{price * 10_000:0},100,N,,0\n");
        var portal = await StandingPortal.Open(
            new SiteSettings
            {
                Data = folder,
                Urls = "http://127.0.0.1:0",
                Recordings = [trades],
                Licence = licence,
            }
        );
        portal.Pass(Sung - portal.Now);
        return portal;
    }
}
