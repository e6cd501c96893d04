using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>A depositary receipt drifts towards what its underlying line is worth in dollars (R10).</summary>
sealed class BoxParity(Depositary depositary, IBoxPriced line, IBoxPriced rate) : IBoxValue
{
    public Price? Now =>
        rate.Price.IsNone
            ? null
            : new((long)((Int128)line.Price.Millionths * depositary.Shares * Price.One / rate.Price.Millionths / depositary.PerReceipts));

    /// <summary>The two markets are open at different hours, and America has a mind of its own.</summary>
    public long Steps => 400;

    public void BeginDay(in PhaseChange phase, Price previous) { }
}
