using System.Text;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.BoardTests;

/// <summary>
/// A market of everything that changes a board, in an order nobody would choose: instruments listed late, names in parts, days that begin
/// while trades go on, trades corrected long after, events that come minutes late and some dated ahead of their arrival.
/// </summary>
sealed class RandomMarket(int seed)
{
    internal static readonly Moment Begins = Moment.Parse("2026-01-08T09:00+08:00");

    static readonly Mic[] Markets = [Mic.Parse("XHKG"), Mic.Parse("XNYS")];
    const int ListedMost = 200;

    readonly Random random = new(seed);
    readonly List<int> levels = [];
    Moment now = Begins;
    int day;
    long trades;

    internal IEnumerable<MarketEvent> Events(int count)
    {
        yield return Session(Markets[0], SessionPhase.Continuous);
        for (var i = 1; i < count; i++)
        {
            now += Duration.FromMilliseconds(random.Next(200));
            yield return levels.Count == 0 || levels.Count < ListedMost && random.Next(60) == 0 ? List() : Say();
        }
    }

    MarketEvent List()
    {
        levels.Add(0);
        var id = new InstrumentId(Markets[random.Next(2)], levels.Count.ToString("D5", null), new LocalDate(2026, 1, 8));
        return MarketEvent.Of(Stamp(levels.Count), new Listing(id, InstrumentKind.Equity, true));
    }

    MarketEvent Session(Mic market, SessionPhase phase) =>
        MarketEvent.Of(Stamp(0), new SessionChange(market, phase, new LocalDate(2026, 1, 8).PlusDays(day)));

    EventStamp Stamp(int number)
    {
        var late = random.Next(20) switch
        {
            0 => Duration.FromSeconds(random.Next(300)),
            1 => Duration.FromSeconds(-random.Next(5)),
            _ => Duration.FromMilliseconds(random.Next(3)),
        };
        return new(new(number), now - late, now, EventSource.Omd);
    }

    MarketEvent Say()
    {
        // Some are spoken of all the time.
        var number = 1 + random.Next(random.Next(4) == 0 ? levels.Count : Math.Min(7, levels.Count));
        var stamp = Stamp(number);
        var price = new Price(10 * Price.One + random.Next(500) * 10_000);
        var shares = new Quantity(100 * random.Next(1, 50));
        return random.Next(40) switch
        {
            < 12 => MarketEvent.Of(stamp, new Trade(price, shares, ++trades, (TradeConditions)(random.Next(6) == 0 ? random.Next(16) : 0))),
            < 14 => MarketEvent.Of(stamp, new Amendment(Math.Max(1, trades - random.Next(60)), price, random.Next(2) == 0 ? default : shares)),
            < 19 => MarketEvent.Of(stamp, new TopOfBook(price, shares, new(price.Millionths + 10_000), shares)),
            < 22 => MarketEvent.OfNominal(stamp, price),
            < 23 when random.Next(4) == 0 => MarketEvent.Of(stamp, new Statistics(price, price, shares, Turnover.Of(price, shares))),
            < 24 => MarketEvent.OfClosingPrice(stamp, price),
            < 25 => MarketEvent.OfPreviousClose(stamp, price),
            < 30 => MarketEvent.Of(stamp, Change(number, shares)),
            < 31 => MarketEvent.Of(stamp, new BrokerQueuePart(BookSide.Ask, random.Next(2), false, new())),
            < 32 => MarketEvent.OfVwap(stamp, price),
            < 33 => MarketEvent.Of(stamp, (TradingState)random.Next(2)),
            < 34 => MarketEvent.Of(stamp, new Words((WordsOf)random.Next(3), random.Next(2) == 0, Encoding.UTF8.GetBytes("騰訊"))),
            < 35 => MarketEvent.Of(Stamp(0), new Heartbeat(Markets[random.Next(2)])),
            < 36 => MarketEvent.Of(Stamp(0), new MarketTurnover(Markets[0], "MAIN", "", new(trades))),
            < 37 when random.Next(50) == 0 => Session(Markets[random.Next(2)], SessionPhase.Closed),
            < 38 when random.Next(100) == 0 => NextDay(),
            _ => MarketEvent.Of(stamp, new AuctionPrice(price, shares)),
        };
    }

    MarketEvent NextDay()
    {
        day++;
        return Session(Markets[random.Next(2)], SessionPhase.Continuous);
    }

    /// <summary>Bids of ten prices: filled, then changed, now and then cleared.</summary>
    DepthChange Change(int number, Quantity shares)
    {
        var count = levels[number - 1];
        if (count > 0 && random.Next(20) == 0)
        {
            levels[number - 1] = 0;
            return new(BookSide.Bid, DepthAction.Clear, 0, default, default, 0);
        }
        var isNew = count < Ladder.Most && random.Next(2) == 0;
        var level = isNew || count == 0 ? levels[number - 1]++ : random.Next(count);
        var action = isNew || count == 0 ? DepthAction.New : DepthAction.Change;
        return new(BookSide.Bid, action, level + 1, new(20 * Price.One - level * 10_000), shares, 1);
    }
}
