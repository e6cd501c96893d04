using Microsoft.CodeAnalysis;

namespace Broadtape.Analyzers;

/// <summary>Which types are raw: values of a market that no gate has passed, and numbers that lose or drop digits when printed.</summary>
static class RawValues
{
    /// <summary>Words of Market that carry a value. Its rules, instruments and moments may be named anywhere.</summary>
    static readonly HashSet<string> OfMarket =
    [
        "Amendment",
        "AuctionPrice",
        "Change",
        "DepositaryParity",
        "IndexValue",
        "MarketEvent",
        "Percent",
        "Price",
        "Quantity",
        "Statistics",
        "TopOfBook",
        "Trade",
        "Turnover",
    ];

    /// <summary>The raw type inside a type: itself, or what it is a list, span, task or nullable of; null when there is none.</summary>
    internal static ITypeSymbol? In(ITypeSymbol? type) => Inside(type, IsRaw);

    /// <summary>The same for decimal, double and float.</summary>
    internal static ITypeSymbol? NumberIn(ITypeSymbol? type) => Inside(type, IsNumber);

    static bool IsRaw(ITypeSymbol type) =>
        type.ContainingType is null
        && type.ContainingNamespace?.ToDisplayString() switch
        {
            "Broadtape.Market" => OfMarket.Contains(type.Name),
            // The view is what the gate is asked with; what lies in it is the gate's alone.
            "Broadtape.Board" => type.Name == "BoardFrame",
            _ => false,
        };

    static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single;

    static ITypeSymbol? Inside(ITypeSymbol? type, Func<ITypeSymbol, bool> wanted) =>
        type switch
        {
            null => null,
            _ when wanted(type) => type,
            IArrayTypeSymbol array => Inside(array.ElementType, wanted),
            INamedTypeSymbol named => named.TypeArguments.Select(a => Inside(a, wanted)).FirstOrDefault(t => t is not null),
            _ => null,
        };
}
