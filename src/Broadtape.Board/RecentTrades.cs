using Broadtape.Market;

namespace Broadtape.Board;

readonly record struct RecentTrade(long TradeId, Price Price, Quantity Quantity, Moment Time, TradeConditions Conditions)
{
    internal bool Sets => Quantity.Units > 0 && (Conditions & TradeConditions.NotLastSale) == 0;
}

/// <summary>
/// The last trades of one instrument's day, so that a broken one can be taken back. Those that set the last price are kept apart from
/// the others: however many odd lots follow it, the trade before the broken one is still known.
/// </summary>
sealed class RecentTrades
{
    internal const int Most = 32;

    readonly Ring setting = new();
    readonly Ring others = new();

    internal RecentTrades() { }

    internal RecentTrades(ReadOnlySpan<RecentTrade> standing)
    {
        foreach (ref readonly var trade in standing)
            RingOf(trade.Conditions).Add(trade);
    }

    /// <summary>Oldest first, those that set the last price before the others.</summary>
    internal RecentTrade[] Standing => [.. setting.Standing, .. others.Standing];

    internal void Clear()
    {
        setting.Clear();
        others.Clear();
    }

    internal void Add(in RecentTrade trade) => RingOf(trade.Conditions).Add(trade);

    /// <summary>False when the trade is older than what is kept.</summary>
    internal bool TryAmend(in Amendment amendment, out RecentTrade before) =>
        setting.TryAmend(amendment, out before) || others.TryAmend(amendment, out before);

    /// <summary>The newest that stands and sets the last price; null when none does.</summary>
    internal RecentTrade? Newest()
    {
        foreach (var trade in setting.Standing.Reverse())
            if (trade.Sets)
                return trade;
        return null;
    }

    /// <summary>Whether every trade of the day that set the last price is still here.</summary>
    internal bool HoldsAll => setting.Added <= Most;

    internal (Price High, Price Low) Range()
    {
        var (high, low) = (default(Price), default(Price));
        foreach (var trade in setting.Standing)
        {
            if (!trade.Sets || (trade.Conditions & TradeConditions.NotHighLow) != 0)
                continue;
            if (trade.Price > high)
                high = trade.Price;
            if (low.IsNone || trade.Price < low)
                low = trade.Price;
        }
        return (high, low);
    }

    Ring RingOf(TradeConditions conditions) => (conditions & TradeConditions.NotLastSale) == 0 ? setting : others;

    /// <summary>The oldest gives way to the newest.</summary>
    sealed class Ring
    {
        RecentTrade[] trades = [];

        internal int Added { get; private set; }

        internal IEnumerable<RecentTrade> Standing =>
            Enumerable.Range(Math.Max(0, Added - Most), Math.Min(Added, Most)).Select(i => trades[i % Most]);

        internal void Clear() => Added = 0;

        internal void Add(in RecentTrade trade)
        {
            if (trades.Length == 0)
                trades = new RecentTrade[Most];
            trades[Added++ % Most] = trade;
        }

        internal bool TryAmend(in Amendment amendment, out RecentTrade before)
        {
            for (var i = Math.Max(0, Added - Most); i < Added; i++)
                if (trades[i % Most].TradeId == amendment.TradeId && trades[i % Most].Quantity.Units > 0)
                {
                    before = trades[i % Most];
                    trades[i % Most] = before with { Price = amendment.Price, Quantity = amendment.Quantity };
                    return true;
                }
            before = default;
            return false;
        }
    }
}
