using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// A limit order book: the better price first, at one price the earlier order first. Whoever takes trades at the prices that were there
/// before him.
/// </summary>
sealed class BoxBook
{
    readonly SortedDictionary<long, Queue> bids = new(Comparer<long>.Create((a, b) => b.CompareTo(a)));
    readonly SortedDictionary<long, Queue> asks = [];
    long orders;

    /// <summary>None when the side is empty.</summary>
    internal Price Best(BookSide side) => Side(side).Keys.FirstOrDefault() is var best and > 0 ? new(best) : default;

    internal Quantity At(BookSide side, Price price) => new(Side(side).TryGetValue(price.Millionths, out var queue) ? queue.Quantity : 0);

    internal void Add(BookSide side, Price price, Quantity quantity, int broker)
    {
        if (Best(Other(side)) is { IsNone: false } best && (side == BookSide.Bid ? price >= best : price <= best))
            throw new InvalidOperationException($"an order to rest at {price} would cross {best}");
        if (!Side(side).TryGetValue(price.Millionths, out var queue))
            Side(side)[price.Millionths] = queue = new();
        queue.Quantity += quantity.Units;
        queue.Orders.Enqueue((++orders, quantity.Units, broker));
    }

    /// <summary>Everything at the prices goes.</summary>
    internal void Cancel(BookSide side, Func<Price, bool> at)
    {
        var gone = Side(side).Keys.Where(p => at(new(p))).ToList();
        foreach (var price in gone)
            Side(side).Remove(price);
    }

    internal void Clear()
    {
        bids.Clear();
        asks.Clear();
    }

    /// <summary>Takes from a side no worse than the limit, in its order; what was matched at each price is handed over, and how much in all.</summary>
    internal Quantity Take(BookSide from, Price limit, Quantity quantity, Action<Price, Quantity> matched)
    {
        var left = quantity.Units;
        while (left > 0 && Best(from) is { IsNone: false } best && (from == BookSide.Ask ? best <= limit : best >= limit))
        {
            var queue = Side(from)[best.Millionths];
            var filled = Math.Min(left, queue.Quantity);
            queue.Fill(filled);
            if (queue.Quantity == 0)
                Side(from).Remove(best.Millionths);
            left -= filled;
            matched(best, new(filled));
        }
        return new(quantity.Units - left);
    }

    /// <summary>The ten best prices, best first.</summary>
    internal IEnumerable<DepthLevel> Levels(BookSide side) =>
        Side(side).Take(Ladder.Most).Select(q => new DepthLevel(new(q.Key), new(q.Value.Quantity), q.Value.Orders.Count));

    /// <summary>Who waits at each price, in the order they came.</summary>
    internal IEnumerable<(Price Price, IEnumerable<int> Brokers)> Waiting(BookSide side) =>
        Side(side).Select(q => (new Price(q.Key), q.Value.Orders.Select(o => o.Broker)));

    SortedDictionary<long, Queue> Side(BookSide side) => side == BookSide.Bid ? bids : asks;

    static BookSide Other(BookSide side) => side == BookSide.Bid ? BookSide.Ask : BookSide.Bid;

    sealed class Queue
    {
        internal long Quantity { get; set; }
        internal Queue<(long Id, long Quantity, int Broker)> Orders { get; private set; } = new();

        /// <summary>From the front; an order filled in part keeps its place.</summary>
        internal void Fill(long quantity)
        {
            Quantity -= quantity;
            while (quantity > 0)
            {
                var (id, waiting, broker) = Orders.Dequeue();
                if (waiting <= quantity)
                {
                    quantity -= waiting;
                    continue;
                }
                Orders = new(Orders.Prepend((id, waiting - quantity, broker)));
                quantity = 0;
            }
        }
    }
}
