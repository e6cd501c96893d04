namespace Broadtape.Tests.Analyzers;

public class JsonTests
{
    [Theory]
    [InlineData("record QuoteResponse(string Symbol, decimal Price);")]
    [InlineData("record QuoteJson(double? Price);")]
    [InlineData("namespace Broadtape.Portal.Json { record Quote(IReadOnlyDictionary<string, float[]> Fields); }")]
    [InlineData("namespace Broadtape.Portal { record Row(decimal Price); record ListResponse(IReadOnlyList<Row> Rows); }")]
    [InlineData("class Api { string Of(decimal price) => System.Text.Json.JsonSerializer.Serialize(new { price }); }")]
    [InlineData("class Api { void Of(System.Text.Json.Utf8JsonWriter json, double price) => json.WriteNumber(\"price\", price); }")]
    [InlineData("class Api { object Of(double price) => Microsoft.AspNetCore.Http.Results.Json(price); }")]
    [InlineData(
        "using Microsoft.AspNetCore.Builder; class Api { void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => app.MapGet(\"/\", () => 1.5m); }"
    )]
    public async Task A_number_in_JSON_is_an_error(string text) => Assert.Equal(["BT0003"], await Compiled.Complaints(text));

    [Fact]
    public async Task So_is_a_raw_value_behind_a_type_that_may_be_named() =>
        Assert.Equal(
            ["BT0003"],
            await Compiled.Complaints("class Api { string Of(Broadtape.Newsroom.Call call) => System.Text.Json.JsonSerializer.Serialize(call); }")
        );

    [Theory]
    [InlineData("record QuoteResponse(string Symbol, string? Value, int DelayMinutes, long Position, bool Pushable);")]
    [InlineData("record Speed(decimal Multiple);")]
    [InlineData("class Api { string Of(string text) => System.Text.Json.JsonSerializer.Serialize(new { text, count = 1 }); }")]
    [InlineData("class Api { void Of(System.Text.Json.Utf8JsonWriter json) => json.WriteNumber(\"count\", 3); }")]
    public async Task Text_counts_and_what_is_not_written_are_free(string text) => Assert.Empty(await Compiled.Complaints(text));

    [Fact]
    public async Task Raw_JSON_is_written_in_one_file_which_writes_figures()
    {
        const string raw = "class Api { void Of(System.Text.Json.Utf8JsonWriter json, string text) => json.WriteRawValue(text); }";
        Assert.Equal(["BT0003"], await Compiled.Complaints(raw));
        Assert.Empty(await Compiled.Complaints(raw, file: "Udf/UdfNumbers.cs"));
    }

    [Fact]
    public async Task A_type_that_holds_itself_is_opened_once() =>
        Assert.Equal(["BT0003"], await Compiled.Complaints("namespace Broadtape { record TreeResponse(TreeResponse? Parent, double Price); }"));
}
