namespace Broadtape.Market;

/// <summary>How far a price stands from its base (R9).</summary>
public readonly record struct Change(Price Amount, Percent Percent)
{
    /// <summary>Null when either is none: it is then shown as "–" and left out of rankings.</summary>
    public static Change? Of(Price price, Price previousClose) =>
        price.IsNone || previousClose.IsNone
            ? null
            : new(price - previousClose, Percent.Of(price.Millionths - previousClose.Millionths, previousClose.Millionths));
}
