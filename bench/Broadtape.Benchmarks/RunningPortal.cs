using Broadtape.Portal;

namespace Broadtape.Benchmarks;

/// <summary>The demo portal in this process, caught up and standing still.</summary>
sealed class RunningPortal : IAsyncDisposable
{
    internal const string Article = "/articles/1001/one-port-two-clocks";

    readonly string folder = Directory.CreateTempSubdirectory("broadtape-bench").FullName;
    House house = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal static async Task<RunningPortal> Start()
    {
        var portal = new RunningPortal();
        portal.house = await Serving.Open(new SiteSettings { Data = portal.folder, Urls = "http://127.0.0.1:0" });
        await portal.house.App.StartAsync();
        portal.house.Pipeline.CatchUp();
        portal.Client = new() { BaseAddress = new(portal.house.App.Urls.First()) };
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await house.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
