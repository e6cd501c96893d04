using Broadtape.Market;
using static Broadtape.Tests.MarketTests.ExchangeRules;

namespace Broadtape.Tests.MarketTests;

public class NominalTests
{
    [Theory]
    [InlineData("N1", "39.40", "39.45", "39.45", "–", "39.45")]
    [InlineData("N2", "39.40", "39.45", "39.40", "–", "39.40")]
    [InlineData("N3", "39.35", "39.45", "39.40", "–", "39.40")]
    [InlineData("N4", "39.30", "39.35", "39.35", "–", "39.35")]
    [InlineData("N5", "39.50", "39.55", "39.40", "–", "39.50")]
    [InlineData("N6", "39.20", "39.30", "39.40", "–", "39.30")]
    [InlineData("N7", "–", "39.30", "39.40", "–", "39.30")]
    [InlineData("N8", "–", "39.50", "39.40", "–", "39.40")]
    [InlineData("N9", "5.10", "5.20", "–", "5.00", "5.10")]
    [InlineData("N10", "4.80", "4.90", "–", "5.00", "4.90")]
    [InlineData("N11", "4.80", "5.20", "–", "5.00", "5.00")]
    [InlineData("N12", "–", "–", "–", "5.00", "5.00")]
    [InlineData("N13", "–", "–", "–", "–", "–")]
    public void The_nominal_price_follows_the_book_away_from_the_last_trade(
        string id,
        string bid,
        string ask,
        string last,
        string previous,
        string expected
    ) => Assert.True(Price(expected) == Nominal.Of(Price(bid), Price(ask), Price(last), Price(previous)), id);

    [Theory]
    [InlineData("N14", "430.000", "425.000", "430.000")]
    [InlineData("N15", "–", "425.000", "425.000")]
    public void In_an_auction_it_is_the_indicative_price_or_the_previous_close(string id, string indicative, string previous, string expected) =>
        Assert.True(Price(expected) == Nominal.InAuction(Price(indicative), Price(previous)), id);

    [Theory]
    [InlineData("C1", "39.45 39.45 39.40 39.40 39.35", "39.40")]
    [InlineData("C2", "39.50 39.50 39.40 39.40 39.30", "39.40")]
    [InlineData("C3", "10.01 10.02 10.00 10.02 10.05", "10.02")]
    public void A_close_without_an_auction_is_the_median_of_five(string id, string nominals, string expected) =>
        Assert.True(Price(expected) == ClosingPrices.Median([.. nominals.Split(' ').Select(Price)]), id);

    [Fact]
    public void Four_nominals_make_no_close() => Assert.Throws<ArgumentException>(() => ClosingPrices.Median(new Price[4]));
}
