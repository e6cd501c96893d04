using System.Net;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// The synthetic exchange with Hong Kong on the wire: from the moment it goes on air, its events go out as OMD-C on two multicast lines of
/// this machine's loopback and come back through everything a live feed goes through. What was before, and what other markets say, stays
/// in process.
/// </summary>
public sealed class WiredBox : IFeed, IDisposable
{
    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly Duration RefreshEvery = Duration.FromSeconds(5);

    readonly Box box;
    readonly InstrumentMaster master;
    readonly InstrumentNumbers numbers;
    readonly Moment? kept;
    readonly OmdStation station;
    readonly OmdSecondSite site;
    readonly OmdExchange exchange;
    readonly OmdSender sender;
    readonly HashSet<int> wired = [];
    OmdLive? live;
    Moment until;

    /// <param name="kept">Where the tape ends: what was told by then is on it and is not told again; null for an empty tape.</param>
    /// <exception cref="System.Net.Sockets.SocketException">Multicast or TCP is not to be had on the loopback interface.</exception>
    public WiredBox(Box box, InstrumentMaster master, InstrumentNumbers numbers, BoxFaults faults, Moment? kept)
    {
        (this.box, this.master, this.numbers, this.kept) = (box, master, numbers, kept);
        station = new();
        site = new(faults.Lines.Failover, new FaultyLines(faults.Lines, station));
        exchange = new(site, RefreshEvery) { IsOnAir = false };
        sender = new(master, exchange);
    }

    /// <summary>Tells what happened up to the moment in process, then joins the lines; from there Hong Kong comes over the wire.</summary>
    /// <param name="clock">The market's clock; called from the receiving thread too.</param>
    /// <param name="quotaFile">Where the day's retransmission requests are counted.</param>
    public void GoOnAir(Func<Moment> clock, string? quotaFile, IMarketEvents events)
    {
        until = clock();
        box.Advance(until, new InProcess(this, events));
        sender.Flush();
        live = new(Settings(station.Retransmission), numbers, master, EventSource.OmdBox, quotaFile, clock);
        exchange.IsOnAir = true;
    }

    /// <summary>How the feed stands; null before it went on air.</summary>
    public FeedReport? Report => live is null ? null : FeedReport.Of("OMD-C", live);

    public Moment? Next => box.Next;

    public void Advance(Moment now, IMarketEvents events)
    {
        var on = live ?? throw new InvalidOperationException("the box is not on air");
        // What was received up to the last turn comes before what other markets say in this one.
        on.Advance(until, events);
        until = now;
        box.Advance(now, new OnTheWire(this, events));
        sender.Flush();
        exchange.Tick(now);
        site.Tick(now);
        station.Serve(exchange, now);
    }

    static OmdSettings Settings(IPEndPoint retransmission)
    {
        var channels = new List<OmdChannelSettings>();
        foreach (var outlet in OmdOutlet.All)
            channels.Add(new(outlet.Channel, GroupsOf(outlet, isRefresh: false), GroupsOf(outlet, isRefresh: true)));
        return new()
        {
            Market = HongKong,
            Interface = IPAddress.Loopback,
            Channels = channels,
            Retransmission = new(OmdStation.User, [retransmission]),
            DisasterRecovery = new(OmdOutlet.DisasterRecovery.Channel, GroupsOf(OmdOutlet.DisasterRecovery, isRefresh: false), null),
        };
    }

    static OmdGroups GroupsOf(OmdOutlet outlet, bool isRefresh) =>
        new(outlet.EndPointOf(OmdLine.A, isRefresh), outlet.EndPointOf(OmdLine.B, isRefresh));

    bool IsWired(in MarketEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Session:
                return e.AsSession().Market == HongKong;
            case EventKind.Heartbeat:
                return e.AsHeartbeat().Market == HongKong;
            case EventKind.Listing:
                if (e.AsListing().Id.Mic == HongKong)
                    wired.Add(e.Instrument.Value);
                return false;
            default:
                return wired.Contains(e.Instrument.Value);
        }
    }

    /// <summary>Before the box is on air: everything is told, and the sender takes its part to remember.</summary>
    sealed class InProcess(WiredBox box, IMarketEvents events) : IMarketEvents
    {
        public void Accept(in MarketEvent marketEvent)
        {
            box.IsWired(marketEvent);
            box.sender.Accept(marketEvent);
            if (box.kept is not { } kept || marketEvent.ReceivedTime > kept)
                events.Accept(marketEvent);
        }
    }

    sealed class OnTheWire(WiredBox box, IMarketEvents events) : IMarketEvents
    {
        public void Accept(in MarketEvent marketEvent)
        {
            if (box.IsWired(marketEvent))
                box.sender.Accept(marketEvent);
            else
                events.Accept(marketEvent);
        }
    }

    public void Dispose()
    {
        live?.Dispose();
        station.Dispose();
    }
}
