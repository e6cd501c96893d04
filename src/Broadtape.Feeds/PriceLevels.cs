using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Both sides of a whole book by price, however deep, for feeds that tell every level or every order.</summary>
sealed class PriceLevels
{
    readonly SortedDictionary<long, (long Quantity, int Orders)> bids = new(Comparer<long>.Create((a, b) => b.CompareTo(a)));
    readonly SortedDictionary<long, (long Quantity, int Orders)> asks = [];
    readonly DepthTeller teller = new();

    /// <summary>A level stands at this quantity; none removes it.</summary>
    internal void Set(BookSide side, Price price, Quantity quantity)
    {
        if (quantity.Units == 0)
            Side(side).Remove(price.Millionths);
        else
            Side(side)[price.Millionths] = (quantity.Units, 0);
    }

    /// <summary>So many shares more or less, and orders, at a price; a level without orders goes.</summary>
    internal void Add(BookSide side, Price price, long quantity, int orders)
    {
        var levels = Side(side);
        var (there, count) = levels.GetValueOrDefault(price.Millionths);
        if (count + orders <= 0 || there + quantity <= 0)
            levels.Remove(price.Millionths);
        else
            levels[price.Millionths] = (there + quantity, count + orders);
    }

    internal void Clear(in EventStamp stamp, IMarketEvents events)
    {
        bids.Clear();
        asks.Clear();
        teller.Clear(stamp, events);
    }

    /// <summary>Tells what is another in the ten best of each side.</summary>
    internal void Tell(in EventStamp stamp, IMarketEvents events)
    {
        Span<DepthLevel> best = stackalloc DepthLevel[2 * Ladder.Most];
        var bid = Best(bids, best);
        var ask = Best(asks, best[Ladder.Most..]);
        teller.Tell(best[..bid], best.Slice(Ladder.Most, ask), stamp, events);
    }

    static int Best(SortedDictionary<long, (long Quantity, int Orders)> side, Span<DepthLevel> into)
    {
        var count = 0;
        foreach (var (price, level) in side)
        {
            if (count == Ladder.Most)
                break;
            into[count++] = new(new(price), new(level.Quantity), level.Orders);
        }
        return count;
    }

    SortedDictionary<long, (long Quantity, int Orders)> Side(BookSide side) => side == BookSide.Bid ? bids : asks;
}
