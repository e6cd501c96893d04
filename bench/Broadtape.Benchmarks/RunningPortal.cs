using Broadtape.Portal;

namespace Broadtape.Benchmarks;

/// <summary>The demo portal in this process, caught up and standing still; with its own folder, or on data that is there.</summary>
sealed class RunningPortal : IAsyncDisposable
{
    internal const string Article = "/articles/1001/one-port-two-clocks";

    string? folder;
    House house = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal static async Task<RunningPortal> Start(SiteSettings? settings = null)
    {
        var portal = new RunningPortal();
        if (settings is null)
        {
            portal.folder = Directory.CreateTempSubdirectory("broadtape-bench").FullName;
            settings = new() { Data = portal.folder, Urls = "http://127.0.0.1:0" };
        }
        portal.house = await Serving.Open(settings);
        await portal.house.App.StartAsync();
        portal.house.Pipeline.CatchUp();
        portal.Client = new() { BaseAddress = new(portal.house.App.Urls.First()) };
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await house.DisposeAsync();
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }
}
