using System.Text.RegularExpressions;

namespace Broadtape.Market;

/// <summary>What the short name of a warrant or CBBC says (R17).</summary>
/// <param name="Feature">DW: E, R or X for its style; CBBC: N or R for its residual value.</param>
/// <param name="Direction">C (call, bull) or P (put, bear).</param>
public sealed partial record StructuredName(
    InstrumentKind Kind,
    string Issuer,
    string Underlying,
    char Feature,
    char Direction,
    int Year,
    int Month,
    string Serial
)
{
    /// <summary>JPJDCOM@EC2101B, HT#HSI  RP2101Z; null when it is neither.</summary>
    public static StructuredName? Parse(string name) =>
        Warrant().Match(name) is { Success: true } warrant ? From(InstrumentKind.DerivativeWarrant, warrant)
        : Cbbc().Match(name) is { Success: true } cbbc ? From(InstrumentKind.Cbbc, cbbc)
        : null;

    static StructuredName From(InstrumentKind kind, Match match) =>
        new(
            kind,
            match.Groups["issuer"].Value,
            match.Groups["underlying"].Value.Trim(),
            match.Groups["feature"].Value[0],
            match.Groups["direction"].Value[0],
            2000 + int.Parse(match.Groups["year"].Value, System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(match.Groups["month"].Value, System.Globalization.CultureInfo.InvariantCulture),
            match.Groups["serial"].Value
        );

    [GeneratedRegex(
        @"^(?<issuer>[A-Z]{2})(?<underlying>[A-Z0-9 ]{1,5})[@*](?<feature>[ERX])(?<direction>[CP])(?<year>\d\d)(?<month>0[1-9]|1[0-2])(?<serial>[A-Z]{0,2})$"
    )]
    private static partial Regex Warrant();

    [GeneratedRegex(
        @"^(?<issuer>[A-Z]{2})#(?<underlying>[A-Z0-9 ]{1,5})(?<feature>[NR])(?<direction>[CP])(?<year>\d\d)(?<month>0[1-9]|1[0-2])(?<serial>[A-Z]{0,2})$"
    )]
    private static partial Regex Cbbc();
}
