using System.Net.Sockets;
using System.Text.Json;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>The exchanges' feeds a site has a licence for, from its configuration: one feed a market.</summary>
public sealed class LiveFeeds : IFeed, IDisposable
{
    readonly IReadOnlyList<OmdSettings> settings;
    readonly List<OmdLive> feeds = [];
    readonly InstrumentNumbers numbers;
    Func<Moment>? clock;

    LiveFeeds(IReadOnlyList<OmdSettings> settings, InstrumentNumbers numbers) => (this.settings, this.numbers) = (settings, numbers);

    /// <summary>
    /// Reads a configuration: <c>{"feeds": [{"kind": "omd-c", …}]}</c>. Throws <see cref="InvalidDataException"/> with every fault it has,
    /// two feeds for one market among them; no socket is opened.
    /// </summary>
    public static LiveFeeds Parse(string json, string file, InstrumentNumbers numbers)
    {
        using var document = Document(json, file);
        var wrong = new List<string>();
        var settings = new List<OmdSettings>();
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("feeds", out var feeds)
            || feeds.ValueKind != JsonValueKind.Array
            || feeds.GetArrayLength() == 0
        )
            throw new InvalidDataException($"{file}: there are no feeds in it");
        foreach (var (place, feed) in feeds.EnumerateArray().Index())
        {
            var where = $"feeds[{place}]";
            if (
                feed.ValueKind != JsonValueKind.Object
                || !feed.TryGetProperty("kind", out var kind)
                || kind.ValueKind != JsonValueKind.String
                || kind.GetString() != "omd-c"
            )
            {
                wrong.Add($"{where}: kind has to be omd-c");
                continue;
            }
            var reader = new OmdSettingsFile(where);
            settings.Add(reader.Read(feed));
            wrong.AddRange(reader.Wrong);
        }
        foreach (var twice in settings.GroupBy(s => s.Market).Where(g => g.Count() > 1))
            wrong.Add($"{twice.Key} has {twice.Count()} feeds; a market is fed by one");
        if (wrong.Count > 0)
            throw new InvalidDataException($"{file} cannot be used:\n  " + string.Join("\n  ", wrong));
        return new(settings, numbers);
    }

    static JsonDocument Document(string json, string file)
    {
        try
        {
            return JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}, line {e.LineNumber + 1}: this is no JSON");
        }
    }

    /// <summary>
    /// Joins the lines. Throws <see cref="SocketException"/> where multicast is not to be had.
    /// </summary>
    /// <param name="now">The market's clock; called from the receiving threads too.</param>
    /// <param name="quotaFolder">Where the day's retransmission requests are counted.</param>
    public void Join(InstrumentMaster known, Func<Moment> now, string quotaFolder)
    {
        clock = now;
        foreach (var one in settings)
            feeds.Add(new(one, numbers, known, EventSource.Omd, Path.Combine(quotaFolder, $"{one.Market}.requests"), now));
    }

    /// <summary>How each feed stands.</summary>
    public IReadOnlyList<FeedReport> Reports => [.. feeds.Select(f => FeedReport.Of("OMD-C", f))];

    /// <inheritdoc/>
    public Moment? Next => clock?.Invoke() ?? Moment.Beginning;

    /// <inheritdoc/>
    public void Advance(Moment until, IMarketEvents events)
    {
        foreach (var feed in feeds)
            feed.Advance(until, events);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var feed in feeds)
            feed.Dispose();
    }
}
