namespace Broadtape.Market;

/// <summary>
/// One side of a book of ten prices, best first, kept by changes applied in order: each refers to the levels the one before left. What is
/// pushed below the tenth is cut here, for the exchange does not say so again.
/// </summary>
public sealed class Ladder(BookSide side)
{
    /// <summary>Prices a side holds.</summary>
    public const int Most = 10;

    // One more than is kept: an insertion pushes before it cuts.
    readonly DepthLevel[] levels = new DepthLevel[Most + 1];
    int count;

    /// <summary>Best first; good until the next change.</summary>
    public ReadOnlySpan<DepthLevel> Levels => levels.AsSpan(0, count);

    /// <summary>A copy that goes its own way.</summary>
    public Ladder Copy()
    {
        var copy = new Ladder(side) { count = count };
        Levels.CopyTo(copy.levels);
        return copy;
    }

    /// <summary>Empties the side.</summary>
    public void Clear() => count = 0;

    /// <summary>
    /// Applies one change of this side; a Clear empties it. False when it cannot be meant for this side as it stands: a level that is
    /// not there, a price that is another, an order of prices that is wrong.
    /// </summary>
    public bool Apply(in DepthChange change)
    {
        var at = change.Level - 1;
        switch (change.Action)
        {
            case DepthAction.Clear:
                count = 0;
                return true;
            case DepthAction.New when at >= 0 && at <= Math.Min(count, Most - 1):
                levels.AsSpan(at, count - at).CopyTo(levels.AsSpan(at + 1));
                levels[at] = new(change.Price, change.Quantity, change.Orders);
                count = Math.Min(count + 1, Most);
                return Holds(at);
            case DepthAction.Change when (uint)at < (uint)count && levels[at].Price == change.Price:
                levels[at] = new(change.Price, change.Quantity, change.Orders);
                return true;
            case DepthAction.Delete when (uint)at < (uint)count && levels[at].Price == change.Price:
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

    bool Better(Price price, Price than) => side == BookSide.Bid ? price > than : price < than;
}
