using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Portal.Door;

/// <summary>
/// Makes a request's <see cref="Visit"/>: edition from the address, moment from <c>asof</c> or the latest frame, viewer from the
/// demo's sign-in. Machines' addresses and files pass it by.
/// </summary>
sealed class FrontDoor(Pipeline pipeline, SiteSettings settings, RequestDelegate next)
{
    public const string ViewerCookie = "viewer";

    static readonly PathString[] Unattended =
    [
        "/assets",
        "/pictures",
        "/videos",
        "/health",
        "/metrics",
        "/api/openapi.json",
        "/favicon.ico",
        "/favicon.svg",
    ];

    public async Task Invoke(HttpContext http)
    {
        if (Unattended.Any(p => http.Request.Path.StartsWithSegments(p)))
        {
            await next(http);
            return;
        }
        var edition = TakeEdition(http.Request);
        if (pipeline.View is not { } live)
        {
            http.Response.Headers.RetryAfter = "2";
            await RefusalPage.Write(http, Refusal.StillStarting(), edition);
            return;
        }
        if (!AsOf.TryRead(http.Request.Query[AsOf.Parameter], live.Moment, out var past, out var refusal))
        {
            await RefusalPage.Write(http, refusal!, edition);
            return;
        }
        BoardView view;
        try
        {
            view = past is { } moment ? pipeline.At(moment) : live;
        }
        catch (MissingEventsException missing)
        {
            await RefusalPage.Write(http, Refusal.RecordMissing(missing.Span), edition);
            return;
        }
        http.Features.Set(new Visit(view.Moment, past is not null, ViewerOf(http.Request), edition, view, http.Request.Path));
        await next(http);
    }

    /// <summary>Takes the edition's prefix off the path, so that everything behind the door has one address.</summary>
    static Edition TakeEdition(HttpRequest request)
    {
        foreach (var (prefix, edition) in Prefixes)
            if (request.Path.StartsWithSegments(prefix, out var rest))
            {
                request.Path = rest.HasValue ? rest : "/";
                return edition;
            }
        return Edition.ZhHant;
    }

    static readonly (PathString Prefix, Edition Edition)[] Prefixes = [("/zh-hans", Edition.ZhHans), ("/en", Edition.En)];

    Viewer ViewerOf(HttpRequest request) =>
        !settings.IsDemo
            ? Viewer.Anonymous
            : request.Cookies[ViewerCookie] switch
            {
                "subscriber" => Viewer.Subscriber,
                "staff" => Viewer.Staff,
                _ => Viewer.Anonymous,
            };
}
