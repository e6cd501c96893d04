using System.Buffers;
using System.Text;
using Broadtape.Stream;
using Microsoft.AspNetCore.Http.Features;

namespace Broadtape.Portal.Live;

/// <summary>Frames of a stream on the way to one reader.</summary>
static class ServerSentEvents
{
    public static void Begin(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    public static async Task Write(HttpContext http, StreamFrame frame, CancellationToken stop)
    {
        var body = http.Response.BodyWriter;
        Encoding.UTF8.GetBytes($"id: {frame.Id}\nevent: {(frame.IsSnapshot ? "snapshot" : "delta")}\ndata: ", body);
        body.Write(frame.Json.Span);
        body.Write("\n\n"u8);
        await body.FlushAsync(stop);
    }
}
