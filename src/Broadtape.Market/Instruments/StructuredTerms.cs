using NodaTime;

namespace Broadtape.Market;

/// <summary>Which way of the underlying a claim gains by.</summary>
public enum ClaimSide : byte
{
    /// <summary>A call warrant, a bull contract, a nil-paid right.</summary>
    Call,

    /// <summary>A put warrant, a bear contract.</summary>
    Put,
}

/// <summary>What a warrant, a callable bull/bear contract or a nil-paid right is a claim on. A right's strike is its subscription price.</summary>
/// <param name="CallPrice">A CBBC is called when its underlying touches it; none for what cannot be called. At the strike itself there is no residual value.</param>
/// <param name="Ratio">So many of them are a claim on one share, or one point of an index.</param>
/// <param name="Expiry">It is not traded on that day nor after it.</param>
public sealed record StructuredTerms(InstrumentId Underlying, ClaimSide Side, Price Strike, Price CallPrice, int Ratio, LocalDate Expiry)
{
    /// <summary>How far the underlying stands beyond the strike, undivided by the ratio; negative out of the money.</summary>
    public Price Moneyness(Price underlying) => Side == ClaimSide.Call ? underlying - Strike : Strike - underlying;

    /// <summary>What one would be worth at once, cut to millionths; none out of the money.</summary>
    public Price Intrinsic(Price underlying) => new(Math.Max(0, Moneyness(underlying).Millionths) / Ratio);

    /// <summary>Whether an underlying that stands there calls the contract (a mandatory call event).</summary>
    public bool IsCalledAt(Price underlying) => !CallPrice.IsNone && (Side == ClaimSide.Call ? underlying <= CallPrice : underlying >= CallPrice);
}
