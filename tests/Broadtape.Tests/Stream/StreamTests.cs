using System.Globalization;
using System.Text.Json.Nodes;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Stream;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.StreamTests;

public sealed class StreamTests
{
    static readonly string[] Symbols = ["XHKG:00700", "XHKG:HSI", "XNAS:BILI", "XXXX:USDHKD"];
    static readonly Instrument[] Followed = [.. Symbols.Select(DemoMarket.Named)];
    static readonly Lazy<BoardView[]> Views = new(Frames);

    /// <summary>Forty frames of the founding day, a few minutes apart: Hong Kong's afternoon, then New York's morning.</summary>
    static BoardView[] Frames()
    {
        var boards = new Board.Boards(DemoMarket.Instruments, DemoMarket.Day.Value, DemoMarket.Licence.Delays, Moment.Beginning);
        var moments = new[] { "2026-01-08T15:40+08:00", "2026-01-08T23:40+08:00" }.SelectMany(from =>
            Enumerable.Range(0, 20).Select(i => Moment.Parse(from) + Duration.FromMinutes(2 * i))
        );
        return
        [
            .. moments.Select(m =>
            {
                boards.Advance(m);
                return boards.Freeze(m);
            }),
        ];
    }

    /// <summary>However late a reader reads, what he holds is what a newcomer is told.</summary>
    [Fact]
    public void Snapshot_and_deltas_come_to_what_a_newcomer_is_told_however_late_they_are_read() =>
        Gen.Select(Gen.Bool.Array[40], Gen.Int[0, 1])
            .Sample(
                (reads, kind) =>
                {
                    var viewer = kind == 0 ? Viewer.Anonymous : Viewer.Subscriber;
                    var group = new StreamGroup("", "", viewer, Followed);
                    var held = new SortedDictionary<string, string>();
                    string? seen = null;
                    foreach (var (view, read) in Views.Value.Zip(reads))
                    {
                        group.Publish(DemoMarket.Gate, view);
                        if (!read)
                            continue;
                        if (group.TakeSince(ref seen, out var frame, out _))
                            Take(held, frame);
                        var newcomer = new SortedDictionary<string, string>();
                        Take(newcomer, First(group));
                        Assert.Equal(newcomer, held);
                    }
                },
                iter: 60
            );

    [Fact]
    public void A_delta_names_only_what_prints_otherwise_than_before()
    {
        var group = new StreamGroup("", "", Viewer.Subscriber, Followed);
        group.Publish(DemoMarket.Gate, Views.Value[0]);
        string? seen = null;
        Assert.True(group.TakeSince(ref seen, out var first, out _));
        var before = new SortedDictionary<string, string>();
        Take(before, first);
        group.Publish(DemoMarket.Gate, Views.Value[1]);
        Assert.True(group.TakeSince(ref seen, out var delta, out _));
        Assert.False(delta.IsSnapshot);
        var named = new SortedDictionary<string, string>();
        Take(named, delta);
        foreach (var (field, value) in named.Where(n => n.Key.Contains(".f.", StringComparison.Ordinal)))
            Assert.NotEqual(before.GetValueOrDefault(field), value);
        Assert.True(delta.Json.Length < first.Json.Length);
    }

    [Fact]
    public void A_known_id_resumes_with_what_changed_and_any_other_with_everything()
    {
        var group = new StreamGroup("", "", Viewer.Subscriber, Followed);
        foreach (var view in Views.Value.Take(5))
            group.Publish(DemoMarket.Gate, view);
        var known = Id(Views.Value[3].Moment.UnixNanoseconds);
        Assert.True(group.TakeSince(ref known, out var resumed, out _));
        Assert.False(resumed.IsSnapshot);
        foreach (var unknown in new[] { 1, Views.Value[0].Moment.UnixNanoseconds - 1, Views.Value[9].Moment.UnixNanoseconds })
        {
            var id = Id(unknown);
            Assert.True(group.TakeSince(ref id, out var all, out _));
            Assert.True(all.IsSnapshot);
        }

        static string? Id(long moment) => moment.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public void What_another_life_of_the_portal_told_of_the_same_moment_is_not_taken_for_this_ones()
    {
        var (before, after) = (new StreamGroup("", "a-", Viewer.Subscriber, Followed), new StreamGroup("", "b-", Viewer.Subscriber, Followed));
        foreach (var view in Views.Value.Take(5))
        {
            before.Publish(DemoMarket.Gate, view);
            after.Publish(DemoMarket.Gate, view);
            string? seen = null;
            Assert.True(before.TakeSince(ref seen, out _, out _));
            Assert.True(after.TakeSince(ref seen, out var anew, out _));
            Assert.True(anew.IsSnapshot);
        }
    }

    [Fact]
    public void Readers_of_the_same_get_the_same_bytes()
    {
        var group = new StreamGroup("", "", Viewer.Anonymous, Followed);
        group.Publish(DemoMarket.Gate, Views.Value[0]);
        Assert.True(First(group).Json.Equals(First(group).Json));
    }

    [Fact]
    public void Nothing_is_told_twice_and_a_frame_without_change_tells_nothing()
    {
        var group = new StreamGroup("", "", Viewer.Subscriber, Followed);
        group.Publish(DemoMarket.Gate, Views.Value[0]);
        string? seen = null;
        Assert.True(group.TakeSince(ref seen, out _, out _));
        Assert.False(group.TakeSince(ref seen, out _, out var next));
        Assert.False(next.IsCompleted);
        group.Publish(DemoMarket.Gate, Views.Value[0]);
        Assert.False(next.IsCompleted);
        group.Publish(DemoMarket.Gate, Views.Value[1]);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task Who_does_not_read_costs_one_frame_and_not_a_queue()
    {
        var hub = new StreamHub(DemoMarket.Gate);
        hub.Publish(Views.Value[0]);
        using var stop = new CancellationTokenSource();
        await using var reader = hub.Subscribe(Viewer.Subscriber, Followed, null, null, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(1, hub.Subscribers);
        foreach (var view in Views.Value.Skip(1))
            hub.Publish(view);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(Views.Value[^1].Moment.UnixNanoseconds.ToString(System.Globalization.CultureInfo.InvariantCulture), reader.Current.Id);
        var more = reader.MoveNextAsync().AsTask();
        Assert.False(more.IsCompleted);
        await stop.CancelAsync();
        Assert.False(await more);
        Assert.Equal(0, hub.Subscribers);
    }

    [Fact]
    public async Task A_full_house_says_so()
    {
        var hub = new StreamHub(DemoMarket.Gate);
        hub.Publish(Views.Value[0]);
        using var stop = new CancellationTokenSource();
        var readers = new List<IAsyncEnumerator<StreamFrame>>();
        for (var i = 0; i < StreamHub.SubscribersMost; i++)
        {
            readers.Add(hub.Subscribe(Viewer.Anonymous, Followed, null, null, stop.Token).GetAsyncEnumerator(stop.Token));
            Assert.True(await readers[^1].MoveNextAsync());
        }
        await using var late = hub.Subscribe(Viewer.Anonymous, Followed, null, null, stop.Token).GetAsyncEnumerator(stop.Token);
        await Assert.ThrowsAsync<StreamFullException>(() => late.MoveNextAsync().AsTask());
        await readers[0].DisposeAsync();
        await using var next = hub.Subscribe(Viewer.Anonymous, Followed, null, null, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await next.MoveNextAsync());
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    static StreamFrame First(StreamGroup group)
    {
        string? nothing = null;
        Assert.True(group.TakeSince(ref nothing, out var frame, out _));
        Assert.True(frame.IsSnapshot);
        return frame;
    }

    /// <summary>As the page's script takes a frame: each field over the one before.</summary>
    static void Take(SortedDictionary<string, string> held, StreamFrame frame)
    {
        var json = JsonNode.Parse(frame.Json.Span)!;
        foreach (var row in json["rows"]!.AsArray())
        {
            var symbol = row!["s"]!.GetValue<string>();
            foreach (var name in new[] { "state", "dir", "time" })
                if (row[name] is { } value)
                    held[$"{symbol}.{name}"] = value.GetValue<string>();
            foreach (var (field, value) in row["f"]!.AsObject())
                held[$"{symbol}.f.{field}"] = value!.GetValue<string>();
        }
    }
}
