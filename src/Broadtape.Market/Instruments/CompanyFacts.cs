namespace Broadtape.Market;

/// <summary>What is known of the company behind an instrument that no exchange sends.</summary>
/// <param name="Issued">Shares issued; null where not known.</param>
/// <param name="IsIssuedRough">The number is rounded or from an older source, and what is computed of it says about.</param>
/// <param name="Earnings">A share, of the last year reported, in the instrument's currency; null where not known.</param>
/// <param name="Counter">The same shares traded in another currency (R17); null where there is none.</param>
/// <param name="AShare">Symbol of the mainland line; null where there is none.</param>
public sealed record CompanyFacts(Sector? Sector, long? Issued, bool IsIssuedRough, Price? Earnings, InstrumentId? Counter, string? AShare)
{
    /// <summary>An instrument nothing is known of.</summary>
    public static readonly CompanyFacts None = new(null, null, false, null, null, null);
}
