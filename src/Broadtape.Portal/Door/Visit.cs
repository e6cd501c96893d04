using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Portal.Door;

/// <summary>
/// One request as the house sees it, made once at the door: who looks, in which edition, at which moment, and the board as it stood
/// then. No code below the door asks the clock.
/// </summary>
/// <param name="IsPast">An as-of page: nothing on it ticks, and it says so.</param>
/// <param name="Boards">The boards at the moment; those of the past are looked up when they are first asked for.</param>
/// <param name="Path">The address within an edition: without the /zh-hans or /en prefix and without the query.</param>
/// <param name="Query">What the address asks for beside its moment, as it was written, such as "q=700"; empty without.</param>
/// <param name="Replay">How many times as fast as the wall's the past runs on from the moment; null: it stands.</param>
public sealed record Visit(
    Moment Moment,
    bool IsPast,
    Viewer Viewer,
    Edition Edition,
    Lazy<BoardView> Boards,
    string Path,
    string Query = "",
    int? Replay = null
)
{
    public BoardView View => Boards.Value;

    /// <summary>Whether figures may be bound to a stream: the page is of now, or the past runs on.</summary>
    public bool Ticks => !IsPast || Replay is not null;

    public static Visit Of(HttpContext http) =>
        http.Features.Get<Visit>() ?? throw new InvalidOperationException($"{http.Request.Path} was not let in by the door");
}
