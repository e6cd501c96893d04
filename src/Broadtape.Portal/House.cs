using Broadtape.Portal.Operations;

namespace Broadtape.Portal;

/// <summary>A portal, wired: its web server, its pipeline, its tape.</summary>
sealed class House(
    WebApplication app,
    Pipeline pipeline,
    Tape.Tape tape,
    TapeKeeping keeping,
    Newsroom.Newsroom newsroom,
    FeedSource source,
    IReadOnlyList<string> introduction
) : IAsyncDisposable
{
    static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(10);

    public WebApplication App => app;
    public Pipeline Pipeline => pipeline;
    public Tape.Tape Tape => tape;

    /// <summary>What runs, by what clock, under what licence, and how to stop it.</summary>
    public IReadOnlyList<string> Introduction => introduction;

    /// <summary>Walks the pipeline until stopped; a recording that has ended stays to be read unless it is to exit.</summary>
    public async Task<int> Walk(bool exit, CancellationToken stop)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        var counting = FlushReadings(stopping.Token);
        var kept = keeping.Run(stopping.Token);
        await Task.Run(() => pipeline.Run(stopping.Token), CancellationToken.None);
        if (!exit && !stopping.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stopping.CancelAsync();
        await counting;
        await kept;
        return 0;
    }

    async Task FlushReadings(CancellationToken stop)
    {
        var meters = app.Services.GetRequiredService<Meters>();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(FlushEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!newsroom.Flush())
                meters.ReadingsWait();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        source.Dispose();
        newsroom.Dispose();
        tape.Dispose();
    }
}
