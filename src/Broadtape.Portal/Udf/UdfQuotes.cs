using Broadtape.Licensing;
using Broadtape.Portal.Api;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Udf;

/// <summary>/udf/quotes: what this viewer may see of several instruments now.</summary>
static class UdfQuotes
{
    static readonly (string Name, QuoteField Field)[] Fields =
    [
        ("lp", QuoteField.Price),
        ("ch", QuoteField.Change),
        ("chp", QuoteField.ChangePercent),
        ("bid", QuoteField.Bid),
        ("ask", QuoteField.Ask),
        ("open_price", QuoteField.Open),
        ("high_price", QuoteField.High),
        ("low_price", QuoteField.Low),
        ("prev_close_price", QuoteField.PreviousClose),
        ("volume", QuoteField.Volume),
    ];

    public static Task Answer(HttpContext http, Gate gate, string? symbols)
    {
        var visit = Visit.Of(http);
        var named = (symbols ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length is 0 or > SymbolList.Limit)
            return UdfAnswer.Error(http, $"symbols names {named.Length} instruments; 1 to {SymbolList.Limit} can be answered");
        return UdfAnswer.Write(
            http,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("s", "ok");
                json.WriteStartArray("d");
                foreach (var symbol in named)
                {
                    var instrument = UdfApi.Find(visit, symbol);
                    json.WriteStartObject();
                    json.WriteString("s", instrument is null ? "error" : "ok");
                    json.WriteString("n", symbol);
                    json.WriteStartObject("v");
                    if (instrument is not null)
                    {
                        var quote = gate.Disclose(visit.View, visit.Viewer, UdfApi.Leaves, instrument);
                        json.WriteString("short_name", instrument.Id.Code);
                        json.WriteString("exchange", instrument.Id.Mic.ToString());
                        json.WriteString("description", instrument.Names.In(visit.Edition));
                        foreach (var (name, field) in Fields)
                            UdfNumbers.Write(json, name, quote[field]);
                    }
                    json.WriteEndObject();
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }
}
