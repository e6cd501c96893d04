using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>
/// One side of the exchange's book, however deep. The ten best prices are told, change by change; one that is pushed below the tenth is not
/// spoken of, and one that comes up to it is new.
/// </summary>
sealed class BookSideTold(BookSide side)
{
    const int Most = 10;

    readonly List<(Price Price, Quantity Quantity)> levels = [];

    internal bool IsEmpty => levels.Count == 0;

    /// <summary>The best; nothing when there is none.</summary>
    internal (Price Price, Quantity Quantity) Best => levels.FirstOrDefault();

    /// <summary>The changes that would tell it to who knows nothing of it.</summary>
    internal IEnumerable<DepthChange> Whole => levels.Take(Most).Select((_, i) => Change(DepthAction.New, i));

    internal void Clear() => levels.Clear();

    /// <summary>So much stands at a price now; the changes that tell it.</summary>
    internal List<DepthChange> Set(Price price, Quantity quantity)
    {
        var told = new List<DepthChange>();
        var at = levels.FindIndex(l => l.Price == price);
        if (at < 0 && quantity.Units > 0)
        {
            at = levels.FindIndex(l => side == BookSide.Bid ? l.Price < price : l.Price > price);
            at = at < 0 ? levels.Count : at;
            levels.Insert(at, (price, quantity));
            Tell(DepthAction.New);
        }
        else if (at >= 0 && quantity.Units > 0)
        {
            levels[at] = (price, quantity);
            Tell(DepthAction.Change);
        }
        else if (at >= 0)
        {
            Tell(DepthAction.Delete);
            levels.RemoveAt(at);
            if (at < Most && levels.Count >= Most)
                told.Add(Change(DepthAction.New, Most - 1));
        }
        return told;

        void Tell(DepthAction action)
        {
            if (at < Most)
                told.Add(Change(action, at));
        }
    }

    DepthChange Change(DepthAction action, int at) => new(side, action, at + 1, levels[at].Price, levels[at].Quantity, 0);
}
