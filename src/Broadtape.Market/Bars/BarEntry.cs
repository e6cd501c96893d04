namespace Broadtape.Market;

public enum BarEntryKind : byte
{
    Trade = 0,

    /// <summary>Of an index or an exchange rate.</summary>
    Level = 1,

    /// <summary>A trade taken before is another, or none.</summary>
    Amendment = 2,
    ClosingPrice = 3,
}

/// <summary>What makes bars, out of everything a tape holds.</summary>
/// <param name="TradeId">Of a trade or an amendment.</param>
/// <param name="Quantity">None of a level and a closing price; 0 in an amendment breaks the trade.</param>
/// <param name="Time">The exchange's: a trade stands in the minute it was made, an auction's too.</param>
/// <param name="Known">The newest release on the tape up to it: an event that came late is known with those it came after.</param>
public readonly record struct BarEntry(BarEntryKind Kind, long TradeId, Price Price, Quantity Quantity, Moment Time, Moment Known)
{
    /// <summary>
    /// Trades that make no last price, high or low, or were made outside regular hours, make no bar either, and their volume is not in it: a
    /// bar's average lies within its range, and its minutes add up to its day.
    /// </summary>
    const TradeConditions NotEligible =
        TradeConditions.ExtendedHours | TradeConditions.NotLastSale | TradeConditions.NotHighLow | TradeConditions.Suspicious;

    /// <summary>False when the event makes no bar.</summary>
    public static bool TryRead(in MarketEvent e, Moment known, out BarEntry entry)
    {
        entry = default;
        switch (e.Kind)
        {
            case EventKind.Trade:
                var trade = e.AsTrade();
                if ((trade.Conditions & NotEligible) != 0 || trade.Price.IsNone || trade.Quantity.Units <= 0)
                    return false;
                entry = new(BarEntryKind.Trade, trade.TradeId, trade.Price, trade.Quantity, e.ExchangeTime, known);
                return true;
            case EventKind.Amendment:
                var amendment = e.AsAmendment();
                entry = new(BarEntryKind.Amendment, amendment.TradeId, amendment.Price, amendment.Quantity, e.ExchangeTime, known);
                return true;
            case EventKind.IndexValue:
                entry = new(BarEntryKind.Level, 0, e.AsIndexValue().Value, default, e.ExchangeTime, known);
                return !entry.Price.IsNone;
            case EventKind.FxRate:
                entry = new(BarEntryKind.Level, 0, e.AsPrice(), default, e.ExchangeTime, known);
                return !entry.Price.IsNone;
            case EventKind.ClosingPrice:
                entry = new(BarEntryKind.ClosingPrice, 0, e.AsPrice(), default, e.ExchangeTime, known);
                return true;
            default:
                return false;
        }
    }
}
