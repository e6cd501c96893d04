using Broadtape.Portal.Layout;
using Microsoft.AspNetCore.OutputCaching;

namespace Broadtape.Portal.Door;

/// <summary>
/// A live page is drawn once for each frame, edition, kind of viewer and choice of colours, and handed to everyone who asks until the
/// next frame. Past pages are kept elsewhere, answers to programs not at all.
/// </summary>
sealed class FrameCachePolicy : IOutputCachePolicy
{
    public const string Name = "frame";

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var visit = http.Features.Get<Visit>();
        var may = visit is { IsPast: false } && HttpMethods.IsGet(http.Request.Method);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = may;
        if (!may)
            return ValueTask.CompletedTask;
        context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(2);
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.HeaderNames = "Accept-Encoding";
        context.CacheVaryByRules.VaryByValues["visit"] =
            $"{visit!.Edition}|{visit.Viewer.Kind}|{visit.View.PositionBehind(Market.Delay.None)}|{visit.View.Moment.UnixNanoseconds / 1_000_000_000}"
            + $"|{Appearance.Of(http.Request)}";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.AllowCacheStorage &= context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
        return ValueTask.CompletedTask;
    }
}
