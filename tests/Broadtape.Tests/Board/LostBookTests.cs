using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;

namespace Broadtape.Tests.BoardTests;

/// <summary>A tape that has lost events goes on with changes of books nobody knows any more.</summary>
public sealed class LostBookTests
{
    static readonly Moment Now = Moment.Parse("2026-01-08T11:00+08:00");
    static readonly Instrument Tencent = DemoMarket.Named("XHKG:00700");

    readonly MemoryLog log = new();

    public LostBookTests()
    {
        log.Accept(MarketEvent.Of(Stamp, new Listing(Tencent.Id, Tencent.Kind, Tencent.ListedAssumed)));
        Say(DepthAction.New, 1, "616");
        Say(DepthAction.New, 2, "615.5");
    }

    static EventStamp Stamp => new(new(1), Now, Now, EventSource.Box);

    void Say(DepthAction action, int level, string price) =>
        log.Accept(MarketEvent.Of(Stamp, new DepthChange(BookSide.Bid, action, level, Price.Parse(price), new(100), 1)));

    IEnumerable<string> Bids()
    {
        var boards = new Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(Now);
        return DemoMarket.Gate.DiscloseDepth(boards.Freeze(Now), Viewer.Staff, Surface.QuotePage, Tencent).Bids.Select(l => l.Price.ToString());
    }

    [Fact]
    public void A_change_that_does_not_fit_empties_the_book_until_it_is_told_anew()
    {
        Assert.Equal(["616.000", "615.500"], Bids());
        Say(DepthAction.Change, 5, "610");
        Assert.Empty(Bids());
        Say(DepthAction.New, 1, "617");
        Assert.Empty(Bids());
        log.Accept(MarketEvent.Of(Stamp, new DepthChange(BookSide.Bid, DepthAction.Clear, 0, default, default, 0)));
        Say(DepthAction.New, 1, "617");
        Assert.Equal(["617.000"], Bids());
    }
}
