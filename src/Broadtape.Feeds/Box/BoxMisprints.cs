using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// Wrong prints, when they are asked for: now and then a trade is told a fifth off the price, and some seconds later it is broken or told
/// as it should have been.
/// </summary>
sealed class BoxMisprints(int percent, BoxTally tally, BoxSteps steps, Chance chance)
{
    /// <summary>At once; while so many stand, no other is made, so that none outlives its day.</summary>
    const int PendingMost = 3;

    readonly Queue<(Moment Due, Amendment Amendment, Turnover Wrong)> pending = [];
    Chance chance = chance;

    /// <summary>When the next is to be put right; null when none stands.</summary>
    internal Moment? Due => pending.TryPeek(out var first) ? first.Due : null;

    /// <summary>Beside a sound trade: perhaps a wrong one. The money it seems to have moved is returned.</summary>
    internal Turnover Beside(Price price, Quantity quantity, in BoxTurn turn)
    {
        if (percent == 0 || pending.Count == PendingMost || chance.Below(100) >= percent)
            return default;
        var off = price.Millionths / 5;
        var print = tally.Misprint(steps.At(new(price.Millionths + (chance.Below(2) == 0 ? off : -off))), quantity, turn);
        var amendment = chance.Below(2) == 0 ? new Amendment(print.TradeId, default, default) : new(print.TradeId, price, quantity);
        // One after the other, as the exchange's staff get to them.
        var due = Moment.Max(turn.Now, pending.Count == 0 ? turn.Now : pending.Last().Due) + Duration.FromSeconds(chance.Between(3, 20));
        var seeming = Turnover.Of(print.Price, quantity);
        pending.Enqueue((due, amendment, seeming));
        return seeming;
    }

    /// <summary>Puts the next right; by how much the money moved is another is returned.</summary>
    internal Turnover PutRight(in BoxTurn turn)
    {
        var (_, amendment, seemed) = pending.Dequeue();
        tally.Amend(amendment, turn);
        return Turnover.Of(amendment.Price, amendment.Quantity) - seemed;
    }
}
