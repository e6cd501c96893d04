using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.MarketTests;

public sealed class CorporateActionTests
{
    static readonly LocalDate ExDate = new(2026, 1, 8);

    [Theory]
    [InlineData("10.00", CorporateActionKind.Dividend, "0.35", 0, 0, "9.65")] // P7
    [InlineData("11.00", CorporateActionKind.Bonus, "0", 1, 10, "10.00")] // P8
    [InlineData("3.20", CorporateActionKind.Rights, "2.00", 1, 2, "2.80")] // P9
    [InlineData("0.085", CorporateActionKind.Split, "0", 1, 10, "0.85")] // P10
    [InlineData("645.57", CorporateActionKind.Split, "0", 7, 1, "92.224286")]
    public void The_base_of_an_ex_date_follows_from_the_close_before_it(
        string close,
        CorporateActionKind kind,
        string amount,
        int @new,
        int held,
        string expected
    )
    {
        var action = new CorporateAction(ExDate, kind, Price.Parse(amount), @new, held, Moment.Beginning);
        Assert.Equal(Price.Parse(expected), action.Base(Price.Parse(close)));
    }

    [Fact]
    public void A_dividend_larger_than_the_close_names_no_base() =>
        Assert.Null(new CorporateAction(ExDate, CorporateActionKind.Dividend, Price.Parse("2"), 0, 0, Moment.Beginning).Base(Price.Parse("2")));
}
