using System.Net.Sockets;
using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal.Clock;

namespace Broadtape.Portal;

/// <summary>Where the site's events come from: the synthetic exchange in process or over the wire, recordings, or the exchanges' feeds.</summary>
sealed class FeedSource : IDisposable
{
    static readonly Moment DemoBegins = Moment.Parse("2026-01-08T09:00+08:00");

    readonly InstrumentNumbers numbers = new();
    readonly List<string> remarks = [];
    readonly Func<Box>? newBox;
    readonly Recording? recording;
    readonly LiveFeeds? live;
    WiredBox? wired;

    FeedSource(SiteSettings settings, Reference reference, InstrumentMaster instruments)
    {
        if (settings.Feeds is { } file)
        {
            live = LiveFeeds.Parse(File.ReadAllText(file), file, numbers);
            Origin = TapeOrigin.OfFeeds(file);
            return;
        }
        if (!settings.IsDemo)
        {
            recording = Recording.Open(settings.Recordings, numbers);
            Origin = TapeOrigin.OfRecordings(settings.Recordings);
            return;
        }
        var script = File.ReadAllText(SiteFiles.FoundingDay("script.csv"));
        Members = BoxScript.Parse(script, "script.csv", instruments).MembersOf(instruments);
        newBox = () =>
            new(
                instruments,
                BoxScript.Parse(script, "script.csv", instruments),
                reference.Timetables,
                reference.Ticks,
                settings.Seed,
                DemoBegins,
                numbers,
                settings.Faults
            );
        Origin = TapeOrigin.OfBox(
            settings.Seed,
            [
                script,
                File.ReadAllText(SiteFiles.FoundingDay("instruments.csv")),
                .. settings.Instruments is { } further ? [File.ReadAllText(further)] : Array.Empty<string>(),
                .. settings.Faults.OfTheMarket is { Length: > 0 } wrong ? [wrong] : Array.Empty<string>(),
            ]
        );
        if (settings.Wire)
            Origin = Origin.OverTheWire();
    }

    /// <summary>Reads what there is to read and opens no socket.</summary>
    internal static FeedSource Open(SiteSettings settings, Reference reference, InstrumentMaster instruments) =>
        new(settings, reference, instruments);

    internal TapeOrigin Origin { get; }

    /// <summary>Of the synthetic exchange's indices; feeds and recordings tell none.</summary>
    internal IndexMembers Members { get; } = IndexMembers.None;

    /// <summary>The exchanges' own feeds: their time is the time of day.</summary>
    internal bool IsLive => live is not null;

    /// <summary>Where a recording begins; null otherwise.</summary>
    internal Moment? Begins => recording?.Next;

    /// <summary>What the operator should know of how it was opened.</summary>
    internal IReadOnlyList<string> Remarks => remarks;

    /// <summary>How the live feeds stand; none in process or from a recording.</summary>
    internal IReadOnlyList<FeedReport> Reports => live?.Reports ?? (wired?.Report is { } report ? [report] : []);

    /// <summary>Joins what is to be joined and goes on where the tape ends.</summary>
    internal IFeed Start(SiteSettings settings, Tape.Tape tape, MarketClock clock, InstrumentMaster instruments)
    {
        if (live is not null)
        {
            numbers.Resume(tape.Listings());
            live.Join(instruments, () => clock.Turn(null), settings.Data);
            Remark(live.Reports);
            return live;
        }
        if (recording is not null)
            return new Resumption(recording, tape, tape.Committed);
        if (!settings.Wire)
            return new Resumption(newBox!(), tape, tape.Committed);
        try
        {
            wired = new(newBox!(), instruments, numbers, settings.Faults, tape.Ends);
            wired.GoOnAir(() => clock.Turn(null), Path.Combine(settings.Data, "XHKG.requests"), tape);
            remarks.Add("Hong Kong comes over the loopback network as OMD-C, on two lines");
            Remark([wired.Report!]);
            return wired;
        }
        catch (SocketException e)
        {
            // Told in one sentence, and the market goes on without the network.
            wired?.Dispose();
            wired = null;
            remarks.Add($"multicast is not to be had on the loopback interface ({e.Message}); Hong Kong is fed in process");
            return new Since(tape.Ends, newBox!());
        }
    }

    void Remark(IEnumerable<FeedReport> reports)
    {
        foreach (var report in reports)
            remarks.Add(
                report.ReceiveBuffer >= report.ReceiveBufferAsked
                    ? $"{report.Name} receives through {report.ReceiveBuffer / 1024} KiB a socket"
                    : $"{report.Name} receives through {report.ReceiveBuffer / 1024} KiB a socket, not the {report.ReceiveBufferAsked / 1024} asked for: raise net.core.rmem_max"
            );
    }

    public void Dispose()
    {
        wired?.Dispose();
        live?.Dispose();
        recording?.Dispose();
    }
}
