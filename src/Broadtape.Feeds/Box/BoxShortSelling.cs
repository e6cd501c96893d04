using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>Tells a share's short selling of the day so far, at noon and at the close (R7): some part of what was traded.</summary>
sealed class BoxShortSelling(Chance chance)
{
    (LocalDate Day, SessionPhase Phase) told;
    Chance chance = chance;

    internal void EnterPhase(in Statistics figures, long lot, in BoxTurn turn)
    {
        var now = (turn.Phase.TradingDay, turn.Phase.Phase);
        if (figures.Volume.Units == 0 || now.Phase is not (SessionPhase.Lunch or SessionPhase.Closed) || told == now)
            return;
        told = now;
        var shares = figures.Volume.Units / lot * chance.Between(3, 25) / 100 * lot;
        turn.Events.Accept(
            MarketEvent.Of(
                turn.Stamp,
                new ShortSelling(new(shares), new((long)((Int128)figures.Turnover.Thousandths * shares / figures.Volume.Units)))
            )
        );
    }
}
