using Broadtape.Market;
using NodaTime;

namespace Broadtape.Licensing;

/// <summary>The step from a disclosed price to the next one above, by the table in force on the day (R4).</summary>
public static class TickFigure
{
    /// <summary>Null where no table of ours speaks of the instrument, or it has no price.</summary>
    public static Figure? Of(Disclosure disclosure, TickTables ticks, LocalDate day)
    {
        var price = disclosure[QuoteField.Price];
        if (disclosure.Instrument.TickTable is not { } table || price.IsNone)
            return null;
        var shown = price.AsPrice();
        return ticks.Up(table, day, shown) is { } next
            ? new Figure((next - shown).Millionths / 1_000, 3, false, price.Passport with { IsComputed = true })
            : null;
    }
}
