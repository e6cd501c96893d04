using Broadtape.Portal.Door;

namespace Broadtape.Portal.Moments;

/// <summary>Stands on a route that tells of the present only: it refuses to be asked for the past.</summary>
/// <param name="Why">Why it keeps none.</param>
sealed record OnlyNow(string Why)
{
    /// <summary>Behind the routing: refuses what such a route is asked for.</summary>
    public static Task Guard(HttpContext http, RequestDelegate next) =>
        http.Features.Get<Visit>() is { IsPast: true } visit && http.GetEndpoint()?.Metadata.GetMetadata<OnlyNow>() is not null
            ? RefusalPage.Write(http, Refusal.OnlyNow(), visit.Edition)
            : next(http);
}
