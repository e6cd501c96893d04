namespace Broadtape.Portal.Moments;

/// <summary>A page drawn into memory instead of to its reader, to be kept or looked at before it is sent.</summary>
static class DrawnAside
{
    internal static async Task<byte[]> Draw(HttpContext http, RequestDelegate next)
    {
        var body = http.Response.Body;
        using var drawn = new MemoryStream();
        http.Response.Body = drawn;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        return drawn.ToArray();
    }
}
