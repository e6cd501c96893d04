using Broadtape.Market;
using static Broadtape.Tests.MarketTests.ExchangeRules;

namespace Broadtape.Tests.MarketTests;

public class ArithmeticTests
{
    [Theory]
    [InlineData("L1", 5000, "0.190", 950_000)]
    [InlineData("L2", 10000, "0.128", 1_280_000)]
    public void A_lot_costs_price_times_lot(string id, int lot, string price, long thousandths) =>
        Assert.True(thousandths == BoardLot.Value(Price(price), lot).Thousandths, id);

    [Fact]
    public void L3_284_shares_at_a_lot_of_500_are_an_odd_lot()
    {
        Assert.True(BoardLot.IsOdd(new(284), 500));
        Assert.False(BoardLot.IsOdd(new(1500), 500));
    }

    [Theory]
    [InlineData("P1", "111.000", "112.300", "1.300", 1.171)]
    [InlineData("P2", "4.768", "4.738", "-0.030", -0.629)]
    [InlineData("P3", "0.190", "0.191", "0.001", 0.526)]
    [InlineData("P4", "430.0", "420.0", "-10.000", -2.326)]
    [InlineData("P6", "6.780", "6.780", "0", 0.000)]
    public void Change_and_percent_stand_on_the_previous_close(string id, string previous, string nominal, string change, double percent)
    {
        var actual = Change.Of(Price(nominal), Price(previous))!.Value;
        Assert.True(Price(change) == actual.Amount, id);
        Assert.Equal((decimal)percent, Printed(actual.Percent, 3));
    }

    [Fact]
    public void P5_without_a_previous_close_there_is_no_change() => Assert.Null(Change.Of(Price("1.23"), default));

    [Fact]
    public void P7_to_P10_stored_closes_are_adjusted_for_what_the_holder_got()
    {
        Assert.Equal(Price("9.65"), AdjustedClose.Dividend(Price("10.00"), Price("0.35")));
        Assert.Null(AdjustedClose.Dividend(Price("0.30"), Price("0.35")));
        Assert.Equal(Price("10.00"), AdjustedClose.Bonus(Price("11.00"), 1, 10));
        Assert.Equal(Price("2.80"), AdjustedClose.Rights(Price("3.20"), 1, 2, Price("2.00")));
        Assert.Equal(Price("0.850"), AdjustedClose.Consolidation(Price("0.085"), 10));
        Assert.Equal(Price("33.333333"), AdjustedClose.Split(Price("100"), 3));
    }

    [Theory]
    [InlineData("A1", "25.93", "7.85", 5, 1, "40.05", 40.710, 1.648)]
    [InlineData("A2", "5.08", "7.85", 1, 1, "39.95", 39.878, -0.180)]
    [InlineData("A3", "5.795", "7.85", 2, 1, "22.80", 22.745, -0.240)]
    [InlineData("A4", "1.10", "7.85", 1, 2, "16.70", 17.270, 3.413)]
    [InlineData("A5", "58.52", "7.80", 5, 1, "91.60", 91.291, -0.337)]
    [InlineData("A6", "65.12", "7.80", 1, 1, "503.00", 507.936, 0.981)]
    [InlineData("A7", "19.40", "7.80", 20, 1, "7.62", 7.566, -0.709)]
    public void A_receipt_is_priced_in_Hong_Kong_dollars_a_share(
        string id,
        string receipt,
        string rate,
        int shares,
        int perReceipts,
        string close,
        double hkd,
        double versus
    )
    {
        var line = new InstrumentId(Mic.Parse("XHKG"), "00005", new(1991, 7, 8));
        var parity = new DepositaryParity(Price(receipt), Price(rate), new Depositary(line, shares, perReceipts));
        Assert.True((decimal)hkd == Round(parity.Equivalent.ToDecimal(), 3), id);
        Assert.True((decimal)versus == Printed(parity.Versus(Price(close)), 3), id);
    }

    static decimal Printed(Percent percent, int decimals) => Round((decimal)percent.Millionths / 1_000_000, decimals);

    static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
