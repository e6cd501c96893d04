using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Portal.Door;

/// <summary>
/// One request as the house sees it, made once at the door: who looks, in which edition, at which moment, and the board as it stood
/// then. No code below the door asks the clock.
/// </summary>
/// <param name="IsPast">An as-of page: nothing on it ticks, and it says so.</param>
/// <param name="Path">The address within an edition: without the /zh-hans or /en prefix and without the query.</param>
public sealed record Visit(Moment Moment, bool IsPast, Viewer Viewer, Edition Edition, BoardView View, string Path)
{
    public static Visit Of(HttpContext http) =>
        http.Features.Get<Visit>() ?? throw new InvalidOperationException($"{http.Request.Path} was not let in by the door");
}
