using System.Net.Sockets;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.Journeys;

/// <summary>
/// The synthetic exchange's Hong Kong through the sockets of this machine's loopback, with both lines losing packets: what the lines and
/// the retransmission server together bring is what happened.
/// </summary>
public sealed class OverTheNetwork
{
    static readonly Moment Begins = Moment.Parse("2026-01-08T11:57+08:00");
    static readonly Moment Ends = Moment.Parse("2026-01-08T12:03+08:00");
    static readonly Duration Step = Duration.FromMilliseconds(100);

    static readonly QuoteField[] Fields =
    [
        QuoteField.Price,
        QuoteField.Last,
        QuoteField.High,
        QuoteField.Low,
        QuoteField.Volume,
        QuoteField.Turnover,
        QuoteField.Bid,
        QuoteField.Ask,
        QuoteField.BidQuantity,
        QuoteField.AskQuantity,
        QuoteField.PreviousClose,
    ];

    [Theory]
    [InlineData("")]
    [InlineData("loss=15,duplicates=5,reordered=5,corrupt=2,seed=3")]
    public void Hong_Kong_shows_at_noon_what_it_shows_in_process_though_both_lines_lose_packets(string faults)
    {
        Assert.True(BoxFaults.TryParse(faults, out var parsed, out _));
        var numbers = new InstrumentNumbers();
        var clock = new Clock { Now = Begins };
        WiredBox wired;
        try
        {
            wired = new(DemoMarket.Box(20260108, numbers), DemoMarket.Instruments, numbers, parsed, kept: null);
        }
        catch (SocketException e)
        {
            Assert.Skip($"multicast is not to be had on the loopback interface: {e.Message}");
            return;
        }
        var log = new MemoryLog();
        using (wired)
        {
            wired.GoOnAir(() => clock.Now, quotaFile: null, log);
            while (clock.Now < Ends || !wired.Report!.Channels.All(c => c.State == "live"))
            {
                clock.Now += Step;
                wired.Advance(clock.Now, log);
                Thread.Sleep(1);
                Assert.True(clock.Now < Ends + Duration.FromMinutes(5), "the channels do not come to rest");
            }
            wired.Advance(clock.Now, log);
            var report = wired.Report!;
            Assert.Equal(faults.Length > 0, report.Channels.Any(c => c.Gaps > 1));
            Assert.All(report.Channels, c => Assert.Equal(0, c.Lost));
        }
        var direct = new MemoryLog();
        DemoMarket.Box(20260108).Advance(clock.Now, direct);
        var (read, shown) = (Show(log, clock.Now), Show(direct, clock.Now));
        var compared = 0;
        foreach (var instrument in DemoMarket.Instruments.All.Where(i => i.Id.Mic.ToString() == "XHKG" && i.Kind != InstrumentKind.Index))
        foreach (var field in Fields)
        {
            var expected = DemoMarket.Gate.Disclose(shown, Viewer.Staff, Surface.Page, instrument)[field];
            var found = DemoMarket.Gate.Disclose(read, Viewer.Staff, Surface.Page, instrument)[field];
            if (!expected.PrintsAs(found))
                Assert.Fail($"{instrument.Id.Symbol} {field}: {found} over the network, {expected} in process");
            compared++;
        }
        Assert.True(compared > 200);
    }

    static BoardView Show(MemoryLog log, Moment moment)
    {
        var boards = new Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(moment);
        return boards.Freeze(moment);
    }

    sealed class Clock
    {
        long now;

        public Moment Now
        {
            get => new(Volatile.Read(ref now));
            set => Volatile.Write(ref now, value.UnixNanoseconds);
        }
    }
}
