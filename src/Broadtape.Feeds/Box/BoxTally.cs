using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// One instrument's day as its trades make it, told as they are made. A wrong print counts until it is put right: then the figures are
/// again what the sound trades add up to.
/// </summary>
sealed class BoxTally
{
    readonly List<Trade> wrong = [];
    Statistics sound;
    long tradeId;

    /// <summary>The last trade's price; none before any.</summary>
    internal Price Last { get; private set; }

    internal Statistics Figures
    {
        get
        {
            var figures = sound;
            foreach (var print in wrong)
                figures = With(figures, print);
            return figures;
        }
    }

    internal void Begin() => (sound, Last) = (default, default);

    internal void Trade(Price price, Quantity quantity, TradeConditions conditions, in BoxTurn turn)
    {
        var trade = new Trade(price, quantity, ++tradeId, conditions);
        (sound, Last) = (With(sound, trade), price);
        Tell(trade, turn);
    }

    /// <summary>A trade that never was, at a price nobody asked.</summary>
    internal Trade Misprint(Price price, Quantity quantity, in BoxTurn turn)
    {
        var trade = new Trade(price, quantity, ++tradeId, TradeConditions.None);
        wrong.Add(trade);
        Tell(trade, turn);
        return trade;
    }

    /// <summary>Puts a wrong print right; a quantity of none breaks it.</summary>
    internal void Amend(in Amendment amendment, in BoxTurn turn)
    {
        var id = amendment.TradeId;
        wrong.RemoveAll(t => t.TradeId == id);
        if (amendment.Quantity.Units > 0)
            sound = With(sound, new(amendment.Price, amendment.Quantity, id, TradeConditions.None));
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, amendment));
        TellFigures(turn);
    }

    internal void TellFigures(in BoxTurn turn) => turn.Events.Accept(MarketEvent.Of(turn.Stamp, Figures));

    void Tell(in Trade trade, in BoxTurn turn)
    {
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, trade));
        TellFigures(turn);
    }

    static Statistics With(in Statistics figures, in Trade trade) =>
        new(
            figures.High.IsNone || trade.Price > figures.High ? trade.Price : figures.High,
            figures.Low.IsNone || trade.Price < figures.Low ? trade.Price : figures.Low,
            figures.Volume + trade.Quantity,
            figures.Turnover + Turnover.Of(trade.Price, trade.Quantity)
        );
}
