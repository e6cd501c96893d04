using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Moments;

/// <summary>A portal in this process whose market moves only when it is told to, so that a page can be asked for at an exact moment.</summary>
sealed class StandingPortal : IAsyncDisposable
{
    readonly Hand hand = new();
    readonly HttpClientHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
    readonly House house;

    StandingPortal(House house, Hand hand)
    {
        (this.house, this.hand) = (house, hand);
        Client = new(handler) { BaseAddress = new(house.App.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => house.App.Services;

    public Moment Now => house.Pipeline.View!.Moment;

    internal Pipeline Pipeline => house.Pipeline;

    internal static async Task<StandingPortal> Open(SiteSettings settings)
    {
        var hand = new Hand();
        var house = await Serving.Open(settings, hand);
        await house.App.StartAsync();
        house.Pipeline.CatchUp();
        return new(house, hand);
    }

    /// <summary>The demo, standing at a moment.</summary>
    internal static Task<StandingPortal> Demo(string folder, Moment starts, string? archive = null, string? licence = null) =>
        Open(
            new SiteSettings
            {
                Data = folder,
                Urls = "http://127.0.0.1:0",
                Clock = starts,
                Archive = archive,
                Licence = licence,
            }
        );

    /// <summary>Lets market time pass and publishes the frame it has come to.</summary>
    public void Pass(Duration time)
    {
        hand.Ticks += time.BclCompatibleTicks;
        house.Pipeline.CatchUp();
    }

    /// <summary>Lets the reader's time pass, and the market stand.</summary>
    public void Wait(TimeSpan time) => hand.Ticks += time.Ticks;

    public async Task<HttpResponseMessage> Get(string address, ViewerKind viewer = ViewerKind.Anonymous, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", $"viewer={viewer.ToString().ToLowerInvariant()}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> Read(string address, ViewerKind viewer = ViewerKind.Anonymous)
    {
        using var answer = await Get(address, viewer);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        handler.Dispose();
        await house.App.StopAsync();
        await house.DisposeAsync();
    }

    /// <summary>A clock moved by hand; delays still take their time.</summary>
    sealed class Hand : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
