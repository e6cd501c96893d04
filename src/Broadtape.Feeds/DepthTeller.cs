using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// Tells a book of ten prices a side by its changes, for sources that keep whole books: what is another since it was told last, deletions
/// first, and the best prices when they are others.
/// </summary>
sealed class DepthTeller
{
    readonly Ladder bids = new(BookSide.Bid);
    readonly Ladder asks = new(BookSide.Ask);

    /// <summary>The best prices as told.</summary>
    internal TopOfBook Top =>
        new(
            bids.Levels.IsEmpty ? default : bids.Levels[0].Price,
            bids.Levels.IsEmpty ? default : bids.Levels[0].Quantity,
            asks.Levels.IsEmpty ? default : asks.Levels[0].Price,
            asks.Levels.IsEmpty ? default : asks.Levels[0].Quantity
        );

    internal bool IsEmpty => bids.Levels.IsEmpty && asks.Levels.IsEmpty;

    /// <param name="bidsNow">Best first, at most ten.</param>
    internal void Tell(ReadOnlySpan<DepthLevel> bidsNow, ReadOnlySpan<DepthLevel> asksNow, in EventStamp stamp, IMarketEvents events)
    {
        var before = Top;
        Tell(BookSide.Bid, bids, bidsNow, stamp, events);
        Tell(BookSide.Ask, asks, asksNow, stamp, events);
        if (Top != before)
            events.Accept(MarketEvent.Of(stamp, Top));
    }

    /// <summary>The book is no longer known, or empty.</summary>
    internal void Clear(in EventStamp stamp, IMarketEvents events)
    {
        if (IsEmpty)
            return;
        bids.Clear();
        asks.Clear();
        events.Accept(MarketEvent.Of(stamp, new DepthChange(BookSide.Bid, DepthAction.Clear, 0, default, default, 0)));
        events.Accept(MarketEvent.Of(stamp, Top));
    }

    static void Tell(BookSide side, Ladder known, ReadOnlySpan<DepthLevel> now, in EventStamp stamp, IMarketEvents events)
    {
        for (var level = known.Levels.Length; level > 0; level--)
            if (known.Levels[level - 1] is var old && !Holds(now, old.Price))
                Say(new(side, DepthAction.Delete, level, old.Price, old.Quantity, old.Orders), known, stamp, events);
        for (var at = 0; at < now.Length; at++)
        {
            var wanted = now[at];
            var isThere = at < known.Levels.Length && known.Levels[at].Price == wanted.Price;
            if (isThere && known.Levels[at] == wanted)
                continue;
            Say(
                new(side, isThere ? DepthAction.Change : DepthAction.New, at + 1, wanted.Price, wanted.Quantity, wanted.Orders),
                known,
                stamp,
                events
            );
        }
    }

    static bool Holds(ReadOnlySpan<DepthLevel> levels, Price price)
    {
        foreach (var level in levels)
            if (level.Price == price)
                return true;
        return false;
    }

    static void Say(in DepthChange change, Ladder known, in EventStamp stamp, IMarketEvents events)
    {
        if (!known.Apply(change))
            throw new InvalidOperationException($"{change} does not fit what was told");
        events.Accept(MarketEvent.Of(stamp, change));
    }
}
