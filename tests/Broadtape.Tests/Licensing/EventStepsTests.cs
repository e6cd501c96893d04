using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

/// <summary>Steps from event to event against a list of all of them.</summary>
public sealed class EventStepsTests
{
    [Theory]
    [InlineData("XHKG:HSI", ViewerKind.Anonymous)]
    [InlineData("XHKG:00700", ViewerKind.Anonymous)]
    [InlineData("XHKG:00700", ViewerKind.Subscriber)]
    [InlineData("XNYS:BABA", ViewerKind.Anonymous)]
    public void The_nearest_events_are_those_of_the_list_a_delay_later(string symbol, ViewerKind kind)
    {
        var log = DemoMarket.Day.Value;
        var viewer = new Viewer(kind);
        var instrument = DemoMarket.Named(symbol);
        var live = new Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning).At(DemoMarket.Starts);
        var delay = Duration.FromMinutes(DemoMarket.Gate.Disclose(live, viewer, Surface.Page, instrument).Delay.Minutes);
        Assert.True(live.Behind(Delay.None).TryFind(instrument.Id, out var number));
        var seen = log
            .Events.Where(e =>
                e.Kind == EventKind.Session
                    ? e.AsSession().Market == instrument.SessionMarket
                    : e.Instrument.Value == number
                        && e.Kind
                            is EventKind.PreviousClose
                                or EventKind.Trade
                                or EventKind.Nominal
                                or EventKind.ClosingPrice
                                or EventKind.AuctionPrice
                                or EventKind.IndexValue
                                or EventKind.SecurityStatus
                                or EventKind.Amendment
                                or EventKind.CoolingOff
            )
            .Select(e => e.ReleaseTime + delay)
            .Where(m => m <= DemoMarket.Starts)
            .ToList();
        Assert.NotEmpty(seen);
        var steps = new EventSteps(log, DemoMarket.Gate);
        var random = new Random(4);
        var span = (DemoMarket.Starts - DemoMarket.Begins).ToInt64Nanoseconds();
        for (var i = 0; i < 100; i++)
        {
            var moment = i % 5 == 0 ? seen[random.Next(seen.Count)] : new(DemoMarket.Begins.UnixNanoseconds + random.NextInt64(span));
            Assert.Equal(
                seen.Where(m => m > moment).Select(m => (Moment?)m).FirstOrDefault(),
                steps.Next(moment, live, viewer, Surface.Page, [instrument])
            );
            Assert.Equal(
                seen.Where(m => m < moment).Select(m => (Moment?)m).LastOrDefault(),
                steps.Previous(moment, live, viewer, Surface.Page, [instrument])
            );
        }
    }
}
