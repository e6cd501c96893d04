using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Tests.Journeys;

/// <summary>The synthetic exchange's day as OMD-C in a capture, read back as a recording: Hong Kong shows what it shows in process.</summary>
public sealed class BoxOnTheWire : IDisposable
{
    static readonly Moment[] Moments =
    [
        Moment.Parse("2026-01-08T09:25+08:00"),
        Moment.Parse("2026-01-08T11:00+08:00"),
        Moment.Parse("2026-01-08T12:30+08:00"),
        Moment.Parse("2026-01-08T15:59:50+08:00"),
        Moment.Parse("2026-01-08T16:05+08:00"),
        Moment.Parse("2026-01-08T20:00+08:00"),
    ];

    static readonly QuoteField[] Fields =
    [
        QuoteField.Price,
        QuoteField.Change,
        QuoteField.ChangePercent,
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
        QuoteField.Close,
        QuoteField.AuctionPrice,
        QuoteField.AuctionQuantity,
    ];

    readonly string file = Path.GetTempFileName();

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void Hong_Kong_shows_on_the_wire_what_it_shows_in_process_though_one_line_loses_packets(int lossPercent)
    {
        var direct = new MemoryLog();
        Record(direct, lossPercent);
        var wired = new MemoryLog();
        using (var recording = Recording.Open([file], new()))
            recording.Advance(Moment.Never, wired);
        var (before, after) = (Boards(direct), Boards(wired));
        var compared = 0;
        foreach (var moment in Moments)
        {
            before.Advance(moment);
            after.Advance(moment);
            var (shown, read) = (before.Freeze(moment), after.Freeze(moment));
            foreach (var instrument in DemoMarket.Instruments.All.Where(i => i.Id.Mic.ToString() == "XHKG"))
            {
                var there = read.Instruments.FindSymbol(instrument.Id.Symbol) ?? throw new KeyNotFoundException(instrument.Id.Symbol);
                foreach (var field in Fields.Where(f => instrument.Kind != InstrumentKind.Index || f is QuoteField.Price or QuoteField.Change))
                {
                    var expected = DemoMarket.Gate.Disclose(shown, Viewer.Staff, Surface.Page, instrument)[field];
                    // The recording is its own licence class; the digits are what is compared.
                    var found = DemoMarket.Gate.Disclose(read, Viewer.Staff, Surface.Page, instrument with { Id = there.Id })[field];
                    if (!expected.PrintsAs(found))
                        Assert.Fail($"{instrument.Id.Symbol} {field} at {moment}: {found} on the wire, {expected} in process");
                    compared++;
                }
            }
        }
        Assert.True(compared > 2_000);
    }

    /// <summary>The same events into a log and, as packets, into a capture; line A loses some of its own.</summary>
    void Record(MemoryLog log, int lossPercent)
    {
        using var capture = new PcapWriter(File.Create(file));
        var sender = new OmdSender(DemoMarket.Instruments, new Lossy(new OmdCapture(capture), capture, lossPercent));
        DemoMarket.Box(20260108).Advance(Moments[^1], new Both(log, sender));
        sender.Flush();
    }

    static Boards Boards(MemoryLog log) => new(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);

    sealed class Both(IMarketEvents first, IMarketEvents second) : IMarketEvents
    {
        public void Accept(in MarketEvent marketEvent)
        {
            first.Accept(marketEvent);
            second.Accept(marketEvent);
        }
    }

    sealed class Lossy(OmdCapture whole, PcapWriter capture, int percent) : IOmdWire
    {
        readonly Random random = new(3);

        public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
        {
            if (random.Next(100) >= percent)
                whole.Send(outlet, packet, at);
            else
                capture.Write(at, outlet.GroupOf(random.Next(2) == 0 ? OmdLine.A : OmdLine.B), outlet.Port, packet);
        }
    }

    public void Dispose() => File.Delete(file);
}
