using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Recordings as one feed, merged by the time their events were received; what a file is, its first bytes say.</summary>
public sealed class Recording : IFeed, IDisposable
{
    readonly List<IFeed> feeds = [];

    Recording() { }

    /// <summary>Opens every file before any is read. Throws <see cref="CaptureException"/> for what is no capture of IEX, OMD-C or ITCH and no LEAN archive.</summary>
    public static Recording Open(IEnumerable<string> files, InstrumentNumbers numbers)
    {
        var recording = new Recording();
        try
        {
            foreach (var file in files)
                recording.feeds.Add(FeedOf(file, numbers));
            return recording;
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }

    static IFeed FeedOf(string file, InstrumentNumbers numbers)
    {
        if (RecordingFile.IsZip(file))
            return new LeanFeed(file, numbers);
        using var first = new PcapReader(RecordingFile.Open(file), file);
        if (!first.TryRead(out _, out var payload))
            return new IexFeed(file, numbers);
        return OmdFeed.Recognises(payload) ? new OmdFeed(file, numbers)
            : ItchFeed.Recognises(payload) ? new ItchFeed(file, numbers)
            : new IexFeed(file, numbers);
    }

    public Moment? Next => feeds.Min(f => f.Next);

    public void Advance(Moment until, IMarketEvents events)
    {
        while (Earliest() is { } first && first.Next <= until)
        {
            // As far as the next file's first event, so that the files' events interleave; equal times go in the order of the files.
            var others = feeds.Where(f => f != first).Min(f => f.Next);
            var stretch = others is { } other ? Moment.Min(until, Moment.Max(first.Next!.Value, new(other.UnixNanoseconds - 1))) : until;
            first.Advance(stretch, events);
        }
    }

    /// <summary>What the captures were found to hold, so far.</summary>
    public IReadOnlyList<IexCounts> Counts => [.. feeds.OfType<IexFeed>().Select(f => f.Counts)];

    IFeed? Earliest() => feeds.Where(f => f.Next is not null).MinBy(f => f.Next!.Value);

    public void Dispose()
    {
        foreach (var feed in feeds)
            ((IDisposable)feed).Dispose();
    }
}
