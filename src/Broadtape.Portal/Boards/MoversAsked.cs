using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Boards;

/// <summary>Which movers an address asks for: <c>?market=us&amp;by=down&amp;hours=extended</c>.</summary>
public sealed record MoversAsked(MoversMarket Market, RankBy By, bool ExtendedHours)
{
    public const string Slug = "movers";

    /// <summary>Rows of a list.</summary>
    const int Most = 20;

    public static readonly Phrase Title = new("升跌排行", "涨跌排行", "Movers");

    /// <summary>Hong Kong's risers in regular hours, unless another is named; what is no name counts as none.</summary>
    public static MoversAsked Read(IQueryCollection query) =>
        new(
            Named(query["market"], MoversMarket.Hk),
            Named(query["by"], RankBy.Up),
            query["hours"] == "extended" && Named(query["market"], MoversMarket.Hk) == MoversMarket.Us
        );

    static T Named<T>(string? text, T otherwise)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : otherwise;

    public string Query => $"/boards/{Slug}?market={Market}&by={By}{(ExtendedHours ? "&hours=extended" : "")}".ToLowerInvariant();

    /// <summary>One line of a company in one currency: counters in another, receipts and structured products have movements of their own.</summary>
    public static IEnumerable<Instrument> Among(InstrumentMaster master, MoversMarket market) =>
        master.All.Where(i =>
            i.Kind is InstrumentKind.Equity or InstrumentKind.Reit or InstrumentKind.Etf
            && (market == MoversMarket.Hk ? i.Id.Mic.ToString() == "XHKG" && i.Currency == "HKD" : i.Currency == "USD")
        );

    public BoardPlan Plan(Gate gate, Visit visit)
    {
        var ranked = gate.Rank(visit.View, visit.Viewer, Surface.Page, Among(visit.View.Instruments, Market), By, ExtendedHours, Most);
        return new(
            $"{Slug}-{Market}-{By}-{ExtendedHours}".ToLowerInvariant(),
            Title,
            Market == MoversMarket.Hk ? new("港股", "港股", "Hong Kong shares") : new("美股", "美股", "US shares"),
            BoardStyle.Movers,
            [.. ranked.Select(d => d.Instrument.Id.Symbol)]
        );
    }
}

/// <summary>Markets with movers. Names stand in addresses: they only grow.</summary>
public enum MoversMarket
{
    Hk,
    Us,
}
