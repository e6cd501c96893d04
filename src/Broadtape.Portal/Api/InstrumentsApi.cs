using System.ComponentModel;
using System.Runtime.CompilerServices;
using Broadtape.Market;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Api;

/// <summary>Codes and names, for the look-up in every header.</summary>
static class InstrumentsApi
{
    const int Most = 10;

    static readonly ConditionalWeakTable<InstrumentMaster, InstrumentLookup> lookups = [];

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/instruments", Instruments)
            .WithTags("instruments")
            .WithSummary("Instruments by code, name or alias")
            .WithDescription(
                "q: 700, 0700.HK, 騰訊, Tencent. At most ten, the likeliest first. asof: ISO 8601 with an offset, for those listed by then."
            )
            .Produces<InstrumentResponse[]>();

    /// <summary>The look-up over a view's master, built once for each.</summary>
    internal static InstrumentLookup LookupOf(InstrumentMaster master) => lookups.GetValue(master, m => new InstrumentLookup(m));

    static IEnumerable<InstrumentResponse> Instruments(HttpContext http, string? q, [Description("ISO 8601 with an offset")] string? asof)
    {
        var visit = Visit.Of(http);
        return LookupOf(visit.View.Instruments)
            .Find(q ?? "", Most)
            .Select(i => new InstrumentResponse(
                i.Id.Symbol,
                i.Id.Code,
                i.Names.In(visit.Edition),
                QuotesApi.Name(i.Kind),
                $"/quotes/{i.Id.Mic}/{Uri.EscapeDataString(i.Id.Code)}"
            ));
    }
}

/// <param name="Href">The quote page's address, without an edition's prefix.</param>
sealed record InstrumentResponse(string Symbol, string Code, string Name, string Kind, string Href);
