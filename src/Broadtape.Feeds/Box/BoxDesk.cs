using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// One instrument's order book with those who trade in it: makers keep ten prices a side around where the walk stands, takers trade
/// against them, and an auction's orders gather around its price. What changed is told as the exchange tells it: level by level in Hong
/// Kong, elsewhere the best prices alone.
/// </summary>
sealed class BoxDesk(BoxSteps steps, bool tellsDepth, Chance chance)
{
    /// <summary>How often, of so many changes, the broker queue is told.</summary>
    const int QueueEvery = 6;

    const int BrokersTold = 4;
    const int QueueItems = 24;

    readonly BoxBook book = new();
    readonly DepthTeller teller = new();
    readonly List<(BookSide Side, Price Limit, Quantity Quantity)> auction = [];
    Chance chance = chance;
    TopOfBook top;
    int told;

    /// <summary>Shares a board lot: orders are whole ones.</summary>
    internal long Lot { get; set; }

    /// <summary>The orders that gathered last.</summary>
    internal IReadOnlyList<(BookSide Side, Price Limit, Quantity Quantity)> Auction => auction;

    /// <summary>The makers move to these best prices, none where a side is empty; there is at least <paramref name="enough"/> at each.</summary>
    internal void Settle(Price bid, Price ask, Quantity enough)
    {
        book.Cancel(BookSide.Bid, p => p > bid);
        book.Cancel(BookSide.Ask, p => p < ask);
        Keep(BookSide.Bid, bid, steps.Down, enough);
        Keep(BookSide.Ask, ask, steps.Up, enough);
    }

    void Keep(BookSide side, Price best, Func<Price, Price> further, Quantity enough)
    {
        var price = best;
        for (var i = 0; i < Ladder.Most && !price.IsNone; i++)
        {
            var least = i == 0 ? enough.Units : 1;
            while (book.At(side, price).Units < least || chance.Below(24) == 0)
                book.Add(side, price, new(Lot * chance.Between(1, 60)), Broker());
            price = further(price);
        }
        // Only prices within nine spreads of the best are told, and none beyond are kept; without a best there are none.
        var beyond = price;
        book.Cancel(side, p => best.IsNone || !beyond.IsNone && (side == BookSide.Bid ? p <= beyond : p >= beyond));
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
            auction.Add((side, price, new(Lot * chance.Between(40, 400))));
            auction.Add((side, side == BookSide.Bid ? steps.Up(price) : steps.Down(price), new(Lot * chance.Between(1, 20))));
            auction.Add((side, side == BookSide.Bid ? steps.Down(price) : steps.Up(price), new(Lot * chance.Between(1, 60))));
        }
        auction.RemoveAll(o => o.Limit.IsNone);
        return Equilibrium.Of(auction, reference);
    }

    /// <summary>In an auction no book is kept.</summary>
    internal void Clear(in BoxTurn turn)
    {
        book.Clear();
        if (tellsDepth)
            teller.Clear(turn.Stamp, turn.Events);
        else
            TellTop(turn);
    }

    /// <summary>Tells what is another since it was told last: levels, now and then the brokers, and the best prices.</summary>
    internal void Tell(in BoxTurn turn)
    {
        if (!tellsDepth)
        {
            TellTop(turn);
            return;
        }
        teller.Tell([.. book.Levels(BookSide.Bid)], [.. book.Levels(BookSide.Ask)], turn.Stamp, turn.Events);
        if (told++ % QueueEvery != 0)
            return;
        TellQueue(BookSide.Bid, steps.Down, turn);
        TellQueue(BookSide.Ask, steps.Up, turn);
    }

    void TellTop(in BoxTurn turn)
    {
        var (bid, ask) = (book.Best(BookSide.Bid), book.Best(BookSide.Ask));
        var now = new TopOfBook(bid, book.At(BookSide.Bid, bid), ask, book.At(BookSide.Ask, ask));
        if (now == top)
            return;
        top = now;
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, top));
    }

    void TellQueue(BookSide side, Func<Price, Price> further, in BoxTurn turn)
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
            turn.Events.Accept(MarketEvent.Of(turn.Stamp, new BrokerQueuePart(side, part, hasMore, told)));
        }
    }

    int Broker() => (int)chance.Between(1_000, 9_999);
}
