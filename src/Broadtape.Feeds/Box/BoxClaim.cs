using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// What a warrant, CBBC or right is worth by its underlying. A CBBC is its intrinsic value and a premium; a warrant or right bends,
/// v = (m + √(m² + 4w²)) / 2, with m how far it is in the money and w its value at the money: all of m deep in, next to nothing far out.
/// Premium and w² follow from the base of the day, and melt with the days to expiry.
/// </summary>
sealed class BoxClaim(StructuredTerms terms, InstrumentKind kind, IBoxPriced underlying) : IBoxValue
{
    const long CarryOne = 1_000_000_000;

    /// <summary>The underlying's shares of today in shares of the day the terms were set: splits change a price, not a claim.</summary>
    long carry = CarryOne;
    Int128 melting;
    LocalDate valued;

    public Price? Now
    {
        get
        {
            Int128 money = terms.Moneyness(InTerms(underlying.Price)).Millionths;
            var whole = kind == InstrumentKind.Cbbc ? money + melting : (money + Root(money * money + 4 * melting)) / 2;
            return new((long)(whole / terms.Ratio));
        }
    }

    public long Steps => 1;

    /// <summary>A price of the underlying as the terms would have it, had it never been split.</summary>
    internal Price InTerms(Price price) => new((long)((Int128)price.Millionths * carry / CarryOne));

    public void BeginDay(in PhaseChange phase, Price previous)
    {
        if (underlying.Carried != underlying.Close)
            carry = (long)((Int128)carry * underlying.Close.Millionths / underlying.Carried.Millionths);
        Int128 money = terms.Moneyness(InTerms(underlying.Carried)).Millionths;
        var whole = (Int128)previous.Millionths * terms.Ratio;
        melting = Int128.Max(0, kind == InstrumentKind.Cbbc ? whole - money : whole * (whole - money));
        var left = Period.DaysBetween(phase.TradingDay, terms.Expiry);
        if (valued != default && Period.DaysBetween(valued, terms.Expiry) is var before and > 0)
            melting = melting * Math.Max(0, left) / before;
        valued = phase.TradingDay;
    }

    static Int128 Root(Int128 square)
    {
        var root = square;
        for (var next = (square + 1) / 2; next < root; next = (root + square / root) / 2)
            root = next;
        return root;
    }
}
