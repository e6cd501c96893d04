using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>OMD-C from the network as a feed: what has been received by a moment is handed over when that moment is asked for.</summary>
sealed class OmdLive : IFeed, IDisposable
{
    readonly OmdTranslator translator;
    readonly OmdMulticast multicast;
    readonly OmdTcp? connection;
    readonly Func<Moment> clock;
    readonly Sink sink = new();

    /// <param name="quotaFile">Where the day's requests are counted; null counts them in memory.</param>
    /// <param name="clock">The market's clock; called from the receiving thread.</param>
    internal OmdLive(
        OmdSettings settings,
        InstrumentNumbers numbers,
        InstrumentMaster known,
        EventSource source,
        string? quotaFile,
        Func<Moment> clock
    )
    {
        this.clock = clock;
        ReceiveBufferAsked = settings.ReceiveBuffer;
        translator = new(numbers, source, known);
        translator.Receive(sink, clock());
        connection = settings.Retransmission is { } service ? new(service.Servers) : null;
        Session = new(settings, connection, new(quotaFile), translator, resumes: !numbers.IsEmpty);
        multicast = OmdMulticast.Join(Session, settings, clock);
    }

    internal OmdSession Session { get; }
    internal OmdTranslator Translator => translator;

    /// <summary>Packets dropped because they were not folded fast enough.</summary>
    internal long Dropped => multicast.Dropped;

    /// <summary>Bytes of receive buffer the system gave.</summary>
    internal int ReceiveBuffer => multicast.ReceiveBuffer;

    /// <summary>Bytes asked for.</summary>
    internal int ReceiveBufferAsked { get; }

    /// <summary>A live feed has no end and no next event that could be known.</summary>
    public Moment? Next => clock();

    public void Advance(Moment until, IMarketEvents events)
    {
        sink.Into = events;
        multicast.Deliver(Session, until);
        Session.Tick(until);
        sink.Into = null;
    }

    public void Dispose()
    {
        multicast.Dispose();
        connection?.Dispose();
    }

    /// <summary>The translator keeps one sink; where it leads changes with each turn.</summary>
    sealed class Sink : IMarketEvents
    {
        internal IMarketEvents? Into { get; set; }

        public void Accept(in MarketEvent marketEvent) =>
            (Into ?? throw new InvalidOperationException("an event outside of a turn")).Accept(marketEvent);
    }
}
