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
        var bytes = await DrawnAside.Draw(http, next);
        if (http.Response is { StatusCode: StatusCodes.Status200OK, ContentType: { } type } && type.StartsWith("text/html", StringComparison.Ordinal))
        {
            var look = Appearance.Of(http.Request);
            archive.Keep(
                new(visit.Now(), visit.Viewer.Kind.ToString(), visit.Moment.ToString(), look.Theme, look.Colours, Encoding.UTF8.GetString(bytes))
            );
        }
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
