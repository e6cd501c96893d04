using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadtape.Portal.Operations;

/// <summary>How the live feeds stand, for people and for machines; shown to staff, and to whoever asks from this machine.</summary>
static class FeedsReport
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new MomentAsText() } };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(
                "/operations/feeds",
                (HttpContext http, FeedSource source) =>
                    MaySee(http) ? new RazorComponentResult<FeedsPage>(new { Visit = Visit.Of(http), Reports = source.Reports }) : Results.NotFound()
            )
            .ExcludeFromDescription();
        app.MapGet(
                "/operations/feeds.json",
                (HttpContext http, FeedSource source) => MaySee(http) ? Results.Json(source.Reports, Json) : Results.NotFound()
            )
            .ExcludeFromDescription();
    }

    internal static bool MaySee(HttpContext http) =>
        Visit.Of(http).Viewer.Kind == ViewerKind.Staff || http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);

    sealed class MomentAsText : JsonConverter<Moment>
    {
        public override Moment Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Moment.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
