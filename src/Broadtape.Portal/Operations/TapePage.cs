using Broadtape.Portal.Door;
using Broadtape.Portal.Moments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadtape.Portal.Operations;

/// <summary>How the tape stands: what it holds, what it misses, whether the disk takes it; for the same eyes as the feeds.</summary>
static class TapePage
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/operations",
                (HttpContext http) =>
                    FeedsReport.MaySee(http) ? new RazorComponentResult<OperationsPage>(new { Visit = Visit.Of(http) }) : Results.NotFound()
            )
            .WithMetadata(new OnlyNow("what stands on our own disk now"))
            .ExcludeFromDescription();
}
