namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Ten prices a side, kept by the entries of message 53, each applied to what the one before left. What is pushed below the tenth is cut
/// here, for the exchange does not say so again. An entry that cannot be meant for this book makes it bad: it shows nothing until cleared.
/// </summary>
sealed class AggregatedBook
{
    internal const int LevelsMost = 10;

    readonly Side bids = new(descending: true);
    readonly Side asks = new(descending: false);

    /// <summary>What was told does not fit what was held; a clear or a refresh makes it good again.</summary>
    internal bool IsBad { get; private set; }

    /// <summary>Best first; empty while bad.</summary>
    internal ReadOnlySpan<BookLevel> Bids => IsBad ? [] : bids.Levels;

    internal ReadOnlySpan<BookLevel> Asks => IsBad ? [] : asks.Levels;

    /// <summary>Bids meet asks: right in an auction, wrong in continuous trading.</summary>
    internal bool IsCrossed => !Bids.IsEmpty && !Asks.IsEmpty && bids.Levels[0].Price >= asks.Levels[0].Price;

    internal void Clear()
    {
        bids.Clear();
        asks.Clear();
        IsBad = false;
    }

    /// <summary>Applies the entries in their order; false when the book is bad at the end of them.</summary>
    internal bool Apply(AggregateOrderBookUpdate update)
    {
        for (var i = 0; i < update.NoEntries; i++)
        {
            var entry = update.Entry(i);
            Apply(entry.Side, (BookAction)entry.UpdateAction, entry.PriceLevel, new(entry.Price, entry.AggregateQuantity, entry.NumberOfOrders));
        }
        return !IsBad;
    }

    internal void Apply(int side, BookAction action, int level, BookLevel told)
    {
        if (action == BookAction.Clear)
        {
            Clear();
            return;
        }
        if (IsBad)
            return;
        IsBad = side switch
        {
            0 => !bids.Apply(action, level - 1, told),
            1 => !asks.Apply(action, level - 1, told),
            _ => true,
        };
    }

    sealed class Side(bool descending)
    {
        // One more than is kept: an insertion pushes before it cuts.
        readonly BookLevel[] levels = new BookLevel[LevelsMost + 1];
        int count;

        internal ReadOnlySpan<BookLevel> Levels => levels.AsSpan(0, count);

        internal void Clear() => count = 0;

        internal bool Apply(BookAction action, int at, BookLevel told)
        {
            switch (action)
            {
                case BookAction.New when at >= 0 && at <= Math.Min(count, LevelsMost - 1):
                    levels.AsSpan(at, count - at).CopyTo(levels.AsSpan(at + 1));
                    levels[at] = told;
                    count = Math.Min(count + 1, LevelsMost);
                    return Holds(at);
                case BookAction.Change when (uint)at < (uint)count && levels[at].Price == told.Price:
                    levels[at] = told;
                    return true;
                case BookAction.Delete when (uint)at < (uint)count && levels[at].Price == told.Price:
                    levels.AsSpan(at + 1, count - at - 1).CopyTo(levels.AsSpan(at));
                    count--;
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Better than the next, worse than the one before.</summary>
        bool Holds(int at) =>
            (at == 0 || Better(levels[at - 1].Price, levels[at].Price)) && (at + 1 >= count || Better(levels[at].Price, levels[at + 1].Price));

        bool Better(int price, int than) => descending ? price > than : price < than;
    }
}

/// <summary>What an entry of message 53 does.</summary>
enum BookAction : byte
{
    New = 0,
    Change = 1,
    Delete = 2,

    /// <summary>Both sides, whatever the entry's own side says.</summary>
    Clear = 74,
}
