namespace Broadtape.Market;

/// <summary>Money traded, in thousandths of the instrument's currency, as HKEX sends it.</summary>
public readonly record struct Turnover(long Thousandths)
{
    /// <summary>Price × quantity, rounded half away from zero; throws when it leaves 64 bits.</summary>
    public static Turnover Of(Price price, Quantity quantity)
    {
        var millionths = (Int128)price.Millionths * quantity.Units;
        var half = millionths < 0 ? -500 : 500;
        return new(checked((long)((millionths + half) / 1000)));
    }

    public static Turnover operator +(Turnover a, Turnover b) => new(a.Thousandths + b.Thousandths);

    public static Turnover operator -(Turnover a, Turnover b) => new(a.Thousandths - b.Thousandths);
}
