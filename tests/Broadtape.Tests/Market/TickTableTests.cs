using Broadtape.Market;
using CsCheck;
using NodaTime;
using static Broadtape.Tests.MarketTests.ExchangeRules;

namespace Broadtape.Tests.MarketTests;

public class TickTableTests
{
    static readonly LocalDate Day = new(2026, 1, 8);

    [Theory]
    [InlineData("T1", "06", "0.250", "0.255", "0.249")]
    [InlineData("T2", "06", "0.500", "0.510", "0.495")]
    [InlineData("T3", "06", "10.00", "10.01", "9.99")]
    [InlineData("T4", "01", "10.00", "10.02", "9.99")]
    [InlineData("T5", "06", "20.00", "20.02", "19.99")]
    [InlineData("T6", "01", "20.00", "20.05", "19.98")]
    [InlineData("T7", "06", "50.00", "50.05", "49.98")]
    [InlineData("T8", "06", "100.00", "100.10", "99.95")]
    [InlineData("T9", "06", "500.00", "500.50", "499.80")]
    public void A_price_on_the_edge_of_a_band_goes_up_with_the_higher_and_down_with_the_lower(
        string id,
        string table,
        string price,
        string up,
        string down
    )
    {
        Assert.True(Price(up) == Ticks.Up(table, Day, Price(price)), id);
        Assert.True(Price(down) == Ticks.Down(table, Day, Price(price)), id);
    }

    [Theory]
    [InlineData("0.500", "0.505", "0.495")]
    [InlineData("10.00", "10.01", "9.995")]
    public void T10_phase_two_holds_from_the_day_its_operator_sets_and_not_before(string price, string up, string down)
    {
        var (text, file) = File("tick-tables.csv");
        var set = TickTables.Parse(text.Replace("\n06,,", "\n06,2026-07-06,", StringComparison.Ordinal), file);
        Assert.Equal(Price(up), set.Up("06", new(2026, 7, 6), Price(price)));
        Assert.Equal(Price(down), set.Down("06", new(2026, 7, 6), Price(price)));
        Assert.Equal(Ticks.Down("06", Day, Price(price)), set.Down("06", new(2026, 7, 5), Price(price)));
        Assert.False(Ticks.IsLegal("06", new(2030, 1, 1), Price("0.505")));
    }

    [Theory]
    [InlineData("06", "20.03", false)]
    [InlineData("06", "20.04", true)]
    [InlineData("01", "20.04", false)]
    [InlineData("06", "50.02", false)]
    [InlineData("05", "4.738", true)]
    [InlineData("06", "4.738", false)]
    [InlineData("06", "0.009", false)]
    [InlineData("06", "0.010", true)]
    [InlineData("06", "9995", true)]
    [InlineData("06", "10000", false)]
    [InlineData("99", "1.00", false)]
    public void T11_a_price_is_legal_on_its_own_table(string table, string price, bool legal) =>
        Assert.Equal(legal, Ticks.IsLegal(table, Day, Price(price)));

    [Fact]
    public void T12_five_spreads_from_39_40_to_39_30() => Assert.Equal(5, Ticks.Spreads("06", Day, Price("39.40"), Price("39.30")));

    [Fact]
    public void The_eighteen_prices_of_the_founding_ticker_are_legal_that_day_and_four_were_not_before_phase_one()
    {
        string[] ticker =
        [
            "7.610",
            "616.000",
            "0.050",
            "0.510",
            "4.290",
            "7.290",
            "20.680",
            "62.050",
            "28.900",
            "17.390",
            "142.600",
            "74.950",
            "2.410",
            "94.650",
            "425.200",
            "50.550",
            "49.720",
            "38.440",
        ];
        Assert.All(ticker, p => Assert.True(Ticks.IsLegal("06", Day, Price(p)), p));
        Assert.Equal(["20.680", "17.390", "49.720", "38.440"], ticker.Where(p => !Ticks.IsLegal("06", new(2025, 8, 3), Price(p))));
    }

    [Fact]
    public void The_lowest_price_has_nothing_below_and_the_highest_nothing_above()
    {
        Assert.Null(Ticks.Down("06", Day, Price("0.010")));
        Assert.Null(Ticks.Up("06", Day, Price("9995")));
    }

    [Fact]
    public void Up_then_down_is_where_it_began_and_every_step_is_legal() =>
        Gen.Select(Gen.Int[0, 3].Select(i => new[] { "01", "03", "05", "06" }[i]), Gen.Long[60_000, 9_000_000_000])
            .Sample(
                (table, millionths) =>
                {
                    var price = Ticks.Floor(table, Day, new(millionths));
                    return Ticks.Up(table, Day, price) is not { } up
                        || Ticks.IsLegal(table, Day, up) && Ticks.Down(table, Day, up) == price && Ticks.Spreads(table, Day, price, up) == 1;
                }
            );

    [Theory]
    [InlineData("06,2020-01-01,0,1,0", 5)]
    [InlineData("06,2020-01-01,1,1,0.01", 5)]
    [InlineData("06,2020-01-01,0,x,0.01", 5)]
    [InlineData("06,8 January,0,1,0.01", 5)]
    [InlineData("06,2020-01-01,0,1,0.01\n06,2020-01-01,2,3,0.01", 6)]
    public void A_broken_band_is_refused_with_file_and_line(string rows, int line)
    {
        var head = "# steps\n# source: a test\n# effective: always\ntable,effective,over,up_to,tick\n";
        var refused = Assert.Throws<ReferenceException>(() => TickTables.Parse(head + rows, "steps.csv"));
        Assert.Equal(("steps.csv", line), (refused.File, refused.Line));
    }
}
