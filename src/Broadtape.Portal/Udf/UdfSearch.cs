using Broadtape.Portal.Api;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Udf;

/// <summary>/udf/search: instruments by what people type.</summary>
static class UdfSearch
{
    /// <summary>More is asked for and not given: nobody reads further.</summary>
    const int Most = 30;

    public static Task Answer(HttpContext http, string? query, string? type, string? exchange, string? limit)
    {
        var visit = Visit.Of(http);
        var asked = Most;
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, out asked) || asked < 1))
            return UdfAnswer.Error(http, $"limit={limit} is no number of symbols");
        var found = InstrumentsApi
            .LookupOf(visit.View.Instruments)
            .Find(query ?? "", 10 * Most)
            .Where(i => string.IsNullOrEmpty(type) || UdfSymbol.TypeOf(i.Kind) == type)
            .Where(i => string.IsNullOrEmpty(exchange) || i.Id.Mic.ToString() == exchange)
            .Take(Math.Min(asked, Most));
        return UdfAnswer.Write(
            http,
            json =>
            {
                json.WriteStartArray();
                foreach (var instrument in found)
                {
                    json.WriteStartObject();
                    json.WriteString("symbol", instrument.Id.Symbol);
                    json.WriteString("full_name", instrument.Id.Symbol);
                    json.WriteString("description", instrument.Names.In(visit.Edition));
                    json.WriteString("exchange", instrument.Id.Mic.ToString());
                    json.WriteString("ticker", instrument.Id.Symbol);
                    json.WriteString("type", UdfSymbol.TypeOf(instrument.Kind));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }
}
