using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>A book of ten prices a side, and who waits at them, as one viewer may see it.</summary>
/// <param name="Absence">Why there is none; NotAbsent when there is one, though it be empty.</param>
/// <param name="Bids">Best first.</param>
/// <param name="BuyersHaveMore">More brokers wait than the exchange tells.</param>
/// <param name="Passport">Of the book as a whole; its data time is that of the newest change.</param>
public sealed record DepthDisclosure(
    Absence Absence,
    IReadOnlyList<DepthRow> Bids,
    IReadOnlyList<DepthRow> Asks,
    IReadOnlyList<BrokerSpread> Buyers,
    IReadOnlyList<BrokerSpread> Sellers,
    bool BuyersHaveMore,
    bool SellersHaveMore,
    Passport Passport
)
{
    internal static DepthDisclosure None(Absence why) =>
        new(why, [], [], [], [], false, false, new(Unit.Money, "", EventSource.Box, null, Delay.None, FigureState.None, why));
}

/// <summary>One price of one side.</summary>
public sealed record DepthRow(Figure Price, Figure Quantity, int Orders);

/// <summary>Brokers in the order they wait at one price.</summary>
/// <param name="Spreads">Price steps from the best price; 0 is the best.</param>
/// <param name="Brokers">Their numbers; a broker with two orders stands there twice.</param>
public sealed record BrokerSpread(int Spreads, IReadOnlyList<int> Brokers)
{
    /// <summary>From the exchange's way of telling: a marker names the spread, and what follows waits there.</summary>
    internal static IReadOnlyList<BrokerSpread> Read(ReadOnlySpan<short> items)
    {
        var spreads = new List<BrokerSpread>();
        var (at, brokers) = (0, new List<int>());
        foreach (var item in items)
            if (item > 0)
                brokers.Add(item);
            else if (item != BrokerItems.Nobody)
            {
                if (brokers.Count > 0 || at == 0)
                    spreads.Add(new(at, brokers));
                (at, brokers) = (-item, []);
            }
        if (brokers.Count > 0)
            spreads.Add(new(at, brokers));
        return spreads.Count == 1 && spreads[0].Brokers.Count == 0 ? [] : spreads;
    }
}

/// <summary>One figure of the market as a whole.</summary>
/// <param name="Key">turnover; quotaSHNB, quotaSZNB; connectSHNB and so on.</param>
/// <param name="HasLeast">A quota of which at least 30 % are left; the exchange says no more, and the figure is none.</param>
public sealed record MarketDisclosure(string Key, Figure Figure, bool HasLeast);

/// <summary>A page of the exchange's news.</summary>
/// <param name="IsChinese">Each page is in one language.</param>
/// <param name="Codes">Securities it speaks of; none for the market as a whole.</param>
public sealed record ExchangeNewsItem(
    string Id,
    bool IsChinese,
    Moment Released,
    string Headline,
    IReadOnlyList<string> Lines,
    IReadOnlyList<string> Codes
);
