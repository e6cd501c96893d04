using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>A rate of exchange is told as it is quoted, and has no close of its own.</summary>
sealed class BoxRatePit : IBoxPit
{
    public Price Last { get; private set; }

    public void Begin(Price previous, in BoxTurn turn) => turn.Events.Accept(MarketEvent.OfFxRate(turn.Stamp, previous));

    public Price Make(Price wanted, TradeConditions conditions, bool isTraded, in BoxTurn turn)
    {
        Last = wanted;
        turn.Events.Accept(MarketEvent.OfFxRate(turn.Stamp, wanted));
        return wanted;
    }

    public void Close(Price close, bool isScripted, in BoxTurn turn) { }

    public void Finish(in BoxTurn turn) { }
}
