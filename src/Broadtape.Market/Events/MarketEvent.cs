using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Broadtape.Market;

/// <summary>
/// One thing a market said, with both of its clocks. Fifty-six bytes, the same in memory and on the tape (little-endian), with no
/// reference to an event before it, so the same market gives the same bytes however it is cut into blocks.
/// What <c>a</c> to <c>d</c> mean depends on the kind: make one with the kind's own type and read it back with <c>As…</c>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public readonly partial struct MarketEvent
{
    public const int Bytes = 56;

    readonly long exchangeTime;
    readonly long receivedTime;
    readonly int instrument;
    readonly EventKind kind;
    readonly EventSource source;
    readonly ushort flags;
    readonly long a;
    readonly long b;
    readonly long c;
    readonly long d;

    MarketEvent(in EventStamp stamp, EventKind kind, ushort flags, long a, long b = 0, long c = 0, long d = 0)
    {
        exchangeTime = stamp.ExchangeTime.UnixNanoseconds;
        receivedTime = stamp.ReceivedTime.UnixNanoseconds;
        instrument = stamp.Instrument.Value;
        source = stamp.Source;
        this.kind = kind;
        this.flags = flags;
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    public EventKind Kind => kind;
    public EventSource Source => source;
    public InstrumentNumber Instrument => new(instrument);

    /// <summary>When it happened, by the exchange's clock.</summary>
    public Moment ExchangeTime => new(exchangeTime);

    /// <summary>When we knew it, by ours.</summary>
    public Moment ReceivedTime => new(receivedTime);

    /// <summary>The later of the two: delay and as-of go by it (R11).</summary>
    public Moment ReleaseTime => new(Math.Max(exchangeTime, receivedTime));

    public EventStamp Stamp => new(Instrument, ExchangeTime, ReceivedTime, source);

    /// <summary>The bytes of events as they lie in memory and on the tape.</summary>
    public static ReadOnlySpan<byte> AsBytes(ReadOnlySpan<MarketEvent> events) => MemoryMarshal.AsBytes(events);

    /// <summary>The events in whole records of <see cref="Bytes"/>; the span's length is a multiple of it.</summary>
    public static ReadOnlySpan<MarketEvent> FromBytes(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, MarketEvent>(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Expect(EventKind expected)
    {
        if (kind != expected)
            Mismatch(kind, expected);
    }

    static void Mismatch(EventKind actual, EventKind expected) => throw new InvalidOperationException($"a {actual} event was read as {expected}");
}

/// <summary>What every event carries. A market's own events (session, heartbeat) carry no instrument.</summary>
public readonly record struct EventStamp(InstrumentNumber Instrument, Moment ExchangeTime, Moment ReceivedTime, EventSource Source);

/// <summary>Takes events in the order they were received.</summary>
public interface IMarketEvents
{
    void Accept(in MarketEvent marketEvent);
}
