using System.Text;
using Broadtape.Portal.Door;
using Broadtape.Portal.Layout;

namespace Broadtape.Portal.Moments;

/// <summary>Writes live pages to the archive as they are drawn: behind the cache, before they are packed.</summary>
sealed class PageRecorder(PageArchive archive, RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        if (
            http.Features.Get<Visit>() is not { IsPast: false } visit
            || !HttpMethods.IsGet(http.Request.Method)
            || http.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<Unkept>() is not null
            || endpoint.Metadata.GetMetadata<OnlyNow>() is not null
        )
        {
            await next(http);
            return;
        }
        var body = http.Response.Body;
        using var drawn = new MemoryStream();
        http.Response.Body = drawn;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        var bytes = drawn.ToArray();
        if (http.Response is { StatusCode: StatusCodes.Status200OK, ContentType: { } type } && type.StartsWith("text/html", StringComparison.Ordinal))
        {
            var look = Appearance.Of(http.Request);
            archive.Keep(
                new(visit.Now(), visit.Viewer.Kind.ToString(), visit.Moment.ToString(), look.Theme, look.Colours, Encoding.UTF8.GetString(bytes))
            );
        }
        await body.WriteAsync(bytes, http.RequestAborted);
    }
}
