namespace Broadtape.Market;

/// <summary>Sums with an instrument's board lot (R5); the lot is reference data, no list of lots is assumed.</summary>
public static class BoardLot
{
    /// <summary>What one lot costs at that price.</summary>
    public static Turnover Value(Price price, int lot) => Turnover.Of(price, new(lot));

    /// <summary>True when the quantity is not whole lots: it trades on the odd lot market, never in the book.</summary>
    public static bool IsOdd(Quantity quantity, int lot) => quantity.Units % lot != 0;
}
