using System.Runtime.InteropServices;
using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>
/// What a board must show, worked out anew each time from the whole list of events, one field at a time, as simply as it can be said.
/// </summary>
static class Reference
{
    /// <summary>The events a board behind the horizon holds: the first that is released later ends them.</summary>
    internal static ReadOnlySpan<MarketEvent> Prefix(ReadOnlySpan<MarketEvent> all, Moment horizon)
    {
        var count = 0;
        while (count < all.Length && all[count].ReleaseTime <= horizon)
            count++;
        return all[..count];
    }

    /// <summary>One instrument after these events.</summary>
    internal static Seen Of(ReadOnlySpan<MarketEvent> all, int number)
    {
        var list = new List<MarketEvent>();
        foreach (ref readonly var e in all)
            if (e.Instrument.Value == number)
                list.Add(e);
        var own = (ReadOnlySpan<MarketEvent>)CollectionsMarshal.AsSpan(list);
        var roll = LastOf(own, EventKind.PreviousClose);
        var today = own[(roll + 1)..];
        // A trade that was taken back counts for nothing.
        var trades = new Dictionary<long, Trade>();
        foreach (ref readonly var e in today)
            if (e.Kind == EventKind.Trade)
                trades[e.AsTrade().TradeId] = e.AsTrade();
            else if (e.Kind == EventKind.Amendment)
                trades.Remove(e.AsAmendment().TradeId);
        var last = LastTradeOf(today, number);
        var told = LastOf(today, EventKind.Statistics);
        var top = LastOf(today, EventKind.TopOfBook);
        var nominal = LastOf(today, EventKind.Nominal);
        var close = LastOf(today, EventKind.ClosingPrice);
        var status = LastOf(own, EventKind.SecurityStatus);
        return new(
            last < 0 ? default : today[last].AsTrade().Price,
            nominal < 0 ? default : today[nominal].AsPrice(),
            told < 0 ? Sum(trades.Values) : today[told].AsStatistics(),
            top < 0 ? default : today[top].AsTopOfBook(),
            roll < 0 ? default : own[roll].AsPrice(),
            close < 0 ? default : today[close].AsPrice(),
            status < 0 ? TradingState.Normal : own[status].AsSecurityStatus(),
            Text(Book(own, BookSide.Bid)),
            Text(Book(own, BookSide.Ask))
        );
    }

    /// <summary>Where the trade stands that makes the last price; −1 when none does.</summary>
    internal static int LastTradeOf(ReadOnlySpan<MarketEvent> all, int number)
    {
        var cancelled = new HashSet<long>();
        for (var at = all.Length - 1; at >= 0; at--)
            if (all[at].Instrument.Value != number)
                continue;
            else if (all[at].Kind == EventKind.Amendment)
                cancelled.Add(all[at].AsAmendment().TradeId);
            else if (all[at].Kind == EventKind.Trade && all[at].AsTrade() is var trade && Sets(trade) && !cancelled.Contains(trade.TradeId))
                return at;
        return -1;
    }

    static bool Sets(Trade trade) => (trade.Conditions & TradeConditions.NotLastSale) == 0;

    /// <summary>Until the exchange says its own, the day's figures are the sum of its trades.</summary>
    static Statistics Sum(IReadOnlyCollection<Trade> standing)
    {
        var range = standing.Where(t => Sets(t) && (t.Conditions & TradeConditions.NotHighLow) == 0).Select(t => t.Price.Millionths).ToList();
        return new(
            range.Count == 0 ? default : new(range.Max()),
            range.Count == 0 ? default : new(range.Min()),
            new(standing.Sum(t => t.Quantity.Units)),
            new(standing.Sum(t => Turnover.Of(t.Price, t.Quantity).Thousandths))
        );
    }

    static int LastOf(ReadOnlySpan<MarketEvent> events, EventKind kind)
    {
        var at = events.Length - 1;
        while (at >= 0 && events[at].Kind != kind)
            at--;
        return at;
    }

    /// <summary>Best first: each change is applied to a plain list.</summary>
    static List<(Price Price, Quantity Quantity)> Book(ReadOnlySpan<MarketEvent> own, BookSide side)
    {
        var levels = new List<(Price, Quantity)>();
        foreach (ref readonly var e in own)
        {
            if (e.Kind != EventKind.Depth)
                continue;
            var change = e.AsDepth();
            if (change.Action == DepthAction.Clear)
                levels.Clear();
            else if (change.Side != side)
                continue;
            else if (change.Action == DepthAction.New)
            {
                levels.Insert(change.Level - 1, (change.Price, change.Quantity));
                if (levels.Count > 10)
                    levels.RemoveAt(10);
            }
            else if (change.Action == DepthAction.Change)
                levels[change.Level - 1] = (change.Price, change.Quantity);
            else
                levels.RemoveAt(change.Level - 1);
        }
        return levels;
    }

    /// <summary>A side as text: millionths × shares, best first.</summary>
    internal static string Text(IEnumerable<(Price Price, Quantity Quantity)> levels)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (price, quantity) in levels)
            text.Append(price.Millionths).Append('×').Append(quantity.Units).Append(' ');
        return text.ToString();
    }
}

/// <summary>One instrument as a reader with every right sees it.</summary>
readonly record struct Seen(
    Price Last,
    Price Nominal,
    Statistics Statistics,
    TopOfBook Top,
    Price PreviousClose,
    Price Close,
    TradingState State,
    string Bids,
    string Asks
);
