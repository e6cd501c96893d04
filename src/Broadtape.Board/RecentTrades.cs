using System.Runtime.CompilerServices;
using Broadtape.Market;

namespace Broadtape.Board;

readonly record struct RecentTrade(long TradeId, Price Price, Quantity Quantity, Moment Time, TradeConditions Conditions)
{
    internal bool IsBroken => Quantity.Units <= 0;

    internal bool Sets => !IsBroken && (Conditions & TradeConditions.NotLastSale) == 0;
}

/// <summary>
/// The last trades of one instrument's day, so that a broken one can be taken back. Those that set the last price are kept apart from
/// the others: however many odd lots follow it, the trade before the broken one is still known.
/// </summary>
/// <param name="epoch">The frame it was made for, as with a <see cref="Detail"/>.</param>
sealed class RecentTrades(long epoch)
{
    internal const int Most = 32;

    internal long Epoch => epoch;

    readonly Ring setting = new();
    readonly Ring others = new();

    /// <summary>About what they hold in memory.</summary>
    internal long Bytes => 120 + setting.Bytes + others.Bytes;

    internal RecentTrades CopyFor(long next)
    {
        var copy = new RecentTrades(next);
        copy.setting.Become(setting);
        copy.others.Become(others);
        return copy;
    }

    internal void Save(CheckpointWriter writer)
    {
        setting.Save(writer);
        others.Save(writer);
    }

    internal static RecentTrades Restore(ref CheckpointReader reader, long epoch)
    {
        var trades = new RecentTrades(epoch);
        trades.setting.Restore(ref reader);
        trades.others.Restore(ref reader);
        return trades;
    }

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

    /// <summary>Newest first by the exchange's time, broken ones among them; those that set the last price before others of the same instant.</summary>
    internal IEnumerable<RecentTrade> Latest(int most) =>
        setting.Standing.Reverse().Concat(others.Standing.Reverse()).OrderByDescending(t => t.Time).Take(most);

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

        internal long Bytes => trades.Length * Unsafe.SizeOf<RecentTrade>();

        internal IEnumerable<RecentTrade> Standing =>
            Enumerable.Range(Math.Max(0, Added - Most), Math.Min(Added, Most)).Select(i => trades[i % Most]);

        internal void Clear() => Added = 0;

        internal void Add(in RecentTrade trade)
        {
            if (Added >= trades.Length && trades.Length < Most)
                Array.Resize(ref trades, Math.Clamp(2 * trades.Length, 4, Most));
            trades[Added++ % Most] = trade;
        }

        internal void Become(Ring other) =>
            (trades, Added) = (other.trades.AsSpan(0, Math.Min(other.Added, other.trades.Length)).ToArray(), other.Added);

        internal void Save(CheckpointWriter writer)
        {
            writer.Write(Added);
            writer.Write<RecentTrade>(trades.AsSpan(0, Math.Min(Added, Most)));
        }

        internal void Restore(ref CheckpointReader reader) => (Added, trades) = (reader.Read<int>(), reader.ReadSpan<RecentTrade>().ToArray());

        internal bool TryAmend(in Amendment amendment, out RecentTrade before)
        {
            for (var i = Math.Max(0, Added - Most); i < Added; i++)
                if (trades[i % Most].TradeId == amendment.TradeId && trades[i % Most].Quantity.Units > 0)
                {
                    before = trades[i % Most];
                    trades[i % Most] = before with
                    {
                        // A broken one keeps the price it was told at, to be shown struck out.
                        Price = amendment.Quantity.Units > 0 ? amendment.Price : before.Price,
                        Quantity = amendment.Quantity,
                    };
                    return true;
                }
            before = default;
            return false;
        }
    }
}
