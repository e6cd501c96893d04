using System.Text;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// A capture of Nasdaq TotalView-ITCH 5.0 over MoldUDP64 as a feed. The book of an instrument is built order by order; an order that came
/// before the capture began is not known, and what is said of it changes no book.
/// </summary>
sealed class ItchFeed : IFeed, IDisposable
{
    static readonly Mic Nasdaq = Mic.Parse("XNAS");
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    readonly PcapReader packets;
    readonly string file;
    readonly InstrumentNumbers numbers;
    readonly Dictionary<string, Listed> symbols = [];
    readonly Dictionary<ushort, Listed> byLocate = [];
    readonly Dictionary<long, (Listed Of, BookSide Side, Price Price, long Quantity)> orders = [];
    readonly Dictionary<char, long> byType = [];
    byte[] packet = [];
    int length;
    string session = "";
    long expected;

    // Set while a packet is decoded.
    Moment received;
    IMarketEvents sink = null!;

    internal ItchFeed(string file, InstrumentNumbers numbers)
    {
        (this.file, this.numbers) = (file, numbers);
        packets = new(RecordingFile.Open(file), file);
        Peek();
    }

    public Moment? Next { get; private set; }

    /// <summary>Messages by type.</summary>
    internal IReadOnlyDictionary<char, long> ByType => byType;

    internal long Gaps { get; private set; }

    /// <summary>Messages about orders and instruments that were told before the capture began.</summary>
    internal long Unknown { get; private set; }

    /// <summary>Whether a datagram is a MoldUDP64 packet of ITCH, or one that may begin it.</summary>
    internal static bool Recognises(ReadOnlySpan<byte> datagram)
    {
        if (!MoldPacket.TryOpen(datagram, out var opened) || opened.Number <= 0 || opened.Session.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return false;
        foreach (var message in opened)
            if (!"SRHYLVWKJhAFECXDUPQBINO".Contains((char)message[0], StringComparison.Ordinal))
                return false;
        return true;
    }

    public void Advance(Moment until, IMarketEvents events)
    {
        while (Next is { } next && next <= until)
        {
            (received, sink) = (next, events);
            Receive(packet.AsSpan(0, length));
            Peek();
        }
    }

    void Peek()
    {
        Next = null;
        if (!packets.TryRead(out var captured, out var payload))
            return;
        if (packet.Length < payload.Length)
            packet = new byte[payload.Length];
        payload.CopyTo(packet);
        length = payload.Length;
        // A capture's clock may step back; ours does not.
        Next = Moment.Max(captured, received);
    }

    void Receive(ReadOnlySpan<byte> bytes)
    {
        if (!MoldPacket.TryOpen(bytes, out var opened))
            throw new CaptureException(file, packets.PacketOffset, "this is no MoldUDP64 packet: its lengths do not add up");
        var name = Encoding.ASCII.GetString(opened.Session);
        if (name != session)
            (session, expected) = (name, opened.Number);
        if (opened.MessageCount > 0 && opened.Number + opened.MessageCount <= expected)
            return;
        if (opened.Number > expected)
        {
            Gaps++;
            ForgetBooks();
        }
        sink.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, received, received, EventSource.Itch), new Heartbeat(Nasdaq)));
        var midnight = Moment.From(received.In(NewYork).Date.AtMidnight(), NewYork);
        var handler = new Handler(this);
        var number = opened.Number;
        foreach (var message in opened)
            if (number++ >= expected && !ItchDecoder.TryDecode(message, midnight, ref handler))
                throw new CaptureException(
                    file,
                    packets.PacketOffset,
                    $"message {number - 1}, of type '{(char)message[0]}', has only {message.Length} bytes"
                );
        expected = Math.Max(expected, number);
    }

    void ForgetBooks()
    {
        orders.Clear();
        foreach (var listed in symbols.Values)
            listed.Book.Clear(Stamp(listed, received), sink);
    }

    Listed Of(ushort locate, ReadOnlySpan<byte> stock)
    {
        if (stock.IsEmpty || stock.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            throw new CaptureException(file, packets.PacketOffset, $"{Convert.ToHexString(stock)} is no symbol");
        var code = Encoding.ASCII.GetString(stock);
        if (!symbols.TryGetValue(code, out var listed))
        {
            var id = new InstrumentId(Nasdaq, code, received.In(NewYork).Date);
            symbols[code] = listed = new(numbers.Of(new(id, InstrumentKind.Equity, ListedAssumed: true), received, received, EventSource.Itch, sink));
        }
        return byLocate[locate] = listed;
    }

    EventStamp Stamp(Listed listed, Moment time) => new(listed.Number, time, received, EventSource.Itch);

    public void Dispose() => packets.Dispose();

    /// <summary>What is remembered of an instrument between messages.</summary>
    sealed class Listed(InstrumentNumber number)
    {
        internal InstrumentNumber Number => number;
        internal PriceLevels Book { get; } = new();
    }

    readonly struct Handler(ItchFeed feed) : IItchHandler
    {
        public void Message(byte type) => feed.byType[(char)type] = feed.byType.GetValueOrDefault((char)type) + 1;

        public void SystemEvent(Moment time, byte code)
        {
            SessionPhase? phase = (char)code switch
            {
                'S' => SessionPhase.PreMarket,
                'Q' => SessionPhase.Continuous,
                'M' => SessionPhase.AfterHours,
                'E' or 'C' => SessionPhase.Closed,
                _ => null,
            };
            if (phase is { } entered)
                feed.sink.Accept(
                    MarketEvent.Of(
                        new EventStamp(InstrumentNumber.None, time, feed.received, EventSource.Itch),
                        new SessionChange(Nasdaq, entered, time.In(NewYork).Date)
                    )
                );
        }

        public void Directory(Moment time, ushort locate, ReadOnlySpan<byte> stock) => feed.Of(locate, stock);

        public void TradingAction(Moment time, ushort locate, ReadOnlySpan<byte> stock, byte state) =>
            feed.sink.Accept(
                MarketEvent.Of(
                    feed.Stamp(feed.Of(locate, stock), time),
                    state is (byte)'H' or (byte)'P' ? TradingState.Suspended : TradingState.Normal
                )
            );

        public void Added(Moment time, ushort locate, ReadOnlySpan<byte> stock, long order, BookSide side, Quantity quantity, Price price)
        {
            var listed = feed.Of(locate, stock);
            feed.orders[order] = (listed, side, price, quantity.Units);
            listed.Book.Add(side, price, quantity.Units, orders: 1);
            listed.Book.Tell(feed.Stamp(listed, time), feed.sink);
        }

        public void Executed(Moment time, ushort locate, long order, Quantity quantity, long match, Price? price, bool isPrintable)
        {
            if (Reduce(time, order, quantity.Units) is not { } was)
                return;
            if (isPrintable)
                feed.sink.Accept(MarketEvent.Of(feed.Stamp(was.Of, time), new Trade(price ?? was.Price, quantity, match, TradeConditions.None)));
        }

        public void Cancelled(Moment time, ushort locate, long order, Quantity quantity) => Reduce(time, order, quantity.Units);

        public void Deleted(Moment time, ushort locate, long order) => Reduce(time, order, long.MaxValue);

        public void Replaced(Moment time, ushort locate, long order, long by, Quantity quantity, Price price)
        {
            if (Reduce(time, order, long.MaxValue, isTold: false) is not { } was)
                return;
            feed.orders[by] = (was.Of, was.Side, price, quantity.Units);
            was.Of.Book.Add(was.Side, price, quantity.Units, orders: 1);
            was.Of.Book.Tell(feed.Stamp(was.Of, time), feed.sink);
        }

        public void Traded(Moment time, ushort locate, ReadOnlySpan<byte> stock, Quantity quantity, Price price, long match) =>
            feed.sink.Accept(MarketEvent.Of(feed.Stamp(feed.Of(locate, stock), time), new Trade(price, quantity, match, TradeConditions.None)));

        public void Crossed(Moment time, ushort locate, ReadOnlySpan<byte> stock, Quantity quantity, Price price, long match)
        {
            // A cross that found nobody is told with no shares.
            if (quantity.Units > 0)
                feed.sink.Accept(
                    MarketEvent.Of(feed.Stamp(feed.Of(locate, stock), time), new Trade(price, quantity, match, TradeConditions.Auction))
                );
        }

        public void Broken(Moment time, ushort locate, long match)
        {
            if (feed.byLocate.TryGetValue(locate, out var listed))
                feed.sink.Accept(MarketEvent.Of(feed.Stamp(listed, time), new Amendment(match, default, default)));
            else
                feed.Unknown++;
        }

        /// <summary>Takes shares off an order; all of them, or more, remove it. Null when the order is not known.</summary>
        (Listed Of, BookSide Side, Price Price)? Reduce(Moment time, long order, long shares, bool isTold = true)
        {
            if (!feed.orders.Remove(order, out var resting))
            {
                feed.Unknown++;
                return null;
            }
            var left = shares >= resting.Quantity ? 0 : resting.Quantity - shares;
            resting.Of.Book.Add(resting.Side, resting.Price, left - resting.Quantity, left == 0 ? -1 : 0);
            if (left > 0)
                feed.orders[order] = resting with { Quantity = left };
            if (isTold)
                resting.Of.Book.Tell(feed.Stamp(resting.Of, time), feed.sink);
            return (resting.Of, resting.Side, resting.Price);
        }
    }
}
