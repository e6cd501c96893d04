using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Ten prices a side, kept by the entries of message 53, each applied to what the one before left. What is pushed below the tenth is cut
/// here, for the exchange does not say so again. An entry that cannot be meant for this book makes it bad: it shows nothing until cleared.
/// </summary>
sealed class AggregatedBook
{
    readonly Ladder bids = new(BookSide.Bid);
    readonly Ladder asks = new(BookSide.Ask);

    /// <summary>What was told does not fit what was held; a clear or a refresh makes it good again.</summary>
    internal bool IsBad { get; private set; }

    /// <summary>Best first; empty while bad.</summary>
    internal ReadOnlySpan<DepthLevel> Bids => IsBad ? [] : bids.Levels;

    internal ReadOnlySpan<DepthLevel> Asks => IsBad ? [] : asks.Levels;

    internal bool IsEmpty => bids.Levels.IsEmpty && asks.Levels.IsEmpty;

    internal void Clear()
    {
        bids.Clear();
        asks.Clear();
        IsBad = false;
    }

    /// <summary>A change of it was lost: what is left cannot be told from what is not, and nothing shows until it is cleared.</summary>
    internal void Spoil()
    {
        Clear();
        IsBad = true;
    }

    /// <summary>Applies one entry; false when it is not known here or cannot be meant for this book, which is then bad.</summary>
    internal bool Apply(BookEntry entry, out DepthChange change)
    {
        change = new(
            entry.Side == 0 ? BookSide.Bid : BookSide.Ask,
            ActionOf((BookAction)entry.UpdateAction),
            entry.PriceLevel,
            new(entry.Price * 1_000L),
            new((long)entry.AggregateQuantity),
            (int)entry.NumberOfOrders
        );
        return Apply(change, isKnown: entry.Side <= 1 && entry.UpdateAction is <= (byte)BookAction.Delete or (byte)BookAction.Clear);
    }

    internal bool Apply(in DepthChange change, bool isKnown = true)
    {
        if (isKnown && change.Action == DepthAction.Clear)
        {
            Clear();
            return true;
        }
        if (IsBad)
            return false;
        IsBad = !isKnown || !(change.Side == BookSide.Bid ? bids : asks).Apply(change);
        return !IsBad;
    }

    static DepthAction ActionOf(BookAction action) => action == BookAction.Clear ? DepthAction.Clear : (DepthAction)action;
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
