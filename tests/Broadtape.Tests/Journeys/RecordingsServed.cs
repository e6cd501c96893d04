using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Broadtape.Portal;

namespace Broadtape.Tests.Journeys;

/// <summary>A recording through the whole portal: its boards and quote pages, its passports, no sign of the demo.</summary>
public sealed class RecordingsServed : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;

    [Fact]
    public async Task A_LEAN_archive_is_served_as_a_recording_without_delay()
    {
        var stop = TestContext.Current.CancellationToken;
        string[] files = [SharedData.At("data/us/lean_ticks/bac/20131007_trade.zip"), SharedData.At("data/us/lean_ticks/spy/20131007_trade.zip")];
        var settings = new SiteSettings
        {
            Data = folder,
            Urls = "http://127.0.0.1:0",
            Recordings = files,
            Speed = null,
        };
        await using var house = await Serving.Open(settings);
        await house.App.StartAsync(stop);
        house.Pipeline.CatchUp();
        await house.Pipeline.Run(stop);
        using var client = new HttpClient { BaseAddress = new(house.App.Urls.First()) };

        var board = await Page(client, "/boards/recording");
        Assert.Contains("BAC", board.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("模擬市場", board.Body.TextContent, StringComparison.Ordinal);
        var quote = await Page(client, "/quotes/XNYS/BAC");
        var passports = quote.QuerySelectorAll(".passports tbody tr").Select(r => r.TextContent).ToArray();
        Assert.NotEmpty(passports);
        Assert.All(passports, p => Assert.Contains("錄影", p, StringComparison.Ordinal));

        var json = JsonNode.Parse(await client.GetStringAsync("/api/v1/quotes?symbols=XNYS:BAC,ARCX:SPY", stop))!;
        foreach (var row in json["quotes"]!.AsArray())
        {
            Assert.Equal(0, (int)row!["delayMinutes"]!);
            Assert.NotNull((string?)row["fields"]!["price"]!["value"]);
            Assert.All(row["fields"]!.AsObject(), f => Assert.Equal("leanTicks", (string?)f.Value!["source"]));
        }
        await house.App.StopAsync(stop);
    }

    static async Task<AngleSharp.Html.Dom.IHtmlDocument> Page(HttpClient client, string address) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync(address, TestContext.Current.CancellationToken));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
