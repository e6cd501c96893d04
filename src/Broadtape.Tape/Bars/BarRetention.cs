using NodaTime;

namespace Broadtape.Tape;

/// <summary>How long bars of the tape are kept after their day, by class; null keeps them for good.</summary>
public sealed record BarRetention(Period? Minutes = null, Period? Days = null)
{
    public static readonly BarRetention ForGood = new();
}
