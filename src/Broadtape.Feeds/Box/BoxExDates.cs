using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>What a share goes ex of on one day, in the order the script names it.</summary>
readonly struct BoxExDates
{
    readonly IEnumerable<CorporateAction> actions;

    BoxExDates(IEnumerable<CorporateAction> actions) => this.actions = actions;

    /// <summary>Ex-dates after the last day it traded, up to this one: one on a holiday holds from the next trading day.</summary>
    internal static BoxExDates Between(IEnumerable<CorporateAction> actions, LocalDate after, LocalDate day) =>
        new(actions.Where(a => a.ExDate > after && a.ExDate <= day));

    /// <summary>
    /// The base of the day as the exchange tells it (R9), to the thousandth, and the same without what was taken off for dividends. A
    /// dividend of the whole price or more changes nothing.
    /// </summary>
    internal (Price Previous, Price Carried) BaseOf(Price close)
    {
        var (previous, carried) = (close, close);
        foreach (var action in actions)
        {
            previous = Told(action.Base(previous) ?? previous);
            if (action.Kind != CorporateActionKind.Dividend)
                carried = Told(action.Base(carried) ?? carried);
        }
        return (previous, carried);
    }

    static Price Told(Price exact) => new((exact.Millionths + 500) / 1_000 * 1_000);
}
