using System.Net;
using System.Text.Json;

namespace Broadtape.Tests.PortalTests.Charts;

/// <summary>What the portal answers who asks for a chart.</summary>
public sealed class ChartAddresses(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Tencent = "/api/v1/charts/XHKG/00700.json";

    async Task<(HttpStatusCode Status, JsonElement Json)> Ask(string address)
    {
        using var answer = await portal.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    /// <summary>At 09:25 and a quarter of an hour late Friday's base has been told and Friday's trading has not begun: the day drawn is still Thursday.</summary>
    [Theory]
    [InlineData("2026-01-08T18:00%2B08:00", "08/01/2026", "621.000")]
    [InlineData("2026-01-09T09:25%2B08:00", "08/01/2026", null)]
    [InlineData("2026-01-09T09:50%2B08:00", "09/01/2026", "616.000")]
    public async Task The_previous_close_is_that_of_the_day_drawn(string asof, string day, string? previousClose)
    {
        var (_, json) = await Ask($"{Tencent}?asof={asof}");
        Assert.StartsWith(day, json.GetProperty("slots")[0][1].GetString());
        Assert.Equal(previousClose, json.TryGetProperty("previousClose", out var before) ? before.GetString() : null);
    }

    [Fact]
    public async Task An_anonymous_reader_sees_the_chart_a_quarter_of_an_hour_late_and_may_ask_again()
    {
        var (_, json) = await Ask("/en" + Tencent);
        Assert.Contains("delayed at least 15 minutes", json.GetProperty("words").GetString());
        Assert.True(json.GetProperty("ticks").GetBoolean());
        var shown = json.GetProperty("slots")
            .EnumerateArray()
            .Zip(json.GetProperty("bars").GetProperty("close").GetProperty("figures").EnumerateArray())
            .Where(s => s.Second.ValueKind == JsonValueKind.String)
            .Select(s => s.First[2].GetString()!);
        Assert.All(shown, clock => Assert.True(string.CompareOrdinal(clock, "09:45") <= 0));
    }

    [Theory]
    [InlineData("?range=2y", HttpStatusCode.BadRequest, "時段")]
    [InlineData("?asof=yesterday", HttpStatusCode.BadRequest, "ISO 8601")]
    public async Task What_cannot_be_drawn_is_refused_in_the_readers_edition(string query, HttpStatusCode status, string reason)
    {
        var answer = await Ask(Tencent + query);
        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task An_instrument_that_is_none_has_no_chart() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Ask("/api/v1/charts/XHKG/99999.json")).Status);
}
