using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Where an instrument's price is made, and how that is told.</summary>
interface IBoxPit
{
    /// <summary>The last price made today; none before any.</summary>
    Price Last { get; }

    /// <summary>A day begins at that base.</summary>
    void Begin(Price previous, in BoxTurn turn);

    /// <summary>The price comes to stand there; where it was let come to is returned.</summary>
    /// <param name="isTraded">There must be a trade at it; otherwise there may be.</param>
    Price Make(Price wanted, TradeConditions conditions, bool isTraded, in BoxTurn turn);

    /// <param name="isScripted">The script wants this close, whatever was traded last.</param>
    void Close(Price close, bool isScripted, in BoxTurn turn);

    /// <summary>The day's last word, some time after the close.</summary>
    void Finish(in BoxTurn turn);
}
