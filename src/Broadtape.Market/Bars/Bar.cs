using NodaTime;

namespace Broadtape.Market;

/// <summary>Trading of one instrument over a minute or a trading day, summed up.</summary>
/// <param name="Begins">Start of its minute; of a day, midnight where the instrument trades.</param>
/// <param name="Day">The trading day it belongs to: a night session's bars belong to the day that follows.</param>
/// <param name="Volume">Zero for an index.</param>
/// <param name="Turnover">Zero where the source tells none.</param>
/// <param name="Trades">Eligible trades; zero where the source tells none.</param>
/// <param name="Known">When all it sums up was known to us; a bar corrected later is another bar of the same beginning.</param>
public readonly record struct Bar(
    Moment Begins,
    LocalDate Day,
    Price Open,
    Price High,
    Price Low,
    Price Close,
    Quantity Volume,
    Turnover Turnover,
    int Trades,
    Moment Known
)
{
    /// <summary>Turnover ÷ volume, cut to millionths; none when either is not known.</summary>
    public Price Vwap => Volume.Units == 0 || Turnover.Thousandths == 0 ? default : new((long)((Int128)Turnover.Thousandths * 1_000 / Volume.Units));
}
