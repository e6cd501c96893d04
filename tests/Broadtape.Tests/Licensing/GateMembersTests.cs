using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

/// <summary>The Hang Seng Index of the box, taken apart again.</summary>
public sealed class GateMembersTests
{
    static readonly Instrument Index = DemoMarket.Named("XHKG:HSI");
    static readonly Moment Closed = Moment.Parse("2026-01-08T18:00+08:00");

    static readonly IReadOnlyList<IndexMember> Members = BoxScript
        .Parse(Repository.Read("samples/founding-day/script.csv"), "script.csv", DemoMarket.Instruments)
        .MembersOf(DemoMarket.Instruments)
        .Of(Index);

    [Fact]
    public void Contributions_sum_up_to_the_change_of_the_index_and_weights_to_the_whole()
    {
        var told = At(Closed, Viewer.Staff)!;
        Assert.Equal(Members.Count, told.Members.Count);
        var change = DemoMarket.Gate.Disclose(View(Closed), Viewer.Staff, Surface.QuotePage, Index)[QuoteField.Change];
        Assert.InRange(told.Sum.ToDecimal() - change.ToDecimal(), -0.02m, 0.02m);
        Assert.InRange(told.Members.Sum(m => m.Contribution.ToDecimal()) - told.Sum.ToDecimal(), -0.1m, 0.1m);
        Assert.InRange(told.Members.Sum(m => m.Weight.ToDecimal()), 99.9m, 100.1m);
    }

    [Fact]
    public void Who_lifts_the_index_most_stands_first_and_its_figures_say_that_they_are_computed()
    {
        var told = At(Closed, Viewer.Staff)!.Members;
        Assert.Equal(told.OrderByDescending(m => m.Contribution.ToDecimal()).Select(m => m.Contribution), told.Select(m => m.Contribution));
        Assert.All(told, m => Assert.True(m.Weight.Passport.IsComputed && m.Contribution.Passport.IsComputed));
        Assert.Equal((Unit.Points, Unit.Percent), (told[0].Contribution.Passport.Unit, told[0].Weight.Passport.Unit));
    }

    /// <summary>On a page of boards the index is told at once and its shares are 15 minutes late: a weight is as late as the latest of its parts.</summary>
    [Fact]
    public void A_delayed_viewer_sees_the_contributions_of_his_delay_and_of_no_later_moment()
    {
        var noon = Moment.Parse("2026-01-08T11:30+08:00");
        var late = DemoMarket.Gate.DiscloseMembers(View(noon), Viewer.Anonymous, Surface.Page, Index, Members)!;
        var then = At(noon - Duration.FromMinutes(15), Viewer.Staff)!;
        Assert.Equal(then.Members.Select(m => (m.Share, m.Contribution.ToString())), late.Members.Select(m => (m.Share, m.Contribution.ToString())));
        Assert.Equal(then.Sum.ToString(), late.Sum.ToString());
        Assert.All(late.Members, m => Assert.True(m.Contribution.Passport.DataTime <= noon - Duration.FromMinutes(15)));
        Assert.Equal(15, late.Sum.Passport.Delay.Minutes);
    }

    [Fact]
    public void An_index_nothing_is_known_of_and_one_before_its_first_price_have_no_contributions()
    {
        Assert.Null(DemoMarket.Gate.DiscloseMembers(View(Closed), Viewer.Staff, Surface.Page, Index, []));
        var early = At(DemoMarket.Begins - Duration.FromHours(1), Viewer.Staff)!;
        Assert.True(early.Sum.IsNone);
        Assert.All(early.Members, m => Assert.Equal((true, true), (m.Weight.IsNone, m.Contribution.IsNone)));
    }

    static Contributions? At(Moment at, Viewer viewer) => DemoMarket.Gate.DiscloseMembers(View(at), viewer, Surface.QuotePage, Index, Members);

    static Board.BoardView View(Moment at)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, DemoMarket.Day.Value, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(at);
        return boards.Freeze(at);
    }
}
