using Broadtape.Market;

namespace Broadtape.Board;

readonly record struct RecentTrade(long TradeId, Price Price, Quantity Quantity, Moment Time, TradeConditions Conditions);

/// <summary>The last trades of one instrument's day, so that a broken one can be taken back. The oldest gives way to the newest.</summary>
sealed class RecentTrades
{
    internal const int Most = 32;

    readonly RecentTrade[] ring = new RecentTrade[Most];
    int added;

    internal RecentTrades() { }

    internal RecentTrades(ReadOnlySpan<RecentTrade> standing)
    {
        standing.CopyTo(ring);
        added = standing.Length;
    }

    /// <summary>Oldest first.</summary>
    internal RecentTrade[] Standing => [.. Enumerable.Range(Math.Max(0, added - Most), Math.Min(added, Most)).Select(i => ring[i % Most])];

    internal void Clear() => added = 0;

    internal void Add(long tradeId, Price price, Quantity quantity, Moment time, TradeConditions conditions) =>
        ring[added++ % Most] = new(tradeId, price, quantity, time, conditions);

    /// <summary>False when the trade is older than what is kept.</summary>
    internal bool TryAmend(in Amendment amendment, out RecentTrade before)
    {
        for (var i = Math.Max(0, added - Most); i < added; i++)
            if (ring[i % Most].TradeId == amendment.TradeId && ring[i % Most].Quantity.Units > 0)
            {
                before = ring[i % Most];
                ring[i % Most] = before with { Price = amendment.Price, Quantity = amendment.Quantity };
                return true;
            }
        before = default;
        return false;
    }

    /// <summary>The newest that stands and sets the last price; null when none does.</summary>
    internal RecentTrade? Newest()
    {
        for (var i = added - 1; i >= Math.Max(0, added - Most); i--)
            if (Sets(ring[i % Most]))
                return ring[i % Most];
        return null;
    }

    /// <summary>Whether all of the day's trades are still here.</summary>
    internal bool HoldsAll(int trades) => trades <= Most && added <= Most;

    internal (Price High, Price Low) Range()
    {
        var (high, low) = (default(Price), default(Price));
        for (var i = Math.Max(0, added - Most); i < added; i++)
        {
            var trade = ring[i % Most];
            if (!Sets(trade) || (trade.Conditions & TradeConditions.NotHighLow) != 0)
                continue;
            if (trade.Price > high)
                high = trade.Price;
            if (low.IsNone || trade.Price < low)
                low = trade.Price;
        }
        return (high, low);
    }

    static bool Sets(in RecentTrade trade) => trade.Quantity.Units > 0 && (trade.Conditions & TradeConditions.NotLastSale) == 0;
}
