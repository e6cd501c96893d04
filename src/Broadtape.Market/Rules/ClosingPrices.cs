namespace Broadtape.Market;

/// <summary>How a close comes about without an auction's price (R2).</summary>
public static class ClosingPrices
{
    /// <summary>Nominal prices taken, 15 seconds apart.</summary>
    public const int Snapshots = 5;

    /// <summary>The median of the five; throws when there are not five.</summary>
    public static Price Median(ReadOnlySpan<Price> nominals)
    {
        if (nominals.Length != Snapshots)
            throw new ArgumentException($"the closing price is the median of {Snapshots} nominal prices, not of {nominals.Length}");
        Span<Price> sorted = stackalloc Price[Snapshots];
        nominals.CopyTo(sorted);
        sorted.Sort();
        return sorted[Snapshots / 2];
    }
}
