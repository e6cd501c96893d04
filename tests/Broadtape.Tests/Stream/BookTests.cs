using System.Text.Json.Nodes;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Stream;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.StreamTests;

/// <summary>Ten levels and the broker queue on the stream (R12, B4 and B5).</summary>
public sealed class BookTests
{
    static readonly Moment Opens = Moment.Parse("2026-01-08T09:30+08:00");
    static readonly Instrument Tencent = DemoMarket.Named("XHKG:00700");

    /// <summary>A subscriber of level 1, and the staff, who have level 2 too.</summary>
    static readonly Licence Licence = Licence.Parse(
        """
        # licence: two levels
        class,hk-bmp,a,b,c,,,
        class,hk-level1,a,b,c,,,
        class,hk-level2,a,b,c,,,
        grant,hk-bmp,subscriber,*,0
        grant,hk-level1,subscriber,*,0
        grant,hk-bmp,staff,*,0
        grant,hk-level1,staff,*,0
        grant,hk-level2,staff,*,0
        """,
        "licence"
    );

    readonly EventList log = new();
    readonly Boards boards;
    readonly Gate gate = new(Licence, DemoMarket.Timetables);
    Moment now = Opens;

    public BookTests()
    {
        log.Accept(MarketEvent.Of(Stamp(), new Listing(Tencent.Id, Tencent.Kind, false)));
        boards = new(DemoMarket.Instruments, log, Licence.Delays, Moment.Beginning);
    }

    [Fact]
    public void A_level_2_viewer_is_told_ten_levels_and_the_broker_queue_and_a_level_1_viewer_neither()
    {
        for (var level = 1; level <= 10; level++)
        {
            Say(new DepthChange(BookSide.Bid, DepthAction.New, level, new(616_000_000 - level * 200_000), new(500), level));
            Say(new DepthChange(BookSide.Ask, DepthAction.New, level, new(616_000_000 + level * 200_000), new(700), 1));
        }
        var items = new BrokerItems();
        (items[0], items[1], items[2]) = (6_698, -1, 1_234);
        log.Accept(MarketEvent.Of(Stamp(), new BrokerQueuePart(BookSide.Bid, 0, true, items)));
        var book = Told(Group(Viewer.Staff))["book"]!;
        Assert.Equal("XHKG:00700", (string?)book["s"]);
        Assert.Equal((10, 10), (book["bids"]!.AsArray().Count, book["asks"]!.AsArray().Count));
        Assert.Equal("""["615.800","500",1]""", book["bids"]![0]!.ToJsonString());
        Assert.Equal("""["618.000","700",1]""", book["asks"]![9]!.ToJsonString());
        Assert.Equal("[[0,6698],[1,1234]]", book["buyers"]!.ToJsonString());
        Assert.True((bool)book["buyersMore"]!);
        Assert.Null(Told(Group(Viewer.Subscriber))["book"]);
        Assert.Null(Told(Group(Viewer.Staff, asksForBook: false))["book"]);
    }

    [Fact]
    public void A_book_is_told_again_when_it_changed_and_only_then()
    {
        Say(new DepthChange(BookSide.Bid, DepthAction.New, 1, new(616_000_000), new(500), 1));
        var group = Group(Viewer.Staff);
        string? seen = null;
        Assert.NotNull(Told(group, ref seen)["book"]);
        log.Accept(MarketEvent.OfNominal(Stamp(), new(616_000_000)));
        group.Publish(gate, View());
        Assert.Null(Told(group, ref seen)["book"]);
        Say(new DepthChange(BookSide.Bid, DepthAction.Change, 1, new(616_000_000), new(900), 2));
        group.Publish(gate, View());
        Assert.Equal("""[["616.000","900",2]]""", Told(group, ref seen)["book"]!["bids"]!.ToJsonString());
    }

    StreamGroup Group(Viewer viewer, bool asksForBook = true)
    {
        var group = new StreamGroup("", "", viewer, [Tencent], asksForBook ? Tencent : null);
        group.Publish(gate, View());
        return group;
    }

    BoardView View()
    {
        now += Duration.FromSeconds(1);
        boards.Advance(now);
        return boards.Freeze(now);
    }

    void Say(DepthChange change) => log.Accept(MarketEvent.Of(Stamp(), change));

    EventStamp Stamp() => new(new(1), now, now, EventSource.Omd);

    static JsonNode Told(StreamGroup group)
    {
        string? seen = null;
        return Told(group, ref seen);
    }

    static JsonNode Told(StreamGroup group, ref string? seen)
    {
        Assert.True(group.TakeSince(ref seen, out var frame, out _));
        return JsonNode.Parse(frame.Json.Span)!;
    }
}
