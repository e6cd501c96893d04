using Broadtape.Portal;

namespace Broadtape.Tests.PortalTests;

/// <summary>The demo portal in this process, on a free port and a folder of its own, standing at the moment the demo starts.</summary>
public sealed class PortalUnderTest : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;
    House house = null!;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => house.App.Services;

    internal IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints =>
        house.App.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;

    public async ValueTask InitializeAsync()
    {
        house = await Serving.Open(new SiteSettings { Data = folder, Urls = "http://127.0.0.1:0" });
        await house.App.StartAsync();
        house.Pipeline.CatchUp();
        Client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(house.App.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await house.App.StopAsync();
        await house.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
