using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Udf;

/// <summary>/udf/config: what this server can do.</summary>
static class UdfConfig
{
    public static Task Answer(HttpContext http, Timetables timetables)
    {
        var edition = Visit.Of(http).Edition;
        return UdfAnswer.Write(
            http,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("supports_search", true);
                json.WriteBoolean("supports_group_request", false);
                json.WriteBoolean("supports_marks", true);
                json.WriteBoolean("supports_timescale_marks", true);
                json.WriteBoolean("supports_time", true);
                json.WriteStartArray("supported_resolutions");
                foreach (var resolution in Resolution.All)
                    json.WriteStringValue(resolution.Name);
                json.WriteEndArray();
                json.WriteStartArray("exchanges");
                foreach (var venue in timetables.Venues)
                {
                    json.WriteStartObject();
                    json.WriteString("value", venue.Mic.ToString());
                    json.WriteString("name", venue.Mic.ToString());
                    json.WriteString("desc", venue.Names.In(edition));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartArray("symbols_types");
                foreach (var kinds in Enum.GetValues<InstrumentKind>().GroupBy(UdfSymbol.TypeOf))
                {
                    json.WriteStartObject();
                    json.WriteString("value", kinds.Key);
                    json.WriteString("name", Say.Of(kinds.First(), edition));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }
}
