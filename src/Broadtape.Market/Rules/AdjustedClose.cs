namespace Broadtape.Market;

/// <summary>
/// The close before an ex-date as the base of the day after it (R9), for closes we store. The previous close a feed sends is adjusted
/// already and never goes through here. Rounded half away from zero to millionths.
/// </summary>
public static class AdjustedClose
{
    /// <summary>Null when the dividend is the close or more: no base can be named.</summary>
    public static Price? Dividend(Price close, Price dividend) => dividend < close ? close - dividend : null;

    /// <summary>New shares for so many held.</summary>
    public static Price Bonus(Price close, int shares, int held) => Divide((Int128)close.Millionths * held, shares + held);

    /// <summary>New shares for so many held, at the subscription price.</summary>
    public static Price Rights(Price close, int shares, int held, Price subscription) =>
        Divide((Int128)close.Millionths * held + (Int128)subscription.Millionths * shares, shares + held);

    /// <summary>One share becomes so many.</summary>
    public static Price Split(Price close, int into) => Divide(close.Millionths, into);

    /// <summary>So many shares become one.</summary>
    public static Price Consolidation(Price close, int of) => new(checked(close.Millionths * of));

    /// <summary>So many shares become so many others.</summary>
    public static Price Replaced(Price close, int shares, int held) => Divide((Int128)close.Millionths * held, shares);

    static Price Divide(Int128 part, int whole) => new((long)((2 * part + whole) / (2 * whole)));
}
