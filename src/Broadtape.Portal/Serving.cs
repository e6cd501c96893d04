using System.IO.Compression;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.Api;
using Broadtape.Portal.Articles;
using Broadtape.Portal.Bars;
using Broadtape.Portal.Boards;
using Broadtape.Portal.Charts;
using Broadtape.Portal.Clock;
using Broadtape.Portal.Door;
using Broadtape.Portal.Layout;
using Broadtape.Portal.Live;
using Broadtape.Portal.Moments;
using Broadtape.Portal.Operations;
using Broadtape.Portal.Udf;
using Broadtape.Portal.Verbs;
using Broadtape.Stream;
using Broadtape.Tape;
using Broadtape.Tape.Disk;
using Broadtape.Tape.History;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using OpenTelemetry.Metrics;

namespace Broadtape.Portal;

/// <summary>One run of the portal: what is read, what is wired, what is mapped, in the order it happens.</summary>
static class Serving
{
    /// <summary>Bytes of a request line: 500 symbols and room to be told that there are too many.</summary>
    const int RequestLine = 128 * 1024;

    static readonly Moment DemoStarts = Moment.Parse("2026-01-09T10:00+08:00");

    /// <summary>0 when stopped or when a recording asked to exit has ended; 1 with a sentence on the console when it could not go on.</summary>
    public static async Task<int> Run(SiteSettings settings, CancellationToken stop)
    {
        try
        {
            await using var house = await Open(settings);
            await house.App.StartAsync(stop);
            var address = house.App.Urls.First();
            Console.WriteLine(address);
            house.Pipeline.CatchUp();
            foreach (var line in house.Introduction)
                Console.WriteLine(line);
            var outcome = await house.Walk(settings.Exit, stop);
            await house.App.StopAsync(CancellationToken.None);
            return outcome;
        }
        catch (Exception e) when (Sentence(e, settings) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            return 1;
        }
    }

    /// <summary>Reads, wires and maps; nothing listens and nothing moves yet.</summary>
    public static async Task<House> Open(SiteSettings settings, TimeProvider? time = null, IDisk? disk = null)
    {
        var wall = time ?? TimeProvider.System;
        var reference = Reference.Load();
        var licenceFile = settings.Licence ?? SiteFiles.FoundingDay("licence.csv");
        var licence = Licence.Parse(await File.ReadAllTextAsync(licenceFile), licenceFile);
        var instruments = settings.IsDemo ? Reference.Instruments(settings.Instruments) : Reference.InstrumentsOfRecording(settings.Instruments);

        var folder = Path.Combine(settings.Data, "tape");
        var source = FeedSource.Open(settings, reference, instruments);
        if (source.Origin.Settle(folder) is { } refusal)
            throw new RefusedException(refusal);
        var tape = Tape.Tape.Open(folder, new(), disk ?? new SystemDisk());
        var newsroom = Newsroom.Newsroom.Open(settings.Data, new InstrumentNames(instruments));
        if (settings.IsDemo)
        {
            ImportVerb.DemoSite(newsroom);
            DemoHistory.Take(settings, reference, instruments);
        }
        var history = HistoryStore.Open(ImportHistory.FolderIn(settings.Data));
        var boardList = BoardList.Parse(await File.ReadAllTextAsync(SiteFiles.FoundingDay("boards.csv")), "boards.csv", instruments);
        var clock = ClockFor(settings, tape, source, wall);
        var feed = source.Start(settings, tape, clock, instruments);

        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") }
        );
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestLineSize = RequestLine;
            k.Limits.MaxRequestBufferSize = 2 * RequestLine;
        });
        builder.Logging.ClearProviders().AddJsonConsole().SetMinimumLevel(LogLevel.Warning);
        builder
            .Services.AddOpenTelemetry()
            .WithMetrics(m =>
                m.AddMeter(Meters.Name).AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddPrometheusExporter()
            );
        builder.Services.AddOpenApi("openapi");
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorComponents();
        // Chinese is written as it is, not as numbers.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddOutputCache(o => o.AddPolicy(FrameCachePolicy.Name, new FrameCachePolicy()));
        builder.Services.AddResponseCompression(o => o.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"]);
        // A page is packed once for everyone who asks until the next frame: a third fewer bytes are worth it.
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        builder.Services.AddSingleton(provider => new TapeKeeping(tape, settings.Retention, () => provider.GetRequiredService<Pipeline>().View));
        builder.Services.AddSingleton(_ => history);
        builder.Services.AddSingleton(newsroom).AddSingleton<INewsroom>(newsroom).AddSingleton(boardList);
        builder.Services.AddSingleton<BoardHtml>().AddSingleton<MarketStrip>().AddSingleton<ArticleBody>().AddSingleton<Assets>();
        builder.Services.AddSingleton(settings).AddSingleton(wall).AddSingleton(reference.Timetables).AddSingleton(reference.Ticks);
        builder.Services.AddSingleton(licence);
        builder.Services.AddSingleton<ChartReader>().AddSingleton<ChartEvents>().AddSingleton<UdfCalendar>();
        builder.Services.AddSingleton(source.Members);
        builder.Services.AddSingleton(source).AddSingleton(tape).AddSingleton(HouseMark.Of(File.ReadAllText(licenceFile), source.Origin.Fingerprint));
        builder.Services.AddSingleton<LocalMoment>().AddSingleton<PageTag>().AddSingleton<PublicationPrices>();
        builder.Services.AddSingleton(provider => new EventSteps(provider.GetRequiredService<TapeLog>(), provider.GetRequiredService<Gate>()));
        builder.Services.AddSingleton(provider => new PastShelf(
            Path.Combine(settings.Data, "past-pages"),
            provider.GetRequiredService<HouseMark>(),
            provider.GetRequiredService<Meters>()
        ));
        if (settings.Archive is { } archive)
            builder.Services.AddSingleton(provider => new PageArchive(archive, provider.GetRequiredService<Meters>()));
        builder.Services.AddSingleton(provider => new Replays(
            from => new Board.Boards(instruments, new TapeLog(tape, keeps: false), licence.Delays, from),
            provider.GetRequiredService<Gate>(),
            newsroom
        ));
        builder.Services.AddSingleton<ReplayStream>();
        builder.Services.AddSingleton<Gate>().AddSingleton<Meters>();
        builder.Services.AddSingleton(provider => new StreamHub(provider.GetRequiredService<Gate>(), $"{wall.GetUtcNow().Ticks:x}-"));
        builder.Services.AddSingleton(_ => new TapeLog(tape));
        builder.Services.AddSingleton(_ =>
            BarTape.Open(Path.Combine(settings.Data, "bars"), tape, instruments, reference.Timetables, settings.Retention.OfBars)
        );
        builder.Services.AddSingleton<IBarSource>(provider => new BarSource(
            provider.GetRequiredService<BarTape>(),
            new ImportedBars(history, reference.Timetables, instruments)
        ));
        builder.Services.AddHostedService<BarKeeper>();
        builder.Services.AddSingleton(provider => new Pipeline(
            feed,
            tape,
            new Board.Boards(instruments, provider.GetRequiredService<TapeLog>(), licence.Delays, tape.Ends ?? Moment.Beginning),
            [.. licence.Delays],
            provider.GetRequiredService<StreamHub>(),
            clock,
            wall,
            provider.GetRequiredService<Meters>()
        ));

        var app = builder.Build();
        app.UseOurFaults();
        app.Use(Guard);
        app.UseMiddleware<FrontDoor>();
        app.UseWhen(http => http.Features.Get<Visit>() is null, files => files.UseResponseCompression().ServeFiles());
        app.UseRouting();
        app.Use(OnlyNow.Guard);
        app.UseMiddleware<PastPages>();
        app.UseOutputCache();
        app.UseResponseCompression();
        if (settings.Archive is not null)
            app.UseMiddleware<PageRecorder>();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi("/api/{documentName}.json").ExcludeFromDescription();
        Health.Map(app);
        FeedsReport.Map(app);
        TapePage.Map(app);
        ImportsReport.Map(app);
        QuotesApi.Map(app);
        InstrumentsApi.Map(app);
        ChartsApi.Map(app);
        UdfApi.Map(app);
        BarsApi.Map(app);
        StepEndpoints.Map(app);
        StreamEndpoint.Map(app);
        Pages.Map(app.MapGroup("").CacheOutput(FrameCachePolicy.Name).ExcludeFromDescription());
        return new(
            app,
            app.Services.GetRequiredService<Pipeline>(),
            tape,
            app.Services.GetRequiredService<TapeKeeping>(),
            newsroom,
            source,
            [
                .. Introduce(settings, tape, clock, licence, source, reference.Timetables),
                .. app.Services.GetRequiredService<HistoryStore>().Damage.Select(d => $"History  {d}"),
            ]
        );
    }

    /// <summary>Nothing of anyone else's runs or is framed in a page of ours.</summary>
    static Task Guard(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(http);
    }

    static void ServeFiles(this IApplicationBuilder app)
    {
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Keep });
        foreach (var folder in (ReadOnlySpan<string>)["pictures", "videos"])
            app.UseStaticFiles(
                new StaticFileOptions
                {
                    FileProvider = new PhysicalFileProvider(SiteFiles.DemoSite(folder)),
                    RequestPath = "/" + folder,
                    OnPrepareResponse = Keep,
                }
            );
    }

    /// <summary>What is asked for by its content's hash never changes; the rest for an hour.</summary>
    static void Keep(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v")
            ? "public, max-age=31536000, immutable"
            : "public, max-age=3600";

    static MarketClock ClockFor(SiteSettings settings, Tape.Tape tape, FeedSource source, TimeProvider wall)
    {
        if (settings.Clock is { } asked && tape.Ends is { } ends && asked < ends)
            throw new RefusedException(
                $"--clock {asked} lies before the tape's end, {ends}: what was told cannot be told again. Leave --clock away, or name another folder with --data."
            );
        if (settings.Speed is not { } speed)
            return new UnboundClock();
        if (source.IsLive)
            return RunningClock.OfTheDay(wall, tape.Ends);
        var start = settings.Clock ?? tape.Ends ?? (settings.IsDemo ? DemoStarts : source.Begins ?? Moment.Beginning);
        return new RunningClock(wall, start, speed);
    }

    static IReadOnlyList<string> Introduce(
        SiteSettings settings,
        Tape.Tape tape,
        MarketClock clock,
        Licence licence,
        FeedSource source,
        Timetables timetables
    )
    {
        var lines = new List<string>
        {
            settings.IsDemo ? $"Runs     the demo site: a simulated market ({source.Origin.Source})"
            : source.IsLive ? $"Runs     {source.Origin.Source}"
            : $"Runs     a recording: {source.Origin.Source}",
            $"Clock    {clock.Description}",
            $"Licence  {licence.Name}{(settings.IsDemo || source.IsLive ? "" : "; recordings are a class of their own, without delay")}",
            $"Data     {Path.GetFullPath(settings.Data)}",
            $"Holidays {Unconfirmed(timetables)}",
            "Stop     Ctrl+C",
        };
        lines.InsertRange(1, source.Remarks.Select(r => $"Feed     {r}"));
        lines.InsertRange(0, tape.Missing.Select(m => $"Tape     {m}"));
        if (tape.Torn is { } torn)
            lines.Insert(0, $"Tape     {torn}");
        return lines;
    }

    static string Unconfirmed(Timetables timetables) =>
        timetables.Unconfirmed.Count == 0
            ? "each year as published"
            : "not yet held against a published table: "
                + string.Join("; ", timetables.Unconfirmed.GroupBy(y => y[..4], y => y[5..]).Select(c => $"{c.Key} {string.Join(", ", c)}"));

    /// <summary>What a person can do something about gets a sentence; our own bugs keep their trace.</summary>
    static string? Sentence(Exception e, SiteSettings settings) =>
        e switch
        {
            RefusedException
            or ReferenceException
            or ImportException
            or CaptureException
            or Tape.TapeException
            or HistoryException
            or InvalidDataException => e.Message,
            IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
                $"{settings.Urls} is taken; stop what runs there or name another address with --urls.",
            SocketException socket => $"{settings.Urls} cannot be served: {socket.Message}",
            FileNotFoundException missing => missing.Message,
            _ => null,
        };
}

/// <summary>The run was refused; the message is the sentence to print.</summary>
sealed class RefusedException(string sentence) : Exception(sentence);
