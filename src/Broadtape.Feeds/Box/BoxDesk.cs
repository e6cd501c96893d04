using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// One Hong Kong instrument's order book with those who trade in it: makers keep ten prices a side around where the walk stands, takers
/// trade against them, and an auction's orders gather around its price. What changed is told as the exchange tells it.
/// </summary>
sealed class BoxDesk(ulong seed, string symbol, Func<Price, Price> up, Func<Price, Price> down, long lot)
{
    /// <summary>How often, of so many changes, the broker queue is told.</summary>
    const int QueueEvery = 6;

    const int BrokersTold = 4;
    const int QueueItems = 24;

    readonly BoxBook book = new();
    readonly DepthTeller teller = new();
    readonly List<(BookSide Side, Price Limit, Quantity Quantity)> auction = [];
    Chance chance = new(seed, symbol + " book");
    int told;

    /// <summary>The makers move to these best prices; there is at least <paramref name="enough"/> at each.</summary>
    internal void Settle(Price bid, Price ask, Quantity enough)
    {
        book.Cancel(BookSide.Bid, p => p > bid);
        book.Cancel(BookSide.Ask, p => p < ask);
        Keep(BookSide.Bid, bid, down, enough);
        Keep(BookSide.Ask, ask, up, enough);
    }

    void Keep(BookSide side, Price best, Func<Price, Price> further, Quantity enough)
    {
        var price = best;
        for (var i = 0; i < Ladder.Most && !price.IsNone; i++)
        {
            var least = i == 0 ? enough.Units : 1;
            while (book.At(side, price).Units < least || chance.Below(24) == 0)
                book.Add(side, price, new(lot * chance.Between(1, 60)), Broker());
            price = further(price);
        }
        // Only prices within nine spreads of the best are told, and none beyond are kept.
        var last = price;
        book.Cancel(side, p => side == BookSide.Bid ? p <= last : p >= last);
    }

    /// <summary>Somebody takes at the price from whoever waits there; each match is handed over.</summary>
    internal void Take(Price price, Quantity quantity, Action<Price, Quantity> matched)
    {
        var from = book.Best(BookSide.Ask) is { IsNone: false } ask && price >= ask ? BookSide.Ask : BookSide.Bid;
        book.Take(from, price, quantity, matched);
    }

    /// <summary>Orders gather so that the auction would make this price; what it would make is returned.</summary>
    internal Equilibrium Gather(Price price, Price reference)
    {
        auction.Clear();
        foreach (var side in (ReadOnlySpan<BookSide>)[BookSide.Bid, BookSide.Ask])
        {
            // Most at the price itself, some who would pay more, and some who want better.
            auction.Add((side, price, new(lot * chance.Between(40, 400))));
            auction.Add((side, side == BookSide.Bid ? up(price) : down(price), new(lot * chance.Between(1, 20))));
            auction.Add((side, side == BookSide.Bid ? down(price) : up(price), new(lot * chance.Between(1, 60))));
        }
        auction.RemoveAll(o => o.Limit.IsNone);
        return Equilibrium.Of(auction, reference);
    }

    /// <summary>In an auction no book is kept.</summary>
    internal void Clear(in EventStamp stamp, IMarketEvents events)
    {
        book.Clear();
        teller.Clear(stamp, events);
    }

    /// <summary>Tells what is another since it was told last: levels, now and then the brokers, and the best prices.</summary>
    internal void Tell(in EventStamp stamp, IMarketEvents events)
    {
        teller.Tell([.. book.Levels(BookSide.Bid)], [.. book.Levels(BookSide.Ask)], stamp, events);
        if (told++ % QueueEvery != 0)
            return;
        TellQueue(BookSide.Bid, down, stamp, events);
        TellQueue(BookSide.Ask, up, stamp, events);
    }

    void TellQueue(BookSide side, Func<Price, Price> further, in EventStamp stamp, IMarketEvents events)
    {
        var items = new List<short>();
        var (spreads, price) = (0, book.Best(side));
        var hasMore = false;
        foreach (var (waitingAt, brokers) in book.Waiting(side))
        {
            for (; price != waitingAt && !price.IsNone; price = further(price))
                spreads++;
            if (items.Count + 1 + BrokersTold > QueueItems)
            {
                hasMore = true;
                break;
            }
            if (spreads > 0)
                items.Add((short)-spreads);
            items.AddRange(brokers.Take(BrokersTold).Select(b => (short)b));
        }
        for (var part = 0; part == 0 || part * BrokerItems.Count < items.Count; part++)
        {
            BrokerItems told = default;
            for (var i = 0; i < BrokerItems.Count && part * BrokerItems.Count + i < items.Count; i++)
                told[i] = items[part * BrokerItems.Count + i];
            events.Accept(MarketEvent.Of(stamp, new BrokerQueuePart(side, part, hasMore, told)));
        }
    }

    int Broker() => (int)chance.Between(1_000, 9_999);
}
