using Broadtape.Feeds;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.Feeds.BoxTests;

/// <summary>What a share goes ex of, and the temporary counter of rights.</summary>
public sealed class ExDates
{
    static readonly LocalDate Tuesday = SmallMarket.Monday.PlusDays(1);

    [Theory]
    [InlineData("dividend,2026-01-13,0.35,,", "10.00", "9.65")]
    [InlineData("bonus,2026-01-13,,,1 for 10", "11.00", "10.00")]
    [InlineData("rights,2026-01-13,2.00,,1 for 2", "3.20", "2.80")]
    [InlineData("split,2026-01-13,,,1 for 10", "0.085", "0.850")]
    [InlineData("split,2026-01-13,,,4 for 1", "100.00", "25.00")]
    [InlineData("bonus,2026-01-13,,,1 for 3", "10.00", "7.50")]
    [InlineData("bonus,2026-01-13,,,1 for 2", "10.00", "6.667")]
    [InlineData("dividend,2026-01-13,10.00,,", "10.00", "10.00")]
    public void The_base_told_on_the_ex_date_is_adjusted_and_the_walk_goes_on_from_it(string action, string close, string @base)
    {
        string[] rows = [$"XHKG:00002,{action}", $"XHKG:00002,close,2026-01-12,{close},,"];
        // A close far from where the market begins would take a day's walk: it begins there.
        var script = SmallMarket.Script(rows).Replace("XHKG:00002,previous,2026-01-12,20,", $"XHKG:00002,previous,2026-01-12,{close},");
        var log = SmallMarket.Run(SmallMarket.Box(script, SmallMarket.At(SmallMarket.Monday, "09:00"), 1, BoxFaults.None), Tuesday, "09:45");
        var told = log.Of("00002").On(Tuesday).ToList();
        Assert.Equal(Price.Parse(@base), told.First(e => e.Kind == EventKind.PreviousClose).AsPrice());
        var first = told.First(e => e.Kind == EventKind.Trade).AsTrade().Price.ToDecimal();
        Assert.InRange(first, decimal.Parse(@base) * 0.97m, decimal.Parse(@base) * 1.03m);
    }

    [Fact]
    public void A_base_is_adjusted_once_and_the_next_day_begins_at_the_close()
    {
        var box = SmallMarket.Box(["XHKG:00001,dividend,2026-01-13,2.50,,"]);
        var log = SmallMarket.Run(box, SmallMarket.Monday.PlusDays(3), "09:05");
        var told = log.Of("00001");
        foreach (var day in (LocalDate[])[Tuesday, Tuesday.PlusDays(1), Tuesday.PlusDays(2)])
        {
            var close = told.On(day.PlusDays(-1)).Last(e => e.Kind == EventKind.ClosingPrice).AsPrice();
            var off = day == Tuesday ? Price.Parse("2.50") : default;
            Assert.Equal(close - off, told.On(day).Single(e => e.Kind == EventKind.PreviousClose).AsPrice());
        }
    }

    [Fact]
    public void An_ex_date_on_a_day_without_trading_holds_from_the_next()
    {
        var box = SmallMarket.Box(["XHKG:00001,split,2026-01-17,,,2 for 1"]);
        var log = SmallMarket.Run(box, new(2026, 1, 19), "09:05");
        var told = log.Of("00001");
        var friday = told.On(new(2026, 1, 16)).Last(e => e.Kind == EventKind.ClosingPrice).AsPrice();
        Assert.Equal(friday.Millionths / 2, told.On(new(2026, 1, 19)).Single(e => e.Kind == EventKind.PreviousClose).AsPrice().Millionths);
    }

    [Fact]
    public void Everything_scripted_is_known_as_the_tape_begins()
    {
        var box = SmallMarket.Box(["XHKG:00002,rights,2026-01-14,16,,1 for 2", "XHKG:00002,dividend,2026-01-13,0.10,,"]);
        var from = SmallMarket.At(SmallMarket.Monday, "09:00");
        var id = SmallMarket.Instruments.FindSymbol("XHKG:00002")!.Id;
        Assert.Equal(
            [
                new(new(2026, 1, 13), CorporateActionKind.Dividend, Price.Parse("0.10"), 0, 0, from),
                new(new(2026, 1, 14), CorporateActionKind.Rights, Price.Parse("16"), 1, 2, from),
            ],
            box.Actions[id]
        );
        Assert.Single(box.Actions);
    }

    [Fact]
    public void A_rights_counter_lists_on_its_day_trades_near_its_worth_and_goes()
    {
        var box = SmallMarket.Box(["XHKG:02990,delist,2026-01-16,,,"]);
        var log = SmallMarket.Run(box, new(2026, 1, 19), "16:30");
        var told = log.Of("02990");
        Assert.Equal(SmallMarket.At(Tuesday, "09:00"), told[0].ExchangeTime);
        Assert.Equal(Price.Parse("4"), told.First(e => e.Kind == EventKind.PreviousClose).AsPrice());
        foreach (var day in (int[])[13, 14, 15])
            Assert.Contains(told.On(new(2026, 1, day)), e => e.Kind == EventKind.Trade);
        var gone = told.On(new(2026, 1, 16)).ToList();
        Assert.Equal(TradingState.Suspended, gone.Single(e => e.Kind == EventKind.SecurityStatus).AsSecurityStatus());
        Assert.DoesNotContain(gone, e => e.Kind is EventKind.Trade or EventKind.PreviousClose);
        Assert.Equal(gone[^1], told[^1]);
        var share = log.Of("00002").On(new(2026, 1, 15)).Last(e => e.Kind == EventKind.Trade).AsTrade().Price.ToDecimal();
        var right = told.Last(e => e.Kind == EventKind.Trade).AsTrade().Price.ToDecimal();
        Assert.InRange(right, share - 16 - 0.05m, share - 16 + 0.30m);
    }

    [Fact]
    public void A_lot_that_changes_by_date_is_what_orders_are_made_of()
    {
        var log = SmallMarket.Run(SmallMarket.Box(["XHKG:00001,lot,2026-01-13,,,300"]), Tuesday, "12:00");
        var trades = log.Of("00001").Where(e => e.Kind == EventKind.Trade).ToList();
        Assert.All(trades.On(SmallMarket.Monday), t => Assert.Equal(0, t.AsTrade().Quantity.Units % 500));
        Assert.All(trades.On(Tuesday), t => Assert.Equal(0, t.AsTrade().Quantity.Units % 300));
        Assert.Contains(trades.On(Tuesday), t => t.AsTrade().Quantity.Units % 500 != 0);
    }

    [Theory]
    [InlineData("XHKG:00002,bonus,2026-01-13,,,1:10", "ratio '1:10' is not new shares for old")]
    [InlineData("XHKG:00002,split,2026-01-13,,,0 for 1", "ratio '0 for 1' is not new shares for old")]
    [InlineData("XHKG:00002,dividend,13 January,1,,", "at '13 January' is not a date")]
    [InlineData("XHKG:00002,spin-off,2026-01-13,,,", "kind 'spin-off' is none of")]
    [InlineData("XHKG:00002,constituent,,,XHKG:00001,5", "symbol 'XHKG:00002' is no index")]
    [InlineData("XHKG:IDX,constituent,,,XHKG:13001,5", "of 'XHKG:13001' is no share")]
    [InlineData("XHKG:IDX,constituent,,,XHKG:00001,-5", "ratio '-5' is not a whole number")]
    [InlineData("XHKG:IDX,close,2026-01-12,20100,,", "is computed from its constituents")]
    [InlineData("XHKG:00002,lot,2026-01-13,,,", "ratio '' is not a whole number")]
    public void A_row_that_cannot_be_is_refused_with_its_line_and_reason(string row, string reason)
    {
        var refused = Assert.Throws<ReferenceException>(() => BoxScript.Parse(SmallMarket.Script(row), "script.csv", SmallMarket.Instruments));
        Assert.Equal("script.csv", refused.File);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
