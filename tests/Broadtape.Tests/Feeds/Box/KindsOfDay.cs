using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.Feeds.BoxTests;

/// <summary>Half days, typhoons before and after 23 September 2024, and ordinary days under older tick tables: the same laws on each (R3).</summary>
public sealed class KindsOfDay
{
    /// <summary>The date, when its first trade may be, when continuous trading ends, and whether there is an opening auction.</summary>
    public static TheoryData<string, string, string, bool> Days =>
        new()
        {
            // An ordinary day; steps of 0.05 between 20 and 100 then.
            { "2021-02-10", "09:20", "16:00", true },
            // The eve of Lunar New Year.
            { "2021-02-11", "09:20", "12:00", true },
            // W2: signal 8 lowered, opened at two.
            { "2023-10-09", "14:00", "16:00", false },
            // W3: signal 10, and trading goes on.
            { "2025-09-24", "09:20", "16:00", true },
        };

    [Theory]
    [MemberData(nameof(Days))]
    public void Its_hours_are_lived_and_every_law_holds(string date, string opens, string ends, bool hasOpeningAuction)
    {
        var day = LocalDate.FromDateTime(DateTime.Parse(date, null));
        var log = Run(day, day, seed: 5);
        var trades = log.Events.Where(e => e.Kind == EventKind.Trade).ToList();
        Assert.True(SmallMarket.TimeOf(trades[0]) >= TimeSpan.Parse(opens), $"{trades[0].ExchangeTime}");
        Assert.True(SmallMarket.TimeOf(trades[0]) < TimeSpan.Parse(opens) + TimeSpan.FromMinutes(3), $"{trades[0].ExchangeTime}");
        var continuous = trades.Where(e => e.AsTrade().Conditions == TradeConditions.None).ToList();
        Assert.InRange(SmallMarket.TimeOf(continuous[^1]), TimeSpan.Parse(ends) - TimeSpan.FromMinutes(1), TimeSpan.Parse(ends));
        Assert.Equal(hasOpeningAuction ? 6 : 3, trades.Count(e => e.AsTrade().Conditions == TradeConditions.Auction));

        Assert.True(BoxLaws.Statistics_are_what_the_trades_of_the_day_add_up_to(log) > 1_000);
        Assert.True(BoxLaws.The_markets_turnover_is_the_sum_of_its_trades(log, SmallMarket.Instruments) > 100);
        Assert.True(BoxLaws.Every_price_is_on_the_tick_table_of_its_date(log, SmallMarket.Instruments) > 1_000);
        Assert.True(BoxLaws.No_book_is_crossed_and_every_trade_takes_what_the_best_price_had(log, SmallMarket.Instruments) > 1_000);
        Assert.True(BoxLaws.The_best_prices_are_the_books_own(log) > 1_000);
        Assert.Equal(hasOpeningAuction ? 6 : 3, BoxLaws.An_auction_matches_what_it_indicated_at_one_random_moment(log));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_close_is_the_closing_auctions_price_or_the_median_of_the_last_minute(
        string date,
        string opens,
        string ends,
        bool hasOpeningAuction
    )
    {
        Assert.True(TimeSpan.Parse(opens) < TimeSpan.Parse(ends) && (hasOpeningAuction || opens != "09:20"));
        var day = LocalDate.FromDateTime(DateTime.Parse(date, null));
        var log = Run(day, day, seed: 6);
        foreach (var code in (string[])["00001", "00002", "02800"])
        {
            var told = log.Of(code);
            var close = told.Single(e => e.Kind == EventKind.ClosingPrice);
            Assert.Equal(told.Last(e => e.Kind == EventKind.Trade).AsTrade().Price, close.AsPrice());
            Assert.InRange(SmallMarket.TimeOf(close) - TimeSpan.Parse(ends), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
        }
        var warrant = log.Of("13001");
        var nominals = Enumerable
            .Range(0, ClosingPrices.Snapshots)
            .Select(i => TimeSpan.Parse(ends) - TimeSpan.FromSeconds(15 * i))
            .Select(at => warrant.Last(e => e.Kind == EventKind.Nominal && SmallMarket.TimeOf(e) <= at).AsPrice())
            .ToArray();
        Assert.Equal(ClosingPrices.Median(nominals), warrant.Single(e => e.Kind == EventKind.ClosingPrice).AsPrice());
    }

    [Fact]
    public void W4_a_typhoon_that_stays_is_no_trading_day_and_the_next_begins_at_the_close_before_it()
    {
        var log = Run(new(2023, 7, 14), new(2023, 7, 18), seed: 7);
        Assert.DoesNotContain(log.Events.On(new(2023, 7, 17)), e => e.Kind is not (EventKind.Heartbeat or EventKind.Session));
        Assert.DoesNotContain(log.Events, e => e.Kind == EventKind.Session && e.AsSession().TradingDay == new LocalDate(2023, 7, 17));
        var told = log.Of("00001");
        Assert.Equal(
            told.On(new(2023, 7, 14)).Single(e => e.Kind == EventKind.ClosingPrice).AsPrice(),
            told.On(new(2023, 7, 18)).Single(e => e.Kind == EventKind.PreviousClose).AsPrice()
        );
    }

    [Fact]
    public void Another_seed_matches_at_another_moment()
    {
        var day = new LocalDate(2026, 1, 12);
        Moment MatchedAt(ulong seed) => Run(day, day, seed).Events.First(e => e.Kind == EventKind.Trade).ExchangeTime;
        Assert.Equal(5, Enumerable.Range(1, 5).Select(s => MatchedAt((ulong)s)).Distinct().Count());
    }

    [Fact]
    public void Orders_that_gather_for_an_auction_match_most_at_the_price_it_makes()
    {
        var desk = new BoxDesk(
            new(SmallMarket.Instruments.FindSymbol("XHKG:00001")!, DemoMarket.Ticks) { Day = new(2026, 1, 12) },
            true,
            new(9, "desk")
        )
        {
            Lot = 500,
        };
        foreach (var price in (string[])["0.010", "0.250", "0.500", "9.99", "10", "20", "49.98", "100", "9995"])
        {
            var found = desk.Gather(Price.Parse(price), Price.Parse(price));
            Assert.Equal(Price.Parse(price), found.Price);
            foreach (var other in desk.Auction.Select(o => o.Limit))
                Assert.True(MatchedAt(other) <= found.Matched.Units, $"{other} matches more than {found}");
        }

        long MatchedAt(Price price) =>
            Math.Min(
                desk.Auction.Where(o => o.Side == BookSide.Bid && o.Limit >= price).Sum(o => o.Quantity.Units),
                desk.Auction.Where(o => o.Side == BookSide.Ask && o.Limit <= price).Sum(o => o.Quantity.Units)
            );
    }

    static MemoryLog Run(LocalDate first, LocalDate last, ulong seed)
    {
        var script = SmallMarket
            .Script()
            .Replace("2026-01-12", $"{first:uuuu-MM-dd}", StringComparison.Ordinal)
            .Replace("XHKG:02990,list,2026-01-13,4,,", "", StringComparison.Ordinal);
        return SmallMarket.Run(SmallMarket.Box(script, SmallMarket.At(first, "08:00"), seed, BoxFaults.None), last, "23:00");
    }
}
