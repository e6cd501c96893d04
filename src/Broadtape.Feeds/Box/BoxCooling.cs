using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// The volatility control of one share (R6): a price too far from the last trade of five minutes ago opens a band, and is held within it.
/// </summary>
sealed class BoxCooling(BoxMarket market, BoxSteps steps)
{
    /// <summary>A constituent of the large caps, which all shares of the box are taken to be.</summary>
    const int Percent = 10;

    readonly Queue<(Moment At, Price Price)> lately = [];
    (Price Lower, Price Upper, Moment Ends) band;

    /// <summary>What was before a change of phase is no reference; a session begins without a band.</summary>
    internal void EnterPhase(SessionPhase phase)
    {
        lately.Clear();
        if (phase == SessionPhase.Continuous)
            band = default;
    }

    internal void See(Price traded, Moment at) => lately.Enqueue((at, traded));

    /// <summary>The price that is wanted, or the end of the band that holds it.</summary>
    internal Price Hold(Price wanted, in BoxTurn turn)
    {
        if (turn.Phase.Phase != SessionPhase.Continuous)
            return wanted;
        if (turn.Now >= band.Ends && Reference(turn) is { } reference && steps.Band(reference, Percent) is var (lower, upper))
        {
            if (wanted >= lower && wanted <= upper)
                return wanted;
            band = (lower, upper, turn.Now + VolatilityControl.Lasts);
            turn.Events.Accept(MarketEvent.Of(turn.Stamp, new CoolingOff(band.Ends, reference, lower, upper)));
        }
        return turn.Now >= band.Ends ? wanted
            : wanted < band.Lower ? band.Lower
            : wanted > band.Upper ? band.Upper
            : wanted;
    }

    /// <summary>The last trade of five minutes ago; null when there is none, or it is not watched for now.</summary>
    Price? Reference(in BoxTurn turn)
    {
        var then = turn.Now - VolatilityControl.Lasts;
        while (lately.Count > 1 && lately.ElementAt(1).At <= then)
            lately.Dequeue();
        var isWatched =
            turn.Now - turn.Phase.At >= VolatilityControl.AfterOpening
            && market.CloseOf(turn.Phase.TradingDay) - turn.Now > VolatilityControl.BeforeClose;
        return isWatched && lately.TryPeek(out var last) && last.At <= then ? last.Price : null;
    }
}
