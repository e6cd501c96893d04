using System.Net;
using Broadtape.Market;
using Broadtape.Portal;
using NodaTime;

namespace Broadtape.Tests.Journeys;

/// <summary>A block of a sealed segment is damaged: the portal starts, says what is missing, and shows it as missing.</summary>
public sealed class DamagedTape : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("broadtape").FullName;

    string Tape => Path.Combine(data, "tape");

    SiteSettings Settings(string clock) =>
        new()
        {
            Data = data,
            Urls = "http://127.0.0.1:0",
            Clock = Moment.Parse(clock),
        };

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_portal_starts_and_answers_moments_over_the_damage_in_words_and_others_with_their_figures()
    {
        await using (var house = await Serving.Open(Settings("2026-01-09T10:00:00+08:00")))
        {
            house.Pipeline.CatchUp();
            while (house.Tape.Seal()) { }
        }
        var hurt = Directory.GetFiles(Tape, "*.sealed").Order(StringComparer.Ordinal).First();
        foreach (var checkpoint in Directory.GetFiles(Tape, "*.board", SearchOption.AllDirectories))
            File.Delete(checkpoint);
        var bytes = File.ReadAllBytes(hurt);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(hurt, bytes);

        var stop = TestContext.Current.CancellationToken;
        await using var again = await Serving.Open(Settings("2026-01-09T10:05:00+08:00"));
        await again.App.StartAsync(stop);
        again.Pipeline.CatchUp();
        var missing = Assert.Single(again.Tape.Missing);
        Assert.Equal(hurt, missing.File);
        Assert.InRange(missing.End - missing.Position, 1, 16_384);
        using var client = new HttpClient { BaseAddress = new(again.App.Urls.First()) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/", stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Past(client, missing.After!.Value - Duration.FromSeconds(60), stop)).StatusCode);
        var inside = await Past(client, missing.Until, stop);
        Assert.Equal(HttpStatusCode.NotFound, inside.StatusCode);
        Assert.Contains("is damaged", await inside.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(hurt), await client.GetStringAsync("/en/operations", stop), StringComparison.Ordinal);
        Assert.Contains(Broadtape.Tape.Tape.Verify(Tape).Damage, d => d.File == hurt);
    }

    static Task<HttpResponseMessage> Past(HttpClient client, Moment moment, CancellationToken stop) =>
        client.GetAsync($"/en/api/v1/quotes?symbols=XHKG:00700&asof={Uri.EscapeDataString(moment.ToString())}", stop);
}
