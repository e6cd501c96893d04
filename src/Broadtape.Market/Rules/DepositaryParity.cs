namespace Broadtape.Market;

/// <summary>A depositary receipt seen from its underlying line (R10), kept as an exact fraction until it is printed.</summary>
public readonly struct DepositaryParity
{
    readonly Int128 numerator; // price × rate × receipts, in 10⁻¹² of the currency
    readonly int shares;

    public DepositaryParity(Price receipt, Price rate, Depositary depositary)
    {
        numerator = (Int128)receipt.Millionths * rate.Millionths * depositary.PerReceipts;
        shares = depositary.Shares;
    }

    /// <summary>Price of one underlying share, cut (not rounded) to millionths: printing rounds once.</summary>
    public Price Equivalent => new((long)(numerator / shares / Price.One));

    /// <summary>較港股: the unrounded equivalent over the underlying's close, less one.</summary>
    public Percent Versus(Price close)
    {
        var whole = (Int128)close.Millionths * Price.One * shares;
        return Percent.Of(numerator - whole, whole);
    }
}
