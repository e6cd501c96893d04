using System.Buffers;
using System.Runtime.InteropServices;
using Broadtape.Market;

namespace Broadtape.Tape.Sealing;

/// <summary>
/// Events as columns, exactly. In this order: heads (kind, source and flags as they are, four bytes each) and instruments, each once, in the
/// order they first come; which head and which instrument each event has (0: the one before's); received times; exchange times, as steps
/// or as lags behind the received time by head; then for each kind its four numbers, or its 32 bytes as they are where they are no numbers.
/// Whatever has no fixed size has its count or its length in front.
/// </summary>
sealed class EventColumns
{
    /// <summary>An event as the columns see it: exchange time, received time, instrument with head, four numbers.</summary>
    internal const int WordsAnEvent = MarketEvent.Bytes / sizeof(long);

    internal const int NumbersAt = 3;
    internal const int NumbersAnEvent = 4;

    readonly List<uint> heads = [];
    readonly List<int> instruments = [];
    readonly List<byte> kinds = [];
    readonly ArrayBufferWriter<byte> into = new(1 << 18);
    readonly ArrayBufferWriter<byte> part = new(1 << 16);
    readonly NumberColumn following = new();
    readonly NumberColumn apart = new();
    int[] headOf = [];
    int[] instrumentOf = [];

    /// <summary>The columns of events; stands until the next call.</summary>
    internal ReadOnlySpan<byte> Write(ReadOnlySpan<MarketEvent> events)
    {
        var words = MemoryMarshal.Cast<MarketEvent, long>(events);
        Number(words, events.Length);
        into.ResetWrittenCount();
        WriteHeads();
        WriteInstruments();
        WriteTimes(words);
        foreach (var kind in kinds)
            if (IsNumbers(kind))
                for (var number = 0; number < NumbersAnEvent; number++)
                    WriteNumbers(words, kind, NumbersAt + number);
            else
                WriteBytes(words, kind);
        return into.WrittenSpan;
    }

    /// <summary>A word's instrument and head, as they lie in an event.</summary>
    internal static int InstrumentIn(long word) => (int)word;

    internal static uint HeadIn(long word) => (uint)(word >> 32);

    internal static byte KindIn(uint head) => (byte)head;

    /// <summary>Codes, broker numbers and letters have no steps.</summary>
    internal static bool IsNumbers(byte kind) => (EventKind)kind is not (EventKind.Listing or EventKind.BrokerQueue or EventKind.Words);

    void Number(ReadOnlySpan<long> words, int count)
    {
        heads.Clear();
        instruments.Clear();
        kinds.Clear();
        (headOf, instrumentOf) = (new int[count], new int[count]);
        var (headNumbers, instrumentNumbers) = (new Dictionary<uint, int>(), new Dictionary<int, int>());
        for (var i = 0; i < count; i++)
        {
            var word = words[i * WordsAnEvent + 2];
            var head = HeadIn(word);
            if (!headNumbers.TryGetValue(head, out headOf[i]))
            {
                headNumbers[head] = headOf[i] = heads.Count;
                heads.Add(head);
                if (!kinds.Contains(KindIn(head)))
                    kinds.Add(KindIn(head));
            }
            if (!instrumentNumbers.TryGetValue(InstrumentIn(word), out instrumentOf[i]))
            {
                instrumentNumbers[InstrumentIn(word)] = instrumentOf[i] = instruments.Count;
                instruments.Add(InstrumentIn(word));
            }
        }
    }

    void WriteHeads()
    {
        Varint.Write(into, (ulong)heads.Count);
        foreach (var head in heads)
            into.Write(BitConverter.GetBytes(head));
        foreach (var head in headOf)
            Varint.Write(part, (ulong)head);
        WritePart();
    }

    void WriteInstruments()
    {
        Varint.Write(into, (ulong)instruments.Count);
        long before = 0;
        foreach (var instrument in instruments)
        {
            Varint.Write(into, Varint.Zigzag(instrument - before));
            before = instrument;
        }
        var last = -1;
        foreach (var instrument in instrumentOf)
        {
            Varint.Write(part, instrument == last ? 0 : (ulong)instrument + 1);
            last = instrument;
        }
        WritePart();
    }

    void WritePart()
    {
        Varint.Write(into, (ulong)part.WrittenCount);
        into.Write(part.WrittenSpan);
        part.ResetWrittenCount();
    }

    void WriteTimes(ReadOnlySpan<long> words)
    {
        following.Clear();
        long before = 0;
        for (var i = 1; i < words.Length; i += WordsAnEvent)
            following.Add(words[i], ref before);
        following.Write(NumberColumn.Following, into);

        following.Clear();
        apart.Clear();
        before = 0;
        var lags = new long[heads.Count];
        for (var i = 0; i < headOf.Length; i++)
        {
            var (exchange, received) = (words[i * WordsAnEvent], words[i * WordsAnEvent + 1]);
            following.Add(exchange, ref before);
            apart.Add(unchecked(received - exchange), ref lags[headOf[i]]);
        }
        WriteShorter();
    }

    void WriteNumbers(ReadOnlySpan<long> words, byte kind, int at)
    {
        following.Clear();
        apart.Clear();
        long before = 0;
        var befores = new long[instruments.Count];
        for (var i = 0; i < headOf.Length; i++)
            if (KindIn(heads[headOf[i]]) == kind)
            {
                var value = words[i * WordsAnEvent + at];
                following.Add(value, ref before);
                apart.Add(value, ref befores[instrumentOf[i]]);
            }
        WriteShorter();
    }

    void WriteShorter()
    {
        if (apart.Length < following.Length)
            apart.Write(NumberColumn.Apart, into);
        else
            following.Write(NumberColumn.Following, into);
    }

    void WriteBytes(ReadOnlySpan<long> words, byte kind)
    {
        for (var i = 0; i < headOf.Length; i++)
            if (KindIn(heads[headOf[i]]) == kind)
                part.Write(MemoryMarshal.AsBytes(words.Slice(i * WordsAnEvent + NumbersAt, NumbersAnEvent)));
        WritePart();
    }
}
