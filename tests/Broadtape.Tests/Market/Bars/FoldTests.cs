using Broadtape.Market;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.MarketTests.Bars;

/// <summary>Bars folded entry by entry against bars counted afresh from the list of trades known by a moment.</summary>
public sealed class FoldTests
{
    static readonly LocalDate Thursday = new(2026, 1, 8);
    static readonly Moment Midnight = Moment.Parse("2026-01-08T00:00+08:00");
    static readonly Moment Opens = Moment.Parse("2026-01-08T09:30+08:00");

    static readonly TradeConditions[] Conditions =
    [
        TradeConditions.None,
        TradeConditions.None,
        TradeConditions.Auction,
        TradeConditions.OddLot | TradeConditions.NotLastSale,
        TradeConditions.NotHighLow,
        TradeConditions.Suspicious,
        TradeConditions.ExtendedHours,
    ];

    /// <summary>Ten minutes of trades, some told late, some amended or broken, and a closing price now and then.</summary>
    static readonly Gen<List<MarketEvent>> Events = Gen.Select(
            Gen.Int[0, 99],
            Gen.Int[0, 600_000],
            Gen.Int[0, 200_000],
            Gen.Int[1, 60],
            Gen.Int[0, 6]
        )
        .List[1, 60]
        .Select(drawn =>
        {
            var events = new List<MarketEvent>();
            foreach (var (what, at, late, price, condition) in drawn.OrderBy(d => d.Item2 + (d.Item3 > 100_000 ? d.Item3 : 0)))
            {
                var time = Opens + Duration.FromMilliseconds(at);
                var received = time + Duration.FromMilliseconds(late > 100_000 ? late : 0);
                var stamp = new EventStamp(new(1), time, received, EventSource.Box);
                var id = events.Count;
                events.Add(
                    what < 70 ? MarketEvent.Of(stamp, new Trade(new(price * 10_000), new(price * 100), id, Conditions[condition]))
                    : what < 80 ? MarketEvent.Of(stamp, new Amendment(price % (id + 1), default, default))
                    : what < 90 ? MarketEvent.Of(stamp, new Amendment(price % (id + 1), new(price * 20_000), new(price)))
                    : what < 95 ? MarketEvent.OfClosingPrice(stamp, new(price * 10_000))
                    : MarketEvent.Of(stamp, new TopOfBook(new(1), new(1), new(2), new(1)))
                );
            }
            return events;
        });

    [Fact]
    public void Minutes_and_day_are_what_the_trades_known_by_any_moment_make_them() =>
        Gen.Select(Events, Gen.Int[0, 900_000])
            .Sample(
                (events, at) =>
                {
                    var moment = Opens + Duration.FromMilliseconds(at);
                    var known = Entries(events).FindAll(e => e.Known <= moment);
                    var fold = Folded(known);
                    var naive = Naive(known);
                    Assert.Equal(naive.Where(b => !b.Open.IsNone), fold.Minutes);
                    Assert.Equal(NaiveDay(naive.FindAll(b => !b.Open.IsNone), naive, known), fold.Day);
                }
            );

    /// <summary>What is kept of a day that is over answers for every moment of it but the growing minute's.</summary>
    [Fact]
    public void Versions_show_at_any_moment_what_the_fold_showed_then() =>
        Gen.Select(Events, Gen.Int[0, 900_000])
            .Sample(
                (events, at) =>
                {
                    var moment = Opens + Duration.FromMilliseconds(at);
                    var (all, known) = (Folded(Entries(events)), Folded(Entries(events).FindAll(e => e.Known <= moment)));
                    var growing = DayOfBars.MinuteOf(moment);
                    Assert.Equal(
                        known.Minutes.Where(b => b.Begins != growing),
                        BarVersions.KnownBy(all.MinuteVersions, moment).Where(b => b.Begins != growing && !b.Open.IsNone)
                    );
                    if (BarVersions.KnownBy(all.DayVersions, moment).ToList() is [var day])
                        Assert.Equal(known.Day, day.Open.IsNone ? null : day);
                }
            );

    [Fact]
    public void A_broken_trade_leaves_the_minute_as_it_was_known_before()
    {
        var minute = Opens + Duration.FromSeconds(20);
        var fold = Folded([
            new(BarEntryKind.Trade, 1, new(10), new(100), minute, minute),
            new(BarEntryKind.Trade, 2, new(30), new(100), minute, minute),
            new(BarEntryKind.Amendment, 2, default, default, minute + Duration.FromMinutes(5), minute + Duration.FromMinutes(5)),
        ]);
        Assert.Equal(
            [(new Price(30), minute), (new Price(10), minute + Duration.FromMinutes(5))],
            fold.MinuteVersions.Select(b => (b.High, b.Known))
        );
        Assert.Equal(30, BarVersions.KnownBy(fold.MinuteVersions, minute + Duration.FromMinutes(4)).Single().High.Millionths);
    }

    [Fact]
    public void An_auctions_trade_stands_in_the_minute_it_was_made()
    {
        var matched = Moment.Parse("2026-01-08T09:20:41+08:00");
        var fold = Folded(Entries([MarketEvent.Of(StampAt(matched), new Trade(new(10), new(5), 1, TradeConditions.Auction))]));
        Assert.Equal(Moment.Parse("2026-01-08T09:20+08:00"), fold.Minutes.Single().Begins);
    }

    [Fact]
    public void An_index_has_levels_and_neither_volume_nor_trades()
    {
        var values = new[] { 5, 9, 3, 4 }.Select(v =>
            MarketEvent.Of(StampAt(Opens), new IndexValue(new(v), default, default, false, IndexStatus.Trading))
        );
        var bar = Folded(Entries([.. values])).Minutes.Single();
        Assert.Equal((5, 9, 3, 4), (bar.Open.Millionths, bar.High.Millionths, bar.Low.Millionths, bar.Close.Millionths));
        Assert.Equal((0, 0, 0), (bar.Volume.Units, bar.Turnover.Thousandths, bar.Trades));
    }

    [Theory]
    [InlineData("XHKF", "2026-01-08T17:14:59+08:00", "2026-01-08")]
    [InlineData("XHKF", "2026-01-08T17:15:00+08:00", "2026-01-09")]
    [InlineData("XHKF", "2026-01-10T02:59:59+08:00", "2026-01-12")] // Friday's night is Monday's
    [InlineData("XHKF", "2026-01-12T09:15:00+08:00", "2026-01-12")]
    [InlineData("XHKG", "2026-01-08T23:59:59+08:00", "2026-01-08")]
    [InlineData("XNYS", "2026-01-09T04:59:59+00:00", "2026-01-08")]
    [InlineData("XLON", "2026-01-09T00:00:00+00:00", "2026-01-09")] // no calendar is kept
    public void An_instant_counts_to_its_date_and_a_night_to_the_trading_day_after(string mic, string at, string day)
    {
        var days = new TradingDays(DemoMarket.Timetables);
        var moment = Moment.Parse(at);
        var span = days.Holding(Mic.Parse(mic), moment);
        Assert.Equal(day, $"{span.Day:uuuu-MM-dd}");
        Assert.True(span.From <= moment && moment < span.Until);
        Assert.Equal(span, new TradingDays(DemoMarket.Timetables).Holding(Mic.Parse(mic), span.From));
    }

    static EventStamp StampAt(Moment at) => new(new(1), at, at, EventSource.Box);

    static List<BarEntry> Entries(IEnumerable<MarketEvent> events)
    {
        var (entries, known) = (new List<BarEntry>(), Moment.Beginning);
        foreach (var e in events)
        {
            known = Moment.Max(known, e.ReleaseTime);
            if (BarEntry.TryRead(e, known, out var entry))
                entries.Add(entry);
        }
        return entries;
    }

    static DayOfBars Folded(IEnumerable<BarEntry> entries)
    {
        var day = new DayOfBars(Thursday, Midnight);
        foreach (var entry in entries)
            day.Take(entry);
        return day;
    }

    /// <summary>Every trade as it stands after all amendments, then sorted, then counted; minutes of broken trades have no prices.</summary>
    static List<Bar> Naive(List<BarEntry> known)
    {
        var trades = known.Where(e => e.Kind is BarEntryKind.Trade).ToList();
        var touched = trades.ToDictionary(t => t.TradeId, t => t.Known);
        foreach (var (order, amendment) in known.Index().Where(e => e.Item.Kind == BarEntryKind.Amendment))
        {
            var at = trades.FindIndex(t => t.TradeId == amendment.TradeId && t.Quantity.Units > 0 && known.IndexOf(Told(t.TradeId)) < order);
            if (at < 0)
                continue;
            trades[at] = trades[at] with { Price = amendment.Price, Quantity = amendment.Quantity };
            touched[amendment.TradeId] = amendment.Known;
        }
        return
        [
            .. trades
                .GroupBy(t => t.Time.UnixNanoseconds / 60_000_000_000)
                .OrderBy(g => g.Key)
                .Select(g =>
                    (Minute: g.Key, Known: g.Max(t => touched[t.TradeId]), Made: g.Where(t => t.Quantity.Units > 0).OrderBy(t => t.Time).ToList())
                )
                .Select(m => new Bar(
                    new(m.Minute * 60_000_000_000),
                    Thursday,
                    m.Made.FirstOrDefault().Price,
                    m.Made.Select(t => t.Price).DefaultIfEmpty().Max(),
                    m.Made.Select(t => t.Price).DefaultIfEmpty().Min(),
                    m.Made.LastOrDefault().Price,
                    new(m.Made.Sum(t => t.Quantity.Units)),
                    new(m.Made.Sum(t => Turnover.Of(t.Price, t.Quantity).Thousandths)),
                    m.Made.Count,
                    m.Known
                )),
        ];

        BarEntry Told(long id) => known.First(e => e.Kind == BarEntryKind.Trade && e.TradeId == id);
    }

    static Bar? NaiveDay(List<Bar> minutes, List<Bar> touched, List<BarEntry> known)
    {
        if (minutes.Count == 0)
            return null;
        var close = known.FindLast(e => e.Kind == BarEntryKind.ClosingPrice);
        return new Bar(
            Midnight,
            Thursday,
            minutes[0].Open,
            minutes.Max(m => m.High),
            minutes.Min(m => m.Low),
            close == default ? minutes[^1].Close : close.Price,
            new(minutes.Sum(m => m.Volume.Units)),
            new(minutes.Sum(m => m.Turnover.Thousandths)),
            minutes.Sum(m => m.Trades),
            Moment.Max(close.Known, touched.Max(m => m.Known))
        );
    }
}
