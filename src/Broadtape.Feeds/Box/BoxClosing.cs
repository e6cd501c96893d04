using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>The five nominal prices of the last minute before the close (R2): their median closes what has no closing auction, and is the reference of what has.</summary>
sealed class BoxClosing
{
    readonly List<Price> snapshots = [];

    /// <summary>Null until all five are taken.</summary>
    internal Price? Median => snapshots.Count == ClosingPrices.Snapshots ? ClosingPrices.Median(snapshots.ToArray()) : null;

    internal void Begin() => snapshots.Clear();

    internal void Take(Price nominal)
    {
        if (snapshots.Count < ClosingPrices.Snapshots)
            snapshots.Add(nominal);
    }
}
