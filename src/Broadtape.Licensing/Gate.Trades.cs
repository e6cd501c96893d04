using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

public sealed partial class Gate
{
    const int TradesMost = 20;

    /// <summary>A delayed viewer is given no more (R11).</summary>
    const int DelayedTradesMost = 4;

    /// <summary>
    /// The newest trades of an instrument's day, newest first: 20, or four where they are delayed. Trades are more than basic prices and fall
    /// under the row of the day's open. Empty where the viewer may see none. Stateless, any thread.
    /// </summary>
    public IReadOnlyList<TradeFigures> DiscloseTrades(BoardView view, Viewer viewer, Surface surface, Instrument instrument)
    {
        var source = SourceOf(view, instrument);
        if (licence.DelayOf(FieldClass.Of(instrument, source, QuoteField.Open), viewer.Kind, surface) is not { } delay)
            return [];
        var frame = view.Behind(delay);
        if (!frame.TryFind(instrument.Id, out var number) || frame.TradesOf(number) is not { } trades)
            return [];
        var passport = new Passport(Unit.Money, instrument.Currency, source, null, delay, StateOf(view, frame, delay, instrument));
        return [.. trades.Latest(delay.IsRealTime ? TradesMost : DelayedTradesMost).Select(Shown)];

        TradeFigures Shown(RecentTrade trade)
        {
            if (trade.Time > frame.Horizon)
                throw new InvalidOperationException($"a trade of {instrument.Id} of {trade.Time} is newer than the horizon {frame.Horizon}");
            return new(
                trade.Time,
                QuoteFields.Level(instrument, trade.Price, trade.Time).Under(passport),
                QuoteFields.Shares(trade.Quantity, trade.Time).Under(passport),
                trade.Conditions,
                trade.IsBroken
            );
        }
    }
}
