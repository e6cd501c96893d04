using Broadtape.Licensing;
using Broadtape.Portal.Door;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Broadtape.Portal.Moments;

/// <summary>
/// A past page never changes, so it has a strong tag, is drawn once, and is kept for good once its moment lies behind every delay. Others
/// may keep it only if they ask again each time: an article that is killed disappears from the past too.
/// </summary>
sealed class PastPages(Pipeline pipeline, Licence licence, PageTag tags, PastShelf shelf, RequestDelegate next)
{
    readonly Duration longest = Duration.FromMinutes(licence.Delays.Max(d => d.Minutes));

    public async Task Invoke(HttpContext http)
    {
        if (
            http.Features.Get<Visit>() is not { IsPast: true } visit
            || !HttpMethods.IsGet(http.Request.Method)
            || http.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<Unkept>() is not null
        )
        {
            await next(http);
            return;
        }
        var tag = tags.Of(http, visit);
        if (Knows(http.Request, tag))
        {
            Mark(http.Response, tag);
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (shelf.Find(tag) is { } kept)
        {
            await Answer(http, tag, kept);
            return;
        }
        var drawn = await DrawnAside.Draw(http, next);
        var page = new PastPage(http.Response.ContentType ?? "", http.Response.Headers.ContentEncoding.ToString(), drawn);
        if (http.Response.StatusCode != StatusCodes.Status200OK)
        {
            await http.Response.Body.WriteAsync(page.Body, http.RequestAborted);
            return;
        }
        if (visit.Moment + longest < pipeline.View!.Moment)
            shelf.Keep(tag, page);
        await Answer(http, tag, page);
    }

    static bool Knows(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == EntityTagHeaderValue.Any.Tag || t.Tag == $"\"{tag}\"");

    static Task Answer(HttpContext http, string tag, PastPage page)
    {
        Mark(http.Response, tag);
        http.Response.ContentType = page.ContentType;
        if (page.Encoding.Length > 0)
            http.Response.Headers.ContentEncoding = page.Encoding;
        http.Response.ContentLength = page.Body.Length;
        return http.Response.Body.WriteAsync(page.Body, http.RequestAborted).AsTask();
    }

    static void Mark(HttpResponse response, string tag)
    {
        response.Headers.ETag = $"\"{tag}\"";
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding, Cookie";
    }
}
