using NodaTime;

namespace Broadtape.Market;

/// <summary>What happens to a share on its ex-date. Stored: values only grow.</summary>
public enum CorporateActionKind : byte
{
    /// <summary>Cash of <see cref="CorporateAction.Amount"/> a share.</summary>
    Dividend = 1,

    /// <summary><see cref="CorporateAction.New"/> free shares for <see cref="CorporateAction.Held"/> held.</summary>
    Bonus = 2,

    /// <summary><see cref="CorporateAction.New"/> shares for <see cref="CorporateAction.Held"/> held, at <see cref="CorporateAction.Amount"/>.</summary>
    Rights = 3,

    /// <summary><see cref="CorporateAction.Held"/> shares become <see cref="CorporateAction.New"/>: more in a split, fewer in a consolidation.</summary>
    Split = 4,
}

/// <summary>A dividend, bonus, rights issue or split, effective from its ex-date (R9).</summary>
/// <param name="Amount">Cash a share of a dividend, or the subscription price of rights; none otherwise.</param>
/// <param name="Known">When it was known to us.</param>
public readonly record struct CorporateAction(LocalDate ExDate, CorporateActionKind Kind, Price Amount, int New, int Held, Moment Known)
{
    /// <summary>The base of the ex-date's change out of the close before it; null when none can be named (R9).</summary>
    public Price? Base(Price close) =>
        Kind switch
        {
            CorporateActionKind.Dividend => AdjustedClose.Dividend(close, Amount),
            CorporateActionKind.Bonus => AdjustedClose.Bonus(close, New, Held),
            CorporateActionKind.Rights => AdjustedClose.Rights(close, New, Held, Amount),
            _ => AdjustedClose.Replaced(close, New, Held),
        };
}
