using System.Globalization;

namespace Broadtape.Licensing;

/// <summary>Kinds of line that are computed of closes.</summary>
public enum IndicatorKind : byte
{
    /// <summary>Simple moving average.</summary>
    Sma,

    /// <summary>Exponential moving average.</summary>
    Ema,

    /// <summary>Bollinger bands: a simple average and two standard deviations on both sides.</summary>
    Boll,

    /// <summary>Relative strength index after Wilder.</summary>
    Rsi,

    /// <summary>Moving average convergence/divergence.</summary>
    Macd,
}

/// <summary>An indicator and over how many bars it looks; MACD always over 12, 26 and 9. Written sma20, ema50, boll20, rsi14, macd.</summary>
public sealed record Indicator(IndicatorKind Kind, int Bars)
{
    /// <summary>One bar is no average, and a longer one than a year of days asks for more warm-up than is read.</summary>
    public const int BarsLeast = 2;

    /// <inheritdoc cref="BarsLeast"/>
    public const int BarsMost = 250;

    /// <summary>False for a word that is no indicator or counts fewer or more bars than there may be.</summary>
    public static bool TryParse(string text, out Indicator indicator)
    {
        indicator = new(IndicatorKind.Macd, 26);
        if (text == "macd")
            return true;
        foreach (var kind in (ReadOnlySpan<IndicatorKind>)[IndicatorKind.Sma, IndicatorKind.Ema, IndicatorKind.Boll, IndicatorKind.Rsi])
            if (
                text.StartsWith(Word(kind), StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(Word(kind).Length), NumberStyles.None, CultureInfo.InvariantCulture, out var bars)
                && bars is >= BarsLeast and <= BarsMost
            )
            {
                indicator = new(kind, bars);
                return true;
            }
        return false;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Kind == IndicatorKind.Macd ? Word(Kind) : string.Create(CultureInfo.InvariantCulture, $"{Word(Kind)}{Bars}");

    static string Word(IndicatorKind kind) => kind.ToString().ToLowerInvariant();
}
