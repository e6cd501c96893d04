using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>An index is not traded: its compiler says where it stands, and by how much that is another than its last close.</summary>
sealed class BoxIndexPit : IBoxPit
{
    Price previous;

    public Price Last { get; private set; }

    public void Begin(Price previous, in BoxTurn turn)
    {
        (this.previous, Last) = (previous, default);
        turn.Events.Accept(MarketEvent.OfPreviousClose(turn.Stamp, previous));
    }

    public Price Make(Price wanted, TradeConditions conditions, bool isTraded, in BoxTurn turn)
    {
        Say(wanted, IndexStatus.Trading, turn);
        return wanted;
    }

    public void Close(Price close, bool isScripted, in BoxTurn turn) => Say(close, IndexStatus.Closing, turn);

    public void Finish(in BoxTurn turn)
    {
        if (!Last.IsNone)
            Say(Last, IndexStatus.Closing, turn);
    }

    void Say(Price value, IndexStatus status, in BoxTurn turn)
    {
        Last = value;
        var change = value - previous;
        turn.Events.Accept(
            MarketEvent.Of(turn.Stamp, new IndexValue(value, change, Percent.Of(change.Millionths, previous.Millionths), HasChange: true, status))
        );
    }
}
