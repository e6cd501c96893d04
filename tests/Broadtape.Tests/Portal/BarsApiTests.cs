using System.Net;
using System.Text.Json;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.PortalTests;

/// <summary>The demo's first day as programs ask for it.</summary>
public sealed class BarsApiTests(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    static readonly DateTimeZone HongKong = DemoMarket.Timetables.Find(Mic.Parse("XHKG"))!.Zone;

    [Fact]
    public async Task Minutes_add_up_to_hours_and_to_the_day_and_none_lies_in_the_lunch_break()
    {
        const string Thursday = "&from=2026-01-08T00:00%2B08:00&to=2026-01-09T00:00%2B08:00";
        var minutes = await Bars($"symbol=XHKG:00700&resolution=1{Thursday}", "subscriber");
        var hours = await Bars($"symbol=XHKG:00700&resolution=60{Thursday}", "subscriber");
        var day = Assert.Single(await Bars($"symbol=XHKG:00700&resolution=1D{Thursday}", "subscriber"));
        Assert.True(minutes.Count > 100 && hours.Count is > 5 and < 12, $"{minutes.Count} minutes, {hours.Count} hours");
        foreach (var bars in new[] { minutes, hours })
        {
            Assert.Equal(long.Parse(Text(day, "volume")!), bars.Sum(b => long.Parse(Text(b, "volume")!)));
            Assert.Equal(day.GetProperty("trades").GetInt32(), bars.Sum(b => b.GetProperty("trades").GetInt32()));
            Assert.Equal(Text(day, "high"), bars.Select(b => Text(b, "high")).MaxBy(p => Price.Parse(p!)));
            Assert.Equal(Text(day, "open"), Text(bars[0], "open"));
            Assert.DoesNotContain(bars, b => Begins(b).In(HongKong).Hour == 12);
        }
    }

    /// <summary>The board keeps the day's open and takes its range from the exchange; the bar counts both from the trades.</summary>
    [Theory]
    [InlineData("XHKG:00700")]
    [InlineData("XHKG:09988")]
    [InlineData("XHKG:00005")]
    public async Task A_days_bar_says_what_the_quote_of_that_evening_says(string symbol)
    {
        const string Evening = "asof=2026-01-08T18:00%2B08:00";
        var day = Assert.Single(await Bars($"symbol={symbol}&resolution=1D&from=2026-01-08T00:00%2B08:00&{Evening}", "subscriber"));
        var quote = await Get($"/api/v1/quotes?symbols={symbol}&{Evening}", "subscriber");
        var fields = quote.RootElement.GetProperty("quotes")[0].GetProperty("fields");
        foreach (var name in new[] { "open", "high", "low", "close" })
            Assert.Equal(Text(fields.GetProperty(name), "value"), Text(day, name));
        Assert.False(day.GetProperty("growing").GetBoolean());
    }

    [Fact]
    public async Task A_reader_behind_by_a_quarter_of_an_hour_sees_no_bar_begin_later()
    {
        var question = "symbol=XNYS:BABA&resolution=1&from=2026-01-08T09:30-05:00&asof=2026-01-08T10:30-05:00";
        var (anonymous, subscriber) = (await Bars(question), await Bars(question, "subscriber"));
        Assert.Equal(subscriber.TakeWhile(b => Begins(b) < Moment.Parse("2026-01-08T10:15-05:00")).Select(Begins), anonymous.Select(Begins));
        Assert.True(subscriber.Count > anonymous.Count && anonymous.Count > 30);
    }

    [Fact]
    public async Task What_may_not_be_seen_says_so()
    {
        var answer = (await Get("/api/v1/bars?symbol=XHKG:00700&resolution=1D")).RootElement;
        Assert.Equal(("notLicensed", 0), (Text(answer, "absence"), answer.GetProperty("bars").GetArrayLength()));
    }

    [Theory]
    [InlineData("symbol=XHKG:00700&resolution=7", "resolution")]
    [InlineData("symbol=XHKG:00700&from=2026-01-08", "from")]
    [InlineData("symbol=XHKG:00700&from=2026-01-08T10:00%2B08:00&to=2026-01-08T09:00%2B08:00", "before to")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=2025-01-08T10:00%2B08:00", "31 days")]
    [InlineData("symbol=XHKG:00700&adjusted=perhaps", "adjusted")]
    [InlineData("symbol=", "instruments")]
    public async Task A_question_that_cannot_be_answered_names_its_place(string question, string place)
    {
        var answer = await portal.Client.GetAsync($"/api/v1/bars?{question}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(place, Text(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, "title"), StringComparison.Ordinal);
    }

    async Task<List<JsonElement>> Bars(string question, string? viewer = null) =>
        [.. (await Get($"/api/v1/bars?{question}", viewer)).RootElement.GetProperty("bars").EnumerateArray()];

    async Task<JsonDocument> Get(string address, string? viewer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (viewer is not null)
            request.Headers.Add("Cookie", $"{Portal.Door.FrontDoor.ViewerCookie}={viewer}");
        var answer = await portal.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    static Moment Begins(JsonElement bar) => Moment.Parse(Text(bar, "begins")!);
}
