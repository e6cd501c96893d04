using NodaTime;

namespace Broadtape.Market;

/// <summary>
/// Raw bars seen from a later day (R9). Each action carries every price before its ex-date over to what it would have been since, by the
/// base of the ex-date ÷ the close before it. Raw bars stay as they are: this is a way to look at them.
/// </summary>
public sealed class Adjustment
{
    /// <summary>A bonus or a split turns every price alike; this one loses nothing to rounding.</summary>
    static readonly Price Any = new(1_000_000_000_000_000);

    readonly List<(LocalDate ExDate, decimal Factor)> factors = [];

    /// <param name="actions">Oldest ex-date first; only those of a day up to <paramref name="today"/> count.</param>
    /// <param name="closeBefore">
    /// The newest raw close of a day before that date; null when none is known, and then cash and rights of that day adjust nothing.
    /// </param>
    public Adjustment(IEnumerable<CorporateAction> actions, LocalDate today, Func<LocalDate, Price?> closeBefore)
    {
        foreach (var day in actions.Where(a => a.ExDate <= today).GroupBy(a => a.ExDate))
        {
            var close = day.All(a => a.Amount.IsNone) ? Any : closeBefore(day.Key);
            if (close is { IsNone: false } before && BaseOf(day, before) is { } based)
                factors.Add((day.Key, (decimal)based.Millionths / before.Millionths));
        }
    }

    /// <summary>The bar with its prices rounded half away from zero to millionths.</summary>
    public AdjustedBar Of(in Bar bar)
    {
        var (factor, day) = (1m, bar.Day);
        foreach (var (exDate, of) in factors)
            if (day < exDate)
                factor *= of;
        return factor == 1m
            ? AdjustedBar.Raw(bar)
            : new(
                bar with
                {
                    Open = Times(bar.Open, factor),
                    High = Times(bar.High, factor),
                    Low = Times(bar.Low, factor),
                    Close = Times(bar.Close, factor),
                },
                Times(bar.Vwap, factor),
                IsAdjusted: true
            );
    }

    /// <summary>What happens on one day happens one after the other; what names no base changes nothing.</summary>
    static Price? BaseOf(IEnumerable<CorporateAction> day, Price close)
    {
        var at = close;
        foreach (var action in day)
            at = action.Base(at) ?? at;
        return at == close ? null : at;
    }

    static Price Times(Price price, decimal factor) => new((long)Math.Round(price.Millionths * factor, MidpointRounding.AwayFromZero));
}
