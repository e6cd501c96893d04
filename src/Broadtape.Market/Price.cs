using System.Globalization;

namespace Broadtape.Market;

/// <summary>
/// A price, index level or exchange rate in millionths of its unit. Six decimals hold every source we read without loss: three of
/// HKEX's, four of IEX's and of indices, four of LEAN's, six of exchange rates. Never binary floating point.
/// </summary>
public readonly record struct Price(long Millionths) : IComparable<Price>
{
    public const long One = 1_000_000;

    public static Price FromDecimal(decimal value) => new(checked((long)(value * One)));

    public static Price Parse(string text) => FromDecimal(decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture));

    public decimal ToDecimal() => (decimal)Millionths / One;

    /// <summary>Zero is how feeds say "none"; no instrument here trades at zero.</summary>
    public bool IsNone => Millionths == 0;

    public int CompareTo(Price other) => Millionths.CompareTo(other.Millionths);

    public static Price operator -(Price a, Price b) => new(a.Millionths - b.Millionths);

    public static Price operator +(Price a, Price b) => new(a.Millionths + b.Millionths);

    public static bool operator <(Price a, Price b) => a.Millionths < b.Millionths;

    public static bool operator >(Price a, Price b) => a.Millionths > b.Millionths;

    public static bool operator <=(Price a, Price b) => a.Millionths <= b.Millionths;

    public static bool operator >=(Price a, Price b) => a.Millionths >= b.Millionths;

    public override string ToString() => ToDecimal().ToString("0.000###", CultureInfo.InvariantCulture);
}
