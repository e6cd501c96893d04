using Broadtape.Market;
using CsCheck;

namespace Broadtape.Tests.MarketTests;

/// <summary>The one price of an auction (R3).</summary>
public sealed class EquilibriumTests
{
    static readonly Gen<(BookSide, Price, Quantity)[]> Orders = Gen.Select(
        Gen.Int[0, 1],
        Gen.Int[90, 110],
        Gen.Int[1, 50],
        (side, price, lots) => ((BookSide)side, new Price(price * 10_000L), new Quantity(lots * 100))
    ).Array[0, 40];

    static long MatchedAt((BookSide Side, Price Limit, Quantity Quantity)[] orders, long price) =>
        Math.Min(
            orders.Where(o => o.Side == BookSide.Bid && o.Limit.Millionths >= price).Sum(o => o.Quantity.Units),
            orders.Where(o => o.Side == BookSide.Ask && o.Limit.Millionths <= price).Sum(o => o.Quantity.Units)
        );

    [Fact]
    public void No_other_price_would_match_more() =>
        Orders.Sample(orders =>
        {
            var found = Equilibrium.Of(orders, new(1_000_000));
            var most = Enumerable.Range(80, 40).Max(p => MatchedAt(orders, p * 10_000L));
            Assert.Equal(most, found.Matched.Units);
            Assert.Equal(most == 0, found.Price.IsNone);
            if (most > 0)
                Assert.Equal(most, MatchedAt(orders, found.Price.Millionths));
        });

    [Fact]
    public void The_order_orders_come_in_does_not_matter() =>
        Orders.Sample(orders => Assert.Equal(Equilibrium.Of(orders, new(1_000_000)), Equilibrium.Of([.. orders.Reverse()], new(1_000_000))));

    [Theory]
    [InlineData("b 100 500, s 100 300", 100, 100, 300, 200)]
    [InlineData("b 101 500, s 99 500", 100, 101, 500, 0)]
    [InlineData("b 101 500, s 99 500", 98, 99, 500, 0)]
    [InlineData("b 102 500, b 101 100, s 99 300", 100, 102, 300, 200)]
    [InlineData("b 102 300, s 99 500, s 100 100", 100, 99, 300, -200)]
    [InlineData("b 99 300, s 101 500", 100, 0, 0, 0)]
    public void Ties_go_to_the_least_left_over_then_to_the_side_that_is_left_then_to_the_reference(
        string orders,
        int reference,
        int price,
        long matched,
        long surplus
    )
    {
        var parsed = orders
            .Split(", ")
            .Select(o => o.Split(' '))
            .Select(o => (o[0] == "b" ? BookSide.Bid : BookSide.Ask, new Price(int.Parse(o[1]) * 10_000L), new Quantity(long.Parse(o[2]))))
            .ToArray();
        var found = Equilibrium.Of(parsed, new(reference * 10_000L));
        Assert.Equal((price * 10_000L, matched, surplus), (found.Price.Millionths, found.Matched.Units, found.Surplus));
    }
}
