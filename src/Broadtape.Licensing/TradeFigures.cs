using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>One trade of the day as one viewer may see it.</summary>
/// <param name="Quantity">None where it is broken.</param>
/// <param name="IsBroken">Taken back by the exchange; the price is what it was told at.</param>
public sealed record TradeFigures(Moment Time, Figure Price, Figure Quantity, TradeConditions Conditions, bool IsBroken);
