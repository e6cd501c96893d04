namespace Broadtape.Market;

/// <summary>The exchange's 按盤價 (R1), computed where a source does not send it.</summary>
public static class Nominal
{
    /// <summary>A none price is an empty side, no trade today, or no previous close; the answer is none when nothing is known.</summary>
    public static Price Of(Price bid, Price ask, Price last, Price previousClose)
    {
        var reference = last.IsNone ? previousClose : last;
        if (reference.IsNone)
            return default;
        if (!bid.IsNone && bid > reference)
            return bid;
        return !ask.IsNone && ask < reference ? ask : reference;
    }

    /// <summary>In an auction: the indicative equilibrium price, else the previous close.</summary>
    public static Price InAuction(Price indicative, Price previousClose) => indicative.IsNone ? previousClose : indicative;
}
