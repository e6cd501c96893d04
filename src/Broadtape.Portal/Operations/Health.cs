namespace Broadtape.Portal.Operations;

/// <summary>For machines: the process lives; the boards have caught up with the tape and the pipeline still walks.</summary>
static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).ExcludeFromDescription();
        app.MapGet(
                "/health/ready",
                (Pipeline pipeline) =>
                    pipeline.View is null
                        ? Results.Text("catching up\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                        : Results.Text("ready\n")
            )
            .ExcludeFromDescription();
    }
}
