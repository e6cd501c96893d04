using Broadtape.Market;
using NodaTime;

namespace Broadtape.Licensing;

/// <summary>Cash dividends that a share went ex of within twelve months, in percent of its disclosed price.</summary>
public static class DividendYield
{
    const int Decimals = 2;

    /// <summary>Null where there were none, or the share has no price. Dividends before a split or bonus count for the shares they became.</summary>
    /// <param name="actions">Oldest ex-date first, of the same instrument and viewer.</param>
    /// <param name="day">The trading day; what goes ex later is not yet paid for by the price.</param>
    public static Figure? Of(Disclosure disclosure, IReadOnlyList<ActionFigures> actions, LocalDate day)
    {
        var price = disclosure[QuoteField.Price];
        if (price.IsNone || price.ToDecimal() == 0)
            return null;
        var (sum, late, known) = (0m, price.Passport.Delay, price.Passport.DataTime!.Value);
        foreach (var action in actions.Where(a => a.ExDate > day.PlusMonths(-12) && a.ExDate <= day))
            if (action.Kind == CorporateActionKind.Dividend && !action.Amount.IsNone)
            {
                sum += action.Amount.ToDecimal();
                (late, known) = (Later(late, action.Amount.Passport.Delay), Moment.Max(known, action.Amount.Passport.DataTime!.Value));
            }
            else
                sum *= SharesBefore(action);
        return sum == 0
            ? null
            : Figure.Computed(
                sum * 100 / price.ToDecimal(),
                Decimals,
                signed: false,
                Unit.Percent,
                price.Passport with
                {
                    Delay = late,
                    DataTime = known,
                }
            );
    }

    /// <summary>How many shares of before a share of today was; rights are paid for and change nothing here.</summary>
    static decimal SharesBefore(ActionFigures action) =>
        action.Kind switch
        {
            CorporateActionKind.Split => (decimal)action.Held / action.New,
            CorporateActionKind.Bonus => (decimal)action.Held / (action.New + action.Held),
            _ => 1,
        };

    static Delay Later(Delay a, Delay b) => a.Minutes > b.Minutes ? a : b;
}
