using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Moments;
using Broadtape.Tape;

namespace Broadtape.Portal.Door;

/// <summary>
/// Makes a request's <see cref="Visit"/>: edition from the address, moment from <c>asof</c> or the latest frame, viewer from the
/// demo's sign-in. A form's local date and time is led to the moment it means. Machines' addresses and files pass it by.
/// </summary>
sealed class FrontDoor(Pipeline pipeline, SiteSettings settings, LocalMoment local, RequestDelegate next)
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
        var query = http.Request.Query;
        if (local.Answers(http, edition) is { } answer)
        {
            await answer;
            return;
        }
        if (
            !AsOf.TryRead(query[AsOf.Parameter], live.Moment, out var past, out var refusal)
            || !AsOf.TryReadReplay(query[AsOf.Replay], past, out var replay, out refusal)
        )
        {
            await RefusalPage.Write(http, refusal!, edition);
            return;
        }
        var boards = past is { } moment ? new Lazy<BoardView>(() => pipeline.At(moment)) : new(live);
        http.Features.Set(
            new Visit(past ?? live.Moment, past is not null, ViewerOf(http.Request), edition, boards, http.Request.Path, Beside(http.Request), replay)
        );
        if (past is not null)
            http.Response.Headers["X-Robots-Tag"] = "noindex";
        try
        {
            await next(http);
        }
        catch (MissingEventsException missing) when (!http.Response.HasStarted)
        {
            await RefusalPage.Write(http, Refusal.RecordMissing(missing.Span), edition);
        }
    }

    /// <summary>The query without what the door itself reads, as it was written.</summary>
    public static string Beside(HttpRequest request) =>
        string.Join(
            '&',
            request
                .QueryString.Value!.TrimStart('?')
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(p => p.Split('=')[0] is not (AsOf.Parameter or AsOf.Replay or LocalMoment.Time or LocalMoment.Zone))
        );

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
