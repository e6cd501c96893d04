namespace Broadtape.Benchmarks;

/// <summary>
/// The cached article against bare Kestrel sending the same bytes, in processor time of this process (client and server alike on both
/// sides): goal 1.25. Then the article drawn anew; goal 300 µs beyond what the cached one costs.
/// </summary>
static class PageBench
{
    const int Requests = 3_000;

    internal static async Task Run()
    {
        await using var portal = await RunningPortal.Start();
        var page = await portal.Client.GetByteArrayAsync(RunningPortal.Article);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var bare = builder.Build();
        bare.Run(http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.ContentLength = page.Length;
            return http.Response.Body.WriteAsync(page, 0, page.Length);
        });
        await bare.StartAsync();
        using var floor = new HttpClient { BaseAddress = new(bare.Urls.First()) };
        await Pairs.Compare("request", () => Cost(portal.Client, _ => RunningPortal.Article), "bare Kestrel", () => Cost(floor, _ => "/"));
        // A query of its own makes each a page of its own: drawn, stored, sent.
        var n = 0;
        var drawn = await Cost(portal.Client, _ => $"{RunningPortal.Article}?n={n++}");
        var cached = await Cost(portal.Client, _ => RunningPortal.Article);
        Pairs.Print($"drawn anew  {drawn / 1000:0} µs a request, {(drawn - cached) / 1000:0} µs beyond the cached one");
    }

    static async Task<double> Cost(HttpClient client, Func<int, string> address)
    {
        var before = Pairs.Processor();
        for (var i = 0; i < Requests; i++)
            await client.GetByteArrayAsync(address(i));
        return (Pairs.Processor() - before) / Requests;
    }
}
