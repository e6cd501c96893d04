using Broadtape.Portal.Door;
using Broadtape.Portal.Moments;
using Broadtape.Tape.History;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadtape.Portal.Operations;

/// <summary>What was imported into the history and what of it does not hold; shown as the feeds are.</summary>
static class ImportsReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/operations/imports",
                (HttpContext http, HistoryStore history) =>
                    FeedsReport.MaySee(http)
                        ? new RazorComponentResult<ImportsPage>(
                            new
                            {
                                Visit = Visit.Of(http),
                                Imports = history.Imports,
                                Damage = history.Damage,
                            }
                        )
                        : Results.NotFound()
            )
            .WithMetadata(new OnlyNow("what stands on our own disk now"))
            .ExcludeFromDescription();
}
