using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// The mandatory call event of a CBBC: its underlying touches the call price in continuous trading, and it trades no more. What is left is
/// settled at the underlying's worst price from then to the end of the session after.
/// </summary>
sealed class BoxCall(StructuredTerms terms, BoxClaim claim, Action<BoxTurn> called) : IBoxWatcher
{
    /// <summary>The one of the call, and the one after.</summary>
    const int SessionsToSettle = 2;

    Price worst;
    int sessionsEnded;

    internal bool IsCalled => !worst.IsNone;

    /// <summary>Whether no more prices count.</summary>
    internal bool IsSettled => sessionsEnded == SessionsToSettle;

    /// <summary>Residual value in thousandths of a dollar; none where nothing is left.</summary>
    internal Price Residual => new(terms.Intrinsic(worst).Millionths / 1_000 * 1_000);

    public void See(Price made, in BoxTurn turn)
    {
        var price = claim.InTerms(made);
        if (!IsCalled && terms.IsCalledAt(price))
        {
            worst = price;
            called(turn);
        }
        else if (IsCalled && !IsSettled && terms.Moneyness(price) < terms.Moneyness(worst))
            worst = price;
    }

    /// <summary>A trading session of the market ends.</summary>
    internal void EndSession()
    {
        if (IsCalled && !IsSettled)
            sessionsEnded++;
    }
}
