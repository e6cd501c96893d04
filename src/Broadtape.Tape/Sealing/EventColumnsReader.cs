using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Broadtape.Market;

namespace Broadtape.Tape.Sealing;

/// <summary>Makes the events of <see cref="EventColumns"/> again; one thread at a time. Columns that are none throw <see cref="InvalidDataException"/>.</summary>
sealed class EventColumnsReader
{
    Head[] heads = [];
    KindColumns[] kinds = [];
    int kindCount;
    int[] instruments = [];

    /// <summary>By instrument and kind, once it has spoken: where its last numbers are in <see cref="befores"/>; 0 before.</summary>
    int[] series = [];
    Numbers[] befores = [];

    internal void Read(ReadOnlySpan<byte> bytes, Span<MarketEvent> into)
    {
        try
        {
            ReadAll(bytes, into);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("the block's columns name what they do not have", e);
        }
    }

    void ReadAll(ReadOnlySpan<byte> bytes, Span<MarketEvent> into)
    {
        var at = 0;
        kindCount = 0;
        ReadHeads(bytes, ref at, into.Length);
        var headAt = Part(bytes, ref at);
        ReadInstruments(bytes, ref at, into.Length);
        var instrumentAt = Part(bytes, ref at);
        var received = ColumnCursor.Open(bytes, ref at);
        var exchange = ColumnCursor.Open(bytes, ref at);
        for (var i = 0; i < kindCount; i++)
            kinds[i] = KindColumns.Open(bytes, ref at, kinds[i].Kind);
        if (at != bytes.Length)
            throw new InvalidDataException($"{bytes.Length - at} bytes follow the block's columns");
        Grow(ref befores, into.Length + 1);

        var words = MemoryMarshal.Cast<MarketEvent, long>(into);
        var instrument = -1;
        var spoken = 0;
        for (var i = 0; i < words.Length; i += EventColumns.WordsAnEvent)
        {
            var word = words.Slice(i, EventColumns.WordsAnEvent);
            ref var head = ref heads[(int)Varint.Read(bytes, ref headAt)];
            if (Varint.Read(bytes, ref instrumentAt) is not 0 and var next)
                instrument = (int)next - 1;
            word[1] = received.Next(bytes);
            word[0] = exchange.IsApart ? unchecked(word[1] - exchange.Next(bytes, ref head.Lag)) : exchange.Next(bytes);
            word[2] = (long)head.Value << 32 | (uint)instruments[instrument];
            ref var kind = ref kinds[head.Kind];
            if (!kind.IsApart)
            {
                kind.Next(bytes, word);
                continue;
            }
            ref var mine = ref series[instrument * kindCount + head.Kind];
            if (mine == 0)
                befores[mine = ++spoken] = default;
            kind.Next(bytes, word, ref befores[mine]);
        }
    }

    void ReadHeads(ReadOnlySpan<byte> bytes, ref int at, int most)
    {
        var count = Count(bytes, ref at, sizeof(uint), most);
        Grow(ref heads, count);
        Grow(ref kinds, count);
        for (var i = 0; i < count; i++, at += sizeof(uint))
        {
            var value = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            var kind = 0;
            while (kind < kindCount && kinds[kind].Kind != EventColumns.KindIn(value))
                kind++;
            if (kind == kindCount)
                kinds[kindCount++] = new() { Kind = EventColumns.KindIn(value) };
            heads[i] = new() { Value = value, Kind = kind };
        }
    }

    void ReadInstruments(ReadOnlySpan<byte> bytes, ref int at, int most)
    {
        var count = Count(bytes, ref at, 1, most);
        Grow(ref instruments, count);
        long before = 0;
        for (var i = 0; i < count; i++)
            instruments[i] = (int)(before += Varint.Unzigzag(Varint.Read(bytes, ref at)));
        Grow(ref series, count * kindCount);
        series.AsSpan(0, count * kindCount).Clear();
    }

    /// <summary>Where a part begins that has its length in front; moves the place behind it.</summary>
    static int Part(ReadOnlySpan<byte> bytes, ref int at)
    {
        var length = Count(bytes, ref at, 1, int.MaxValue);
        var begins = at;
        at += length;
        return begins;
    }

    /// <summary>A count of things that follow, of so many bytes each at least, and so many at most: no more than there are events.</summary>
    static int Count(ReadOnlySpan<byte> bytes, ref int at, int bytesEach, int most)
    {
        var count = Varint.Read(bytes, ref at);
        return count <= (ulong)(bytes.Length - at) / (ulong)bytesEach && count <= (ulong)most ? (int)count : throw Varint.CutOff();
    }

    static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[Math.Max(length, 2 * array.Length)];
    }

    struct Head
    {
        internal uint Value;
        internal int Kind;
        internal long Lag;
    }
}

/// <summary>The last four numbers of an instrument's events of a kind.</summary>
[InlineArray(EventColumns.NumbersAnEvent)]
struct Numbers
{
    long first;
}
