using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.Feeds.BoxTests;

/// <summary>What holds on every day of the synthetic exchange, whatever kind of day it is. Each law says how often it was tried.</summary>
static class BoxLaws
{
    static readonly DateTimeZone HongKong = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    /// <summary>Volume, turnover, high and low are what the trades that stand add up to, at every word of it.</summary>
    public static int Statistics_are_what_the_trades_of_the_day_add_up_to(MemoryLog log)
    {
        var standing = new Dictionary<InstrumentNumber, Dictionary<long, (Price Price, Quantity Quantity)>>();
        var sums = new Dictionary<InstrumentNumber, (Quantity Volume, Turnover Turnover)>();
        var tried = 0;
        foreach (var e in log.Events)
            switch (e.Kind)
            {
                case EventKind.PreviousClose:
                    (standing[e.Instrument], sums[e.Instrument]) = ([], default);
                    break;
                case EventKind.Trade:
                    var trade = e.AsTrade();
                    standing[e.Instrument].Add(trade.TradeId, (trade.Price, trade.Quantity));
                    Add(e.Instrument, trade.Price, trade.Quantity);
                    break;
                case EventKind.Amendment:
                    var amendment = e.AsAmendment();
                    Assert.True(standing[e.Instrument].Remove(amendment.TradeId, out var before));
                    var (volume, turnover) = sums[e.Instrument];
                    sums[e.Instrument] = (volume - before.Quantity, turnover - Turnover.Of(before.Price, before.Quantity));
                    if (amendment.Quantity.Units == 0)
                        break;
                    standing[e.Instrument].Add(amendment.TradeId, (amendment.Price, amendment.Quantity));
                    Add(e.Instrument, amendment.Price, amendment.Quantity);
                    break;
                case EventKind.Statistics:
                    var told = e.AsStatistics();
                    Assert.Equal(sums[e.Instrument], (told.Volume, told.Turnover));
                    var prices = standing[e.Instrument].Values;
                    if (prices.Count > 0 && tried++ % 20 == 0)
                        Assert.Equal((prices.Max(p => p.Price), prices.Min(p => p.Price)), (told.High, told.Low));
                    break;
            }
        return tried;

        void Add(InstrumentNumber number, Price price, Quantity quantity)
        {
            var (volume, turnover) = sums[number];
            sums[number] = (volume + quantity, turnover + Turnover.Of(price, quantity));
        }
    }

    public static int The_markets_turnover_is_the_sum_of_its_trades(MemoryLog log, InstrumentMaster master)
    {
        var instruments = Instruments(log, master);
        var trades = new Dictionary<(InstrumentNumber, long), Turnover>();
        var (sum, day, tried) = (default(Turnover), default(LocalDate), 0);
        foreach (var e in log.Events)
            switch (e.Kind)
            {
                case EventKind.Session when e.AsSession() is var session && session.Market.ToString() == "XHKG" && session.TradingDay != day:
                    (sum, day) = (default, session.TradingDay);
                    break;
                case EventKind.Trade when IsHongKong(instruments[e.Instrument]):
                    sum += trades[(e.Instrument, e.AsTrade().TradeId)] = Turnover.Of(e.AsTrade().Price, e.AsTrade().Quantity);
                    break;
                case EventKind.Amendment when e.AsAmendment() is var amendment:
                    sum += Turnover.Of(amendment.Price, amendment.Quantity) - trades[(e.Instrument, amendment.TradeId)];
                    break;
                case EventKind.MarketTurnover:
                    Assert.Equal(sum, e.AsMarketTurnover().Turnover);
                    tried++;
                    break;
            }
        return tried;
    }

    /// <summary>Trades and orders stand on the tick table as it is on their date (R4).</summary>
    public static int Every_price_is_on_the_tick_table_of_its_date(MemoryLog log, InstrumentMaster master)
    {
        var instruments = Instruments(log, master);
        var tried = 0;
        foreach (var e in log.Events)
        {
            var price = e.Kind switch
            {
                EventKind.Trade => e.AsTrade().Price,
                EventKind.Depth when e.AsDepth().Action == DepthAction.New => e.AsDepth().Price,
                EventKind.AuctionPrice => e.AsAuctionPrice().Price,
                _ => default,
            };
            if (price.IsNone || instruments[e.Instrument].TickTable is not { } table)
                continue;
            var day = e.ExchangeTime.In(HongKong).Date;
            Assert.True(DemoMarket.Ticks.IsLegal(table, day, price), $"{instruments[e.Instrument].Id} {price} on {day}");
            tried++;
        }
        return tried;
    }

    /// <summary>Outside of auctions a trade takes from the best price there was, no more than waited there; no book is crossed.</summary>
    public static int No_book_is_crossed_and_every_trade_takes_what_the_best_price_had(MemoryLog log, InstrumentMaster master)
    {
        var tops = new Dictionary<InstrumentNumber, TopOfBook>();
        var tried = 0;
        foreach (var e in log.Events)
            switch (e.Kind)
            {
                case EventKind.TopOfBook:
                    var top = tops[e.Instrument] = e.AsTopOfBook();
                    Assert.True(top.Bid.IsNone || top.Ask.IsNone || top.Bid < top.Ask, $"{top}");
                    break;
                case EventKind.Trade when (e.AsTrade().Conditions & TradeConditions.Auction) == 0:
                    var (trade, best) = (e.AsTrade(), tops[e.Instrument]);
                    var waited =
                        trade.Price == best.Bid ? best.BidQuantity
                        : trade.Price == best.Ask ? best.AskQuantity
                        : default;
                    Assert.True(trade.Quantity.Units <= waited.Units, $"{trade} of {best}");
                    tried++;
                    break;
            }
        return tried;
    }

    /// <summary>Levels told by changes give the best prices told beside them.</summary>
    public static int The_best_prices_are_the_books_own(MemoryLog log)
    {
        var books = new Dictionary<InstrumentNumber, (Ladder Bids, Ladder Asks)>();
        var tried = 0;
        foreach (var e in log.Events)
            switch (e.Kind)
            {
                case EventKind.Depth:
                    if (!books.TryGetValue(e.Instrument, out var book))
                        books[e.Instrument] = book = (new(BookSide.Bid), new(BookSide.Ask));
                    var change = e.AsDepth();
                    if (change.Action == DepthAction.Clear)
                    {
                        book.Bids.Clear();
                        book.Asks.Clear();
                    }
                    else
                        Assert.True((change.Side == BookSide.Bid ? book.Bids : book.Asks).Apply(change), $"{change}");
                    break;
                case EventKind.TopOfBook when books.TryGetValue(e.Instrument, out var best):
                    Assert.Equal((Best(best.Bids), Best(best.Asks)), (e.AsTopOfBook().Bid, e.AsTopOfBook().Ask));
                    tried++;
                    break;
            }
        return tried;
    }

    /// <summary>An auction trades what it indicated last, and one price for one moment of the market within its random phase.</summary>
    public static int An_auction_matches_what_it_indicated_at_one_random_moment(MemoryLog log)
    {
        var indicated = new Dictionary<InstrumentNumber, AuctionPrice>();
        var moments = new Dictionary<(LocalDate, SessionPhase), Moment>();
        var (phase, since, tried) = (SessionPhase.Closed, default(Moment), 0);
        foreach (var e in log.Events)
            switch (e.Kind)
            {
                case EventKind.Session when e.AsSession().Market.ToString() == "XHKG":
                    (phase, since) = (e.AsSession().Phase, e.ExchangeTime);
                    break;
                case EventKind.AuctionPrice:
                    indicated[e.Instrument] = e.AsAuctionPrice();
                    break;
                case EventKind.Trade when (e.AsTrade().Conditions & TradeConditions.Auction) != 0:
                    Assert.True(phase is SessionPhase.PreOpeningMatching or SessionPhase.ClosingRandom, $"{phase}");
                    Assert.Equal(indicated[e.Instrument], new(e.AsTrade().Price, e.AsTrade().Quantity));
                    var key = (e.ExchangeTime.In(HongKong).Date, phase);
                    Assert.Equal(moments.GetValueOrDefault(key, e.ExchangeTime), e.ExchangeTime);
                    moments[key] = e.ExchangeTime;
                    Assert.InRange((e.ExchangeTime - since).TotalSeconds, 0, 119);
                    tried++;
                    break;
            }
        return tried;
    }

    static Dictionary<InstrumentNumber, Instrument> Instruments(MemoryLog log, InstrumentMaster master) =>
        log.Events.Where(e => e.Kind == EventKind.Listing).ToDictionary(e => e.Instrument, e => master.Find(e.AsListing().Id)!);

    static bool IsHongKong(Instrument instrument) => instrument.Id.Mic.ToString() == "XHKG" && instrument.Kind != InstrumentKind.Index;

    static Price Best(Ladder side) => side.Levels.IsEmpty ? default : side.Levels[0].Price;
}
