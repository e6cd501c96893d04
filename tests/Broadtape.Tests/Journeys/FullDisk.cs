using System.Globalization;
using System.Text.RegularExpressions;
using Broadtape.Portal;
using Broadtape.Tests.TapeTests;

namespace Broadtape.Tests.Journeys;

/// <summary>The disk is full while the market trades: live boards go on, the house says that the tape stands, and nothing is lost.</summary>
public sealed class FullDisk : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Boards_go_on_the_house_says_so_and_what_was_held_is_on_the_tape_when_there_is_room()
    {
        var stop = TestContext.Current.CancellationToken;
        var disk = new FaultyDisk();
        await using var house = await Serving.Open(
            new SiteSettings
            {
                Data = folder,
                Urls = "http://127.0.0.1:0",
                Speed = 100,
            },
            disk: disk
        );
        await house.App.StartAsync(stop);
        house.Pipeline.CatchUp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var walk = house.Walk(exit: false, ending.Token);
        using var client = new HttpClient { BaseAddress = new(house.App.Urls.First()) };

        disk.Fails = (_, step) => step is DiskStep.Write or DiskStep.Open;
        await Until(() => house.Pipeline.Standing is not null);
        var stood = house.Pipeline.View!.Moment;
        var committed = house.Tape.Committed;
        await Until(() => house.Pipeline.View!.Moment > stood + NodaTime.Duration.FromSeconds(120) && house.Pipeline.Standing?.Held > 1_000);
        Assert.Equal(committed, house.Tape.Committed);
        Assert.True(house.Pipeline.View!.PositionBehind(Market.Delay.None) > committed);
        var page = await client.GetStringAsync("/en/operations", stop);
        Assert.Contains("the tape stands since", page, StringComparison.Ordinal);
        Assert.Contains("no space left on device", page, StringComparison.Ordinal);
        Assert.True(Held(await client.GetStringAsync("/metrics", stop)) > 1_000);

        disk.Fails = (_, _) => false;
        await Until(() => house.Pipeline.Standing is null);
        Assert.True(house.Tape.Committed > committed + 1_000);
        Assert.DoesNotContain("the tape stands since", await client.GetStringAsync("/en/operations", stop), StringComparison.Ordinal);
        await ending.CancelAsync();
        await walk;
        Assert.True(Tape.Tape.Verify(Path.Combine(folder, "tape")).IsWhole);
    }

    static long Held(string metrics) =>
        long.Parse(Regex.Match(metrics, @"broadtape_tape_held\S* (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    static async Task Until(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
