using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// An index computed from its constituents: the sum of price × shares over a divisor. The divisor is set each morning so that the bases of
/// the day give the close of the day before; cash dividends are not taken out, so that the index falls by them as a price index does.
/// </summary>
sealed class BoxBasket(IReadOnlyList<(IBoxPriced Share, long Shares)> constituents) : IBoxValue
{
    /// <summary>Of a point, as compilers publish it.</summary>
    static readonly long Hundredth = Price.One / 100;

    Int128 atBase;
    Price previous;

    public Price? Now
    {
        get
        {
            var hundredths = atBase * Hundredth;
            return new((long)(((Int128)previous.Millionths * Sum(s => s.Price) + hundredths / 2) / hundredths) * Hundredth);
        }
    }

    public long Steps => 0;

    public void BeginDay(in PhaseChange phase, Price previous) => (this.previous, atBase) = (previous, Sum(s => s.Carried));

    Int128 Sum(Func<IBoxPriced, Price> of)
    {
        Int128 sum = 0;
        foreach (var (share, shares) in constituents)
            sum += (Int128)of(share).Millionths * shares;
        return sum;
    }
}
