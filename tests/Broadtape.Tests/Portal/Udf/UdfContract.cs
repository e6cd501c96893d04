using System.Net;
using System.Text.Json;

namespace Broadtape.Tests.PortalTests.Udf;

/// <summary>
/// What a client of TradingView's UDF may count on, for a delayed viewer and a live one. The portal stands at 10:00 in Hong Kong on
/// Friday 9 January 2026.
/// </summary>
public sealed class UdfContract(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const long Now = 1_767_924_000;
    const long Opens = Now - 30 * 60;
    const string Live = "subscriber";

    async Task<(HttpStatusCode Status, JsonElement Json)> Ask(string address, string? viewer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (viewer is not null)
            request.Headers.Add("Cookie", $"viewer={viewer}");
        using var answer = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    async Task<List<(long Time, decimal Close)>> Bars(string query, string? viewer = null)
    {
        var (_, json) = await Ask($"/udf/history?{query}", viewer);
        Assert.Equal("ok", json.GetProperty("s").GetString());
        var times = json.GetProperty("t").EnumerateArray().Select(t => t.GetInt64()).ToList();
        foreach (var column in "ohlc")
            Assert.All(json.GetProperty($"{column}").EnumerateArray(), p => Assert.Equal(JsonValueKind.Number, p.ValueKind));
        return [.. times.Zip(json.GetProperty("c").EnumerateArray().Select(c => c.GetDecimal()))];
    }

    [Fact]
    public async Task Config_names_the_resolutions_and_what_is_supported()
    {
        var (_, json) = await Ask("/udf/config");
        Assert.Equal(
            ["1", "5", "15", "30", "60", "1D", "1W", "1M"],
            json.GetProperty("supported_resolutions").EnumerateArray().Select(r => r.GetString())
        );
        Assert.True(json.GetProperty("supports_search").GetBoolean());
        Assert.False(json.GetProperty("supports_group_request").GetBoolean());
    }

    [Fact]
    public async Task Time_is_the_markets_own() =>
        Assert.Equal($"{Now}", await portal.Client.GetStringAsync("/udf/time", TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(null, "delayed_streaming", 900)]
    [InlineData(Live, "streaming", 0)]
    public async Task A_symbol_says_its_hours_and_how_late_this_viewer_sees_it(string? viewer, string status, int delay)
    {
        var (_, json) = await Ask("/udf/symbols?symbol=XHKG:00700", viewer);
        Assert.Equal("0930-1200,1300-1600", json.GetProperty("session").GetString());
        Assert.Equal("Asia/Hong_Kong", json.GetProperty("timezone").GetString());
        Assert.Contains("20260217", json.GetProperty("session_holidays").GetString()!.Split(','));
        var halfDays = json.GetProperty("corrections").GetString()!.Split(';').Single(c => c.StartsWith("0930-1200:", StringComparison.Ordinal));
        Assert.Contains("20260216", halfDays);
        Assert.Equal((status, delay), (json.GetProperty("data_status").GetString(), json.GetProperty("delay").GetInt32()));
        Assert.Equal(1_000, json.GetProperty("pricescale").GetInt32());
    }

    [Fact]
    public async Task A_past_moment_does_not_stream_and_holds_nothing_newer()
    {
        const string Past = "asof=2026-01-08T16:00%2B08:00";
        Assert.Equal("endofday", (await Ask($"/udf/symbols?symbol=XHKG:00700&{Past}", Live)).Json.GetProperty("data_status").GetString());
        var moment = DateTimeOffset.Parse("2026-01-08T16:00+08:00", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        foreach (var (viewer, delay) in new[] { (null, 900), (Live, 0) })
            Assert.All(
                await Bars($"symbol=XHKG:00700&resolution=1&from={Opens - 86_400}&to={Now}&{Past}", viewer),
                b => Assert.True(b.Time <= moment - delay)
            );
    }

    [Fact]
    public async Task A_live_viewer_has_the_bars_of_the_last_quarter_of_an_hour_and_a_delayed_one_has_not()
    {
        var query = $"symbol=XHKG:00700&resolution=1&from={Opens}&to={Now}";
        var (delayed, live) = (await Bars(query), await Bars(query, Live));
        Assert.All(delayed, b => Assert.InRange(b.Time, Opens, Now - 900));
        Assert.Contains(live, b => b.Time > Now - 900);
        // The newest of the delayed may have been growing.
        Assert.Equal(delayed[..^1], live[..(delayed.Count - 1)]);
    }

    [Fact]
    public async Task Every_resolution_is_answered_with_rising_times()
    {
        foreach (var resolution in new[] { "1", "5", "15", "30", "60", "1D", "1W", "1M", "D", "W", "M" })
        {
            var times = (await Bars($"symbol=XHKG:00700&resolution={resolution}&from=0&to={Now}&countback=20", Live)).Select(b => b.Time).ToList();
            Assert.InRange(times.Count, 1, 20);
            Assert.Equal(times.Order().Distinct(), times);
            if (resolution[^1] is 'D' or 'W' or 'M')
                Assert.All(times, t => Assert.Equal(0, t % 86_400));
        }
    }

    [Fact]
    public async Task Countback_ends_where_the_span_ends_and_outweighs_its_beginning()
    {
        var noon = Now - 22 * 3600;
        var ten = await Bars($"symbol=XHKG:00700&resolution=5&from={Now}&to={noon}&countback=10");
        Assert.Equal(10, ten.Count);
        Assert.All(ten, b => Assert.True(b.Time < noon));
        Assert.Equal(ten[7..], await Bars($"symbol=XHKG:00700&resolution=5&from=0&to={noon}&countback=3"));
    }

    [Fact]
    public async Task Where_nothing_traded_the_answer_names_the_newest_bar_before()
    {
        // The night between Thursday and Friday.
        var (status, json) = await Ask($"/udf/history?symbol=XHKG:00700&resolution=1&from={Opens - 8 * 3600}&to={Opens - 3600}", Live);
        Assert.Equal((HttpStatusCode.OK, "no_data"), (status, json.GetProperty("s").GetString()));
        var next = json.GetProperty("nextTime").GetInt64();
        Assert.Single(await Bars($"symbol=XHKG:00700&resolution=1&from={next}&to={next + 60}", Live));
        Assert.Equal(
            "no_data",
            (await Ask($"/udf/history?symbol=XHKG:00700&resolution=1&from={next + 60}&to={Opens - 3600}", Live)).Json.GetProperty("s").GetString()
        );
    }

    [Fact]
    public async Task Before_all_history_there_is_no_next_bar()
    {
        var (_, json) = await Ask("/udf/history?symbol=XHKG:00700&resolution=1D&from=-2000000000&to=-1000000000");
        Assert.Equal("no_data", json.GetProperty("s").GetString());
        Assert.False(json.TryGetProperty("nextTime", out _));
    }

    [Theory]
    [InlineData("symbol=XHKG:00700&resolution=1&from=0&to=1767924000", "longer than")]
    [InlineData("symbol=XHKG:00700&resolution=7&from=0&to=10", "resolution=7")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=x&to=10", "from=x")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=0", "to=")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=20&to=10", "not after")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=0&to=99999999999999999", "no Unix time")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=0&to=10&countback=1000000", "countback")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=0&to=10&countback=-1", "countback")]
    [InlineData("symbol=NOPE&resolution=1&from=0&to=10", "unknown_symbol")]
    [InlineData("resolution=1&from=0&to=10", "unknown_symbol")]
    [InlineData("symbol=XHKG:00700&resolution=1&from=0&to=10&asof=yesterday", "ISO 8601")]
    public async Task What_is_malformed_or_enormous_gets_an_error_in_UDFs_own_form(string query, string reason)
    {
        foreach (var address in new[] { "history", "marks", "timescale_marks" })
        {
            var (status, json) = await Ask($"/udf/{address}?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal("error", json.GetProperty("s").GetString());
            Assert.Contains(reason, json.GetProperty("errmsg").GetString());
        }
    }

    [Fact]
    public async Task Quotes_hold_what_the_viewer_may_see_and_say_which_symbol_is_none()
    {
        foreach (var (viewer, hasBid) in new[] { (null, true), (Live, true) })
        {
            var quotes = (await Ask("/udf/quotes?symbols=XHKG:00700,NOPE", viewer)).Json.GetProperty("d");
            Assert.Equal(["ok", "error"], quotes.EnumerateArray().Select(q => q.GetProperty("s").GetString()));
            var values = quotes[0].GetProperty("v");
            Assert.Equal(JsonValueKind.Number, values.GetProperty("lp").ValueKind);
            Assert.Equal(hasBid, values.TryGetProperty("bid", out _));
        }
    }

    [Theory]
    [InlineData("query=700&limit=3", "XHKG:00700")]
    [InlineData("query=騰訊&type=stock&exchange=XHKG", "XHKG:00700")]
    [InlineData("query=恒生&type=index", "XHKG:HSI")]
    public async Task Search_finds_by_what_people_type(string query, string first) =>
        Assert.Equal(first, (await Ask($"/udf/search?{query}")).Json[0].GetProperty("symbol").GetString());

    [Fact]
    public async Task Marks_are_columns_of_one_length_inside_the_span()
    {
        var (_, json) = await Ask($"/udf/marks?symbol=XHKG:00700&resolution=1D&from={Now - 30 * 86_400}&to={Now}");
        var times = json.GetProperty("time").EnumerateArray().Select(t => t.GetInt64()).ToList();
        Assert.NotEmpty(times);
        Assert.All(times, t => Assert.InRange(t, Now - 30 * 86_400, Now - 1));
        Assert.All(json.EnumerateObject(), column => Assert.Equal(times.Count, column.Value.GetArrayLength()));
    }
}
