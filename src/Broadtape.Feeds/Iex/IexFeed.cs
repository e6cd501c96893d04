using System.Buffers.Binary;
using System.Text;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>What a capture was found to hold; gaps are counted, never papered over.</summary>
/// <param name="Heartbeats">Segments without a message.</param>
/// <param name="Gaps">Places where numbers are missing.</param>
/// <param name="OffsetGaps">Places where the bytes before do not reach to the segment's own offset in the stream.</param>
/// <param name="Repeated">Segments that had come before.</param>
/// <param name="Restarts">Times that numbers began again at 1.</param>
public sealed record IexCounts(
    long Packets,
    long Heartbeats,
    long Messages,
    long Gaps,
    long OffsetGaps,
    long Repeated,
    long Restarts,
    IReadOnlyDictionary<char, long> ByType
);

/// <summary>
/// A capture of IEX TOPS, DEEP or DEEP+ as a feed: packets are received when they were captured. Books begin empty wherever the session
/// begins, and are not known behind a gap.
/// </summary>
sealed class IexFeed : IFeed, IDisposable
{
    static readonly Mic Iex = Mic.Parse("IEXG");
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    readonly PcapReader packets;
    readonly string file;
    readonly InstrumentNumbers numbers;
    readonly Dictionary<ulong, Listed> symbols = [];
    readonly Dictionary<char, long> byType = [];
    readonly Dictionary<long, (Listed Of, BookSide Side, Price Price, long Quantity)> orders = [];
    byte[] segment = [];
    int segmentLength;
    long expected;
    long expectedOffset;
    uint session;
    LocalDate day;

    // Set while a segment is decoded.
    Moment received;
    EventSource source;
    IMarketEvents sink = null!;

    internal IexFeed(string file, InstrumentNumbers numbers)
    {
        this.file = file;
        this.numbers = numbers;
        packets = new(RecordingFile.Open(file), file);
        Peek();
    }

    public Moment? Next { get; private set; }

    internal long Packets { get; private set; }
    internal long Messages { get; private set; }
    internal long Gaps { get; private set; }
    internal long Repeated { get; private set; }
    internal long Heartbeats { get; private set; }
    internal long OffsetGaps { get; private set; }
    internal long Restarts { get; private set; }

    internal IexCounts Counts => new(Packets, Heartbeats, Messages, Gaps, OffsetGaps, Repeated, Restarts, byType);

    public void Advance(Moment until, IMarketEvents events)
    {
        while (Next is { } next && next <= until)
        {
            (received, sink) = (next, events);
            Receive(segment.AsSpan(0, segmentLength));
            Peek();
        }
    }

    void Peek()
    {
        Next = null;
        if (!packets.TryRead(out var captured, out var payload))
            return;
        if (payload.Length < IexDecoder.SegmentHeader)
            throw new CaptureException(file, packets.PacketOffset, $"{payload.Length} bytes are no IEX-TP segment");
        var protocol = BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]);
        if (protocol is not (IexDecoder.Tops or IexDecoder.Deep or IexDecoder.DeepPlus))
            throw new CaptureException(file, packets.PacketOffset, $"protocol {protocol:x4} is not TOPS (8003), DEEP (8004) or DEEP+ (8005)");
        source = protocol == IexDecoder.Tops ? EventSource.IexTops : EventSource.IexDeep;
        if (segment.Length < payload.Length)
            segment = new byte[payload.Length];
        payload.CopyTo(segment);
        segmentLength = payload.Length;
        // A capture's clock may step back; ours does not.
        Next = Moment.Max(captured, received);
    }

    void Receive(ReadOnlySpan<byte> packet)
    {
        Packets++;
        var sessionNow = BinaryPrimitives.ReadUInt32LittleEndian(packet[8..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(packet[14..]);
        var first = BinaryPrimitives.ReadInt64LittleEndian(packet[24..]);
        var payload = BinaryPrimitives.ReadUInt16LittleEndian(packet[12..]);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(packet[16..]);
        if (sessionNow != session || first == 1 && expected > 1)
        {
            if (Packets > 1)
                Restarts++;
            (session, expected, expectedOffset) = (sessionNow, first, offset);
            ForgetBooks();
        }
        if (count == 0)
            Heartbeats++;
        if (count > 0 && first < expected)
        {
            Repeated++;
            return;
        }
        if (first > expected)
        {
            Gaps++;
            ForgetBooks();
        }
        else if (offset != expectedOffset)
            OffsetGaps++;
        (expected, expectedOffset) = (Math.Max(expected, first + count), offset + payload);
        sink.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, received, received, source), new Heartbeat(Iex)));
        var handler = new Handler(this);
        if (IexDecoder.Decode(packet, ref handler) is var (place, reason))
            throw new CaptureException(file, packets.PacketOffset + place, reason);
    }

    void ForgetBooks()
    {
        orders.Clear();
        foreach (var listed in symbols.Values)
            listed.Book.Clear(new(listed.Number, received, received, source), sink);
    }

    Listed Of(ReadOnlySpan<byte> symbol)
    {
        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        symbol.CopyTo(padded);
        var key = BinaryPrimitives.ReadUInt64LittleEndian(padded);
        if (symbols.TryGetValue(key, out var known))
            return known;
        if (symbol.IsEmpty || symbol.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            throw new CaptureException(file, packets.PacketOffset, $"{Convert.ToHexString(symbol)} is no symbol");
        var id = new InstrumentId(Iex, Encoding.ASCII.GetString(symbol), received.In(NewYork).Date);
        var number = numbers.Of(new(id, InstrumentKind.Equity, ListedAssumed: true), received, received, source, sink);
        return symbols[key] = new(number);
    }

    EventStamp Stamp(Listed listed, Moment time) => new(listed.Number, time, received, source);

    EventStamp Stamp(ReadOnlySpan<byte> symbol, Moment time) => Stamp(Of(symbol), time);

    void Count(char type)
    {
        Messages++;
        byType[type] = byType.GetValueOrDefault(type) + 1;
    }

    /// <summary>What is remembered of a symbol between messages.</summary>
    sealed class Listed(InstrumentNumber number)
    {
        internal InstrumentNumber Number => number;
        internal PriceLevels Book { get; } = new();
        internal bool IsHalted { get; set; }

        /// <summary>Halted by IEX alone, for reasons of its own.</summary>
        internal bool IsHaltedHere { get; set; }
        internal TradingState State { get; set; }
        internal Price PreviousClose { get; set; }
    }

    readonly struct Handler(IexFeed feed) : IIexHandler
    {
        public void Message(byte type) => feed.Count((char)type);

        public void SystemEvent(byte code, Moment time)
        {
            SessionPhase? phase = (char)code switch
            {
                'S' => SessionPhase.PreMarket,
                'R' => SessionPhase.Continuous,
                'M' => SessionPhase.AfterHours,
                'E' => SessionPhase.Closed,
                _ => null,
            };
            if (phase is not { } entered)
                return;
            feed.day = time.In(NewYork).Date;
            feed.sink.Accept(
                MarketEvent.Of(new EventStamp(InstrumentNumber.None, time, feed.received, feed.source), new SessionChange(Iex, entered, feed.day))
            );
        }

        /// <summary>The base of the day's change; sent again at every restart.</summary>
        public void SecurityDirectory(ReadOnlySpan<byte> symbol, Moment time, uint roundLot, Price adjustedClose)
        {
            var listed = feed.Of(symbol);
            if (adjustedClose.IsNone || listed.PreviousClose == adjustedClose)
                return;
            listed.PreviousClose = adjustedClose;
            feed.sink.Accept(MarketEvent.OfPreviousClose(feed.Stamp(listed, time), adjustedClose));
        }

        public void QuoteUpdate(ReadOnlySpan<byte> symbol, Moment time, in TopOfBook top) =>
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), top));

        public void TradeReport(ReadOnlySpan<byte> symbol, Moment time, byte flags, in Trade trade) =>
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), trade));

        public void TradeBreak(ReadOnlySpan<byte> symbol, Moment time, long tradeId) =>
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), new Amendment(tradeId, default, default)));

        public void TradingStatus(ReadOnlySpan<byte> symbol, Moment time, byte status)
        {
            var listed = feed.Of(symbol);
            listed.IsHalted = status is (byte)'H';
            Tell(listed, time);
        }

        public void OperationalHalt(ReadOnlySpan<byte> symbol, Moment time, byte status)
        {
            var listed = feed.Of(symbol);
            listed.IsHaltedHere = status is (byte)'O';
            Tell(listed, time);
        }

        void Tell(Listed listed, Moment time)
        {
            var state = listed.IsHalted || listed.IsHaltedHere ? TradingState.Suspended : TradingState.Normal;
            if (state == listed.State)
                return;
            listed.State = state;
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(listed, time), state));
        }

        public void OfficialPrice(ReadOnlySpan<byte> symbol, Moment time, byte kind, Price price)
        {
            if (kind == (byte)'M')
                feed.sink.Accept(MarketEvent.OfClosingPrice(feed.Stamp(symbol, time), price));
        }

        public void AuctionInformation(ReadOnlySpan<byte> symbol, Moment time, in IexAuction auction)
        {
            var stamp = feed.Stamp(symbol, time);
            feed.sink.Accept(MarketEvent.Of(stamp, new AuctionPrice(auction.Indicative, auction.Paired)));
            feed.sink.Accept(MarketEvent.Of(stamp, auction.Imbalance));
            feed.sink.Accept(MarketEvent.Of(stamp, new AuctionLimits(auction.Reference, auction.LowerCollar, auction.UpperCollar)));
        }

        public void PriceLevel(ReadOnlySpan<byte> symbol, Moment time, BookSide side, bool isComplete, Price price, Quantity quantity)
        {
            var listed = feed.Of(symbol);
            listed.Book.Set(side, price, quantity);
            // Between the parts of one event the book may be crossed, and is nobody's to see.
            if (isComplete)
                listed.Book.Tell(feed.Stamp(listed, time), feed.sink);
        }

        public void OrderAdded(ReadOnlySpan<byte> symbol, Moment time, BookSide side, long order, Quantity quantity, Price price)
        {
            var listed = feed.Of(symbol);
            feed.orders[order] = (listed, side, price, quantity.Units);
            listed.Book.Add(side, price, quantity.Units, orders: 1);
            listed.Book.Tell(feed.Stamp(listed, time), feed.sink);
        }

        public void OrderModified(ReadOnlySpan<byte> symbol, Moment time, long order, Quantity quantity, Price price) =>
            Replace(symbol, time, order, price, quantity.Units);

        public void OrderDeleted(ReadOnlySpan<byte> symbol, Moment time, long order) => Replace(symbol, time, order, default, 0);

        public void OrderExecuted(ReadOnlySpan<byte> symbol, Moment time, byte flags, long order, in Trade trade)
        {
            if (feed.orders.TryGetValue(order, out var resting))
                Replace(symbol, time, order, resting.Price, resting.Quantity - trade.Quantity.Units);
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), trade));
        }

        public void BookCleared(ReadOnlySpan<byte> symbol, Moment time)
        {
            var listed = feed.Of(symbol);
            foreach (var order in feed.orders.Where(o => o.Value.Of == listed).Select(o => o.Key).ToList())
                feed.orders.Remove(order);
            listed.Book.Clear(feed.Stamp(listed, time), feed.sink);
        }

        /// <summary>An order that came before we listened changes nothing we know of.</summary>
        void Replace(ReadOnlySpan<byte> symbol, Moment time, long order, Price price, long quantity)
        {
            if (!feed.orders.Remove(order, out var resting))
                return;
            var (listed, side) = (resting.Of, resting.Side);
            listed.Book.Add(side, resting.Price, -resting.Quantity, orders: -1);
            if (quantity > 0)
            {
                feed.orders[order] = (listed, side, price, quantity);
                listed.Book.Add(side, price, quantity, orders: 1);
            }
            listed.Book.Tell(feed.Stamp(listed, time), feed.sink);
        }

        // Said by IEX, and of no meaning for a board of ours.
        public void ShortSalePriceTest(ReadOnlySpan<byte> symbol, Moment time, bool isInEffect) { }

        public void SecurityEvent(ReadOnlySpan<byte> symbol, Moment time, byte code) { }

        public void RetailLiquidity(ReadOnlySpan<byte> symbol, Moment time, byte indicator) { }
    }

    public void Dispose() => packets.Dispose();
}
