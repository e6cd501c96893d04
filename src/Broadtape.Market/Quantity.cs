namespace Broadtape.Market;

/// <summary>A number of shares, units or contracts.</summary>
public readonly record struct Quantity(long Units)
{
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Units + b.Units);

    public static Quantity operator -(Quantity a, Quantity b) => new(a.Units - b.Units);
}
