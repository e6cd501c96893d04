namespace Broadtape.Market;

/// <summary>
/// A percentage in millionths of a percent, cut towards zero. Cut, not rounded: a figure is rounded once, half away from zero, when it
/// is printed, and whether it rounds up depends only on digits that cutting keeps.
/// </summary>
public readonly record struct Percent(long Millionths)
{
    /// <summary>part ÷ whole × 100.</summary>
    public static Percent Of(Int128 part, Int128 whole) => new((long)(part * 100_000_000 / whole));
}
