using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.Feeds.BoxTests;

/// <summary>What follows something else: an index its constituents, a fund its index, warrants and CBBCs their underlying.</summary>
public sealed class Followers
{
    static readonly LocalDate Tuesday = SmallMarket.Monday.PlusDays(1);

    static readonly Lazy<MemoryLog> TwoDays = new(() => SmallMarket.Run(SmallMarket.Box([]), Tuesday, "18:00"));

    [Fact]
    public void An_index_is_the_sum_of_its_constituents_at_every_value_and_falls_by_a_dividend_but_not_by_a_split()
    {
        var box = SmallMarket.Box(["XHKG:00002,split,2026-01-13,,,2 for 1", "XHKG:00001,dividend,2026-01-14,2.00,,"]);
        var log = SmallMarket.Run(box, SmallMarket.Monday.PlusDays(2), "18:00");
        var codes = log.Events.Where(e => e.Kind == EventKind.Listing).ToDictionary(e => e.Instrument, e => e.AsListing().Id.Code);
        var shares = new Dictionary<string, decimal> { ["00001"] = 300, ["00002"] = 700 };
        var prices = new Dictionary<string, decimal>();
        var (divisor, previous, values) = (0m, 0m, 0);
        foreach (var e in log.Events.Where(e => e.Instrument != InstrumentNumber.None))
            switch (codes[e.Instrument])
            {
                case "IDX" when e.Kind == EventKind.PreviousClose:
                    previous = e.AsPrice().ToDecimal();
                    var ex = SmallMarket.DayOf(e) == new LocalDate(2026, 1, 14) ? 2.00m : 0;
                    divisor = ((prices["00001"] + ex) * shares["00001"] + prices["00002"] * shares["00002"]) / previous;
                    break;
                case "IDX" when e.Kind == EventKind.IndexValue:
                    var index = e.AsIndexValue();
                    var sum = prices.Sum(p => p.Value * shares[p.Key]);
                    Assert.Equal(Math.Round(sum / divisor, 2, MidpointRounding.AwayFromZero), index.Value.ToDecimal());
                    Assert.Equal(index.Value.ToDecimal() - previous, index.Change.ToDecimal());
                    values++;
                    break;
                case "00001" or "00002" when e.Kind == EventKind.PreviousClose:
                    prices[codes[e.Instrument]] = e.AsPrice().ToDecimal();
                    break;
                case "00001" or "00002" when e.Kind == EventKind.Trade:
                    prices[codes[e.Instrument]] = e.AsTrade().Price.ToDecimal();
                    break;
            }
        Assert.True(values > 20_000, $"{values}");
    }

    [Fact]
    public void A_fund_trades_within_a_few_steps_of_its_net_asset_value()
    {
        var (funds, index, trades) = (TwoDays.Value.Of("02800")[0].Instrument, TwoDays.Value.Of("IDX")[0].Instrument, 0);
        var (atBase, baseIndex, now) = (0m, 0m, 0m);
        foreach (var e in TwoDays.Value.Events)
            if (e.Instrument == funds && e.Kind == EventKind.PreviousClose)
                atBase = e.AsPrice().ToDecimal();
            else if (e.Instrument == index && e.Kind == EventKind.PreviousClose)
                baseIndex = now = e.AsPrice().ToDecimal();
            else if (e.Instrument == index && e.Kind == EventKind.IndexValue)
                now = e.AsIndexValue().Value.ToDecimal();
            else if (e.Instrument == funds && e.Kind == EventKind.Trade && e.AsTrade().Conditions == TradeConditions.None)
            {
                // The step is 0.02 there.
                Assert.InRange(e.AsTrade().Price.ToDecimal() - atBase * now / baseIndex, -0.06m, 0.06m);
                trades++;
            }
        Assert.True(trades > 1_000, $"{trades}");
    }

    [Fact]
    public void Warrants_and_CBBCs_go_with_their_underlying_up_to_their_entitlement()
    {
        string[] rows = ["XHKG:00001,at,2026-01-12T11:00:00+08:00,100,,", "XHKG:00001,at,2026-01-12T14:30:00+08:00,106,,"];
        var log = SmallMarket.Run(SmallMarket.Box(rows), SmallMarket.Monday, "14:31");
        decimal At(string code, string time) =>
            log.Of(code).Last(e => e.Kind == EventKind.Trade && SmallMarket.TimeOf(e) <= TimeSpan.Parse(time)).AsTrade().Price.ToDecimal();
        var moved = log.Of("00001").Where(e => e.Kind == EventKind.Trade).Last().AsTrade().Price.ToDecimal() - At("00001", "11:00");
        Assert.Equal(6, moved);
        foreach (var (code, sign) in (ReadOnlySpan<(string, int)>)[("13001", 1), ("13002", -1), ("55001", 1), ("65001", -1)])
        {
            var change = (At(code, "14:31") - At(code, "11:00")) * sign;
            Assert.InRange(change, 0.01m, 0.065m);
            if (code is "55001" or "65001")
                Assert.InRange(change, 0.055m, 0.065m);
        }
    }

    [Theory]
    [InlineData("55001", "91", 90, 1)]
    [InlineData("65001", "109", 110, -1)]
    public void A_CBBC_is_called_when_its_underlying_touches_the_call_price_and_never_trades_again(string code, string through, int strike, int sign)
    {
        string[] rows = [$"XHKG:00001,at,2026-01-12T11:00:00+08:00,{through},,", "XHKG:00001,at,2026-01-12T15:00:00+08:00,100,,"];
        var log = SmallMarket.Run(SmallMarket.Box(rows), Tuesday, "18:00");
        var callPrice = code == "55001" ? 92m : 108m;
        var prices = log.Of("00001").Where(e => e.Kind == EventKind.Trade && e.AsTrade().Conditions == TradeConditions.None).ToList();
        var touch = prices.First(e => (e.AsTrade().Price.ToDecimal() - callPrice) * sign <= 0);
        var told = log.Of(code);
        var called = told.Single(e => e.Kind == EventKind.SecurityStatus);
        Assert.Equal((TradingState.Suspended, touch.ExchangeTime), (called.AsSecurityStatus(), called.ExchangeTime));
        Assert.Contains(told, e => e.Kind == EventKind.Trade);
        Assert.All(told.Where(e => e.Kind == EventKind.Trade), e => Assert.True(e.ExchangeTime <= called.ExchangeTime));
        // Called in the morning, it is settled at the worst of the day.
        var worst = prices
            .On(SmallMarket.Monday)
            .Where(e => e.ExchangeTime >= touch.ExchangeTime)
            .Min(e => (e.AsTrade().Price.ToDecimal() - strike) * sign);
        var close = told.Single(e => e.Kind == EventKind.ClosingPrice);
        Assert.Equal(SmallMarket.At(SmallMarket.Monday, "16:00"), close.ExchangeTime);
        Assert.Equal(Math.Truncate(worst / 100 * 1_000) / 1_000, close.AsPrice().ToDecimal());
        Assert.Equal(close, told[^1]);
        // Its opposite goes on.
        var opposite = log.Of(code == "55001" ? "65001" : "55001");
        Assert.Contains(opposite.On(Tuesday), e => e.Kind == EventKind.Trade);
    }

    [Fact]
    public void A_contract_called_in_the_afternoon_is_settled_at_noon_of_the_next_day_and_nothing_is_left_below_the_strike()
    {
        string[] rows = ["XHKG:00001,at,2026-01-12T15:30:00+08:00,91,,", "XHKG:00001,at,2026-01-13T11:00:00+08:00,89,,"];
        var log = SmallMarket.Run(SmallMarket.Box(rows), Tuesday, "18:00");
        var told = log.Of("55001");
        Assert.Equal(SmallMarket.Monday, SmallMarket.DayOf(told.Single(e => e.Kind == EventKind.SecurityStatus)));
        Assert.DoesNotContain(told, e => e.Kind == EventKind.ClosingPrice);
        Assert.DoesNotContain(told.On(Tuesday), e => e.Kind is EventKind.Trade or EventKind.PreviousClose or EventKind.Depth);
    }

    [Fact]
    public void A_split_of_the_underlying_calls_nobody_and_changes_no_claim()
    {
        var log = SmallMarket.Run(SmallMarket.Box(["XHKG:00001,split,2026-01-13,,,2 for 1"]), Tuesday, "11:00");
        foreach (var code in (string[])["13001", "55001", "65001"])
        {
            var told = log.Of(code);
            Assert.DoesNotContain(told, e => e.Kind == EventKind.SecurityStatus);
            var close = told.On(SmallMarket.Monday).Last(e => e.Kind == EventKind.ClosingPrice).AsPrice().ToDecimal();
            Assert.InRange(
                told.On(Tuesday).First(e => e.Kind == EventKind.Trade).AsTrade().Price.ToDecimal(),
                close * 0.9m - 0.002m,
                close * 1.1m + 0.002m
            );
        }
    }

    [Fact]
    public void A_warrant_passes_through_its_base_is_worth_its_intrinsic_value_at_least_and_moves_less_than_its_underlying()
    {
        var prices = Gen.Long[1_000, 500_000].Select(t => new Price(t * 1_000));
        var terms = Gen.Select(Gen.Enum<ClaimSide>(), prices, Gen.OneOf(Gen.Const(1), Gen.Const(10), Gen.Const(100), Gen.Const(10_000)))
            .Select(t => new StructuredTerms(default, t.Item1, t.Item2, default, t.Item3, new(2026, 6, 30)));
        Gen.Select(terms, prices, prices, Gen.Long[1, 5_000])
            .Sample(
                (claim, at, then, premium) =>
                {
                    var underlying = new Underlying { Price = at };
                    var warrant = new BoxClaim(claim, InstrumentKind.DerivativeWarrant, underlying);
                    var previous = claim.Intrinsic(at) + new Price(premium * 1_000);
                    warrant.BeginDay(new(default, SessionPhase.PreOpening, new(2026, 1, 12)), previous);
                    // Cut to a millionth, and once more by the root.
                    Assert.InRange(previous.Millionths - warrant.Now!.Value.Millionths, 0, 2);
                    var before = warrant.Now.Value;
                    underlying.Price = then;
                    Assert.True(warrant.Now.Value >= new Price(claim.Intrinsic(then).Millionths - 1));
                    var moved = (warrant.Now.Value - before).Millionths * claim.Ratio;
                    var gain = (claim.Moneyness(then) - claim.Moneyness(at)).Millionths;
                    Assert.True(
                        gain >= 0
                            ? moved >= -claim.Ratio * 2 && moved <= gain + claim.Ratio * 2
                            : moved <= claim.Ratio * 2 && moved >= gain - claim.Ratio * 2
                    );
                }
            );
    }

    sealed class Underlying : IBoxPriced
    {
        Price price;

        public required Price Price
        {
            get => price;
            set => (price, Previous) = (value, Previous.IsNone ? value : Previous);
        }

        public Price Previous { get; private set; }
        public Price Carried => Previous;
        public Price Close => Previous;

        public void Watch(IBoxWatcher watcher) { }
    }
}
