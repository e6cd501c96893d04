using System.Buffers.Binary;
using System.Text;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>What a capture was found to hold; gaps are counted, never papered over.</summary>
public sealed record IexCounts(long Packets, long Messages, long Gaps, long Repeated, IReadOnlyDictionary<char, long> ByType);

/// <summary>An IEX TOPS 1.6 capture as a feed: packets are received when they were captured.</summary>
sealed class IexFeed : IFeed, IDisposable
{
    static readonly Mic Iex = Mic.Parse("IEXG");
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    readonly PcapReader packets;
    readonly string file;
    readonly InstrumentNumbers numbers;
    readonly Dictionary<ulong, (InstrumentNumber Number, InstrumentId Id)> symbols = [];
    readonly Dictionary<char, long> byType = [];
    byte[] segment = [];
    int segmentLength;
    long expected;
    uint session;
    LocalDate day;

    // Set while a segment is decoded.
    Moment received;
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

    internal IexCounts Counts => new(Packets, Messages, Gaps, Repeated, byType);

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
        if (payload.Length < TopsDecoder.SegmentHeader)
            throw new CaptureException(file, packets.PacketOffset, $"{payload.Length} bytes are no IEX-TP segment");
        var protocol = BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]);
        if (protocol != TopsDecoder.Tops16)
            throw new CaptureException(file, packets.PacketOffset, $"protocol {protocol:x4} is not TOPS 1.6 (8003)");
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
        if (sessionNow != session || first == 1)
            (session, expected) = (sessionNow, first);
        if (count > 0 && first < expected)
        {
            Repeated++;
            return;
        }
        if (first > expected)
            Gaps++;
        expected = Math.Max(expected, first + count);
        sink.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, received, received, EventSource.IexTops), new Heartbeat(Iex)));
        var handler = new Handler(this);
        if (TopsDecoder.Decode(packet, ref handler) is var (offset, reason))
            throw new CaptureException(file, packets.PacketOffset + offset, reason);
    }

    EventStamp Stamp(ReadOnlySpan<byte> symbol, Moment time)
    {
        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        symbol.CopyTo(padded);
        var key = BinaryPrimitives.ReadUInt64LittleEndian(padded);
        if (!symbols.TryGetValue(key, out var known))
        {
            var id = new InstrumentId(Iex, Encoding.ASCII.GetString(symbol), received.In(NewYork).Date);
            known = (numbers.Of(new(id, InstrumentKind.Equity, ListedAssumed: true), received, received, EventSource.IexTops, sink), id);
            symbols.Add(key, known);
        }
        return new(known.Number, time, received, EventSource.IexTops);
    }

    void Count(char type)
    {
        Messages++;
        byType[type] = byType.GetValueOrDefault(type) + 1;
    }

    readonly struct Handler(IexFeed feed) : ITopsHandler
    {
        public void SystemEvent(byte code, Moment time)
        {
            feed.Count('S');
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
                MarketEvent.Of(
                    new EventStamp(InstrumentNumber.None, time, feed.received, EventSource.IexTops),
                    new SessionChange(Iex, entered, feed.day)
                )
            );
        }

        public void QuoteUpdate(ReadOnlySpan<byte> symbol, Moment time, in TopOfBook top)
        {
            feed.Count('Q');
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), top));
        }

        public void TradeReport(ReadOnlySpan<byte> symbol, Moment time, byte flags, in Trade trade)
        {
            feed.Count('T');
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), trade));
        }

        public void TradeBreak(ReadOnlySpan<byte> symbol, Moment time, long tradeId)
        {
            feed.Count('B');
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), new Amendment(tradeId, default, default)));
        }

        public void TradingStatus(ReadOnlySpan<byte> symbol, Moment time, byte status)
        {
            feed.Count('H');
            var state = status is (byte)'H' ? TradingState.Suspended : TradingState.Normal;
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(symbol, time), state));
        }

        public void OfficialPrice(ReadOnlySpan<byte> symbol, Moment time, byte kind, Price price)
        {
            feed.Count('X');
            if (kind == (byte)'M')
                feed.sink.Accept(MarketEvent.OfClosingPrice(feed.Stamp(symbol, time), price));
        }

        public void Other(byte type) => feed.Count((char)type);
    }

    public void Dispose() => packets.Dispose();
}
