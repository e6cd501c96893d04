using System.Buffers.Binary;
using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>
/// Bar entries of many instruments, each run in its own order, packed to some 13 bytes a trade. A run is a chain of chunks, each with the
/// number of the one before it; an entry says what changed since the one before. One thread writes.
/// </summary>
sealed class EntryRuns(Chunks chunks)
{
    const int Header = sizeof(int);
    const int Payload = Chunks.Bytes - Header;
    const int EntryMost = 1 + 5 * Varint.BytesMost;
    const byte KindMask = 3;

    /// <summary>The price moved by whole thousandths.</summary>
    const byte ThousandthsBit = 4;

    /// <summary>The quantity is in whole hundreds.</summary>
    const byte HundredsBit = 8;
    const long Thousandth = Price.One / 1_000;

    Run[] runs = [];

    internal int Count { get; private set; }

    internal int Add()
    {
        if (Count == runs.Length)
            Array.Resize(ref runs, Math.Max(64, 2 * Count));
        runs[Count] = new() { Tail = -1, Used = Payload };
        return Count++;
    }

    internal void Append(int number, in BarEntry entry)
    {
        ref var run = ref runs[number];
        Span<byte> bytes = stackalloc byte[EntryMost];
        var length = Encode(run.Last, entry, bytes);
        Append(ref run, bytes[..length]);
        run.Last = entry;
    }

    /// <summary>The entries known by the moment, in their order.</summary>
    internal List<BarEntry> Read(int number, Moment knownBy)
    {
        ref readonly var run = ref runs[number];
        var entries = new List<BarEntry>();
        ReadOnlySpan<byte> bytes = Gather(run);
        var last = default(BarEntry);
        while (bytes.Length > 0)
        {
            last = Decode(last, ref bytes);
            if (last.Known > knownBy)
                break;
            entries.Add(last);
        }
        return entries;
    }

    void Append(ref Run run, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (run.Used == Payload || !chunks.TryWrite(run.Tail, out var chunk))
            {
                // A chunk that went to the scratch file half full stays so: how full is told in the chain.
                var next = chunks.Give();
                chunks.TryWrite(next, out chunk);
                BinaryPrimitives.WriteInt32LittleEndian(chunk, run.Tail << 7 | run.Used);
                (run.Tail, run.Used) = (next, 0);
            }
            var part = Math.Min(bytes.Length, Payload - run.Used);
            bytes[..part].CopyTo(chunk[(Header + run.Used)..]);
            bytes = bytes[part..];
            run.Used += part;
            run.Bytes += part;
        }
    }

    byte[] Gather(in Run run)
    {
        var bytes = new byte[run.Bytes];
        Span<byte> chunk = stackalloc byte[Chunks.Bytes];
        var (at, tail, used) = (bytes.Length, run.Tail, run.Used);
        while (at > 0)
        {
            chunks.Read(tail, chunk);
            at -= used;
            chunk.Slice(Header, used).CopyTo(bytes.AsSpan(at));
            var before = BinaryPrimitives.ReadInt32LittleEndian(chunk);
            (tail, used) = (before >> 7, before & 0x7F);
        }
        return bytes;
    }

    static int Encode(in BarEntry last, in BarEntry entry, Span<byte> into)
    {
        var (moved, quantity) = (entry.Price.Millionths - last.Price.Millionths, entry.Quantity.Units);
        var head = (byte)entry.Kind;
        if (moved % Thousandth == 0)
            (head, moved) = ((byte)(head | ThousandthsBit), moved / Thousandth);
        if (quantity % 100 == 0)
            (head, quantity) = ((byte)(head | HundredsBit), quantity / 100);
        into[0] = head;
        var at = 1;
        at += Varint.WriteSigned(into[at..], entry.TradeId - last.TradeId);
        at += Varint.WriteSigned(into[at..], moved);
        at += Varint.Write(into[at..], (ulong)quantity);
        at += Varint.WriteSigned(into[at..], entry.Time.UnixNanoseconds - last.Time.UnixNanoseconds);
        return at + Varint.WriteSigned(into[at..], entry.Known.UnixNanoseconds - entry.Time.UnixNanoseconds);
    }

    static BarEntry Decode(in BarEntry last, ref ReadOnlySpan<byte> from)
    {
        var head = from[0];
        from = from[1..];
        var id = last.TradeId + Varint.ReadSigned(ref from);
        var moved = Varint.ReadSigned(ref from) * ((head & ThousandthsBit) != 0 ? Thousandth : 1);
        var quantity = (long)Varint.Read(ref from) * ((head & HundredsBit) != 0 ? 100 : 1);
        var time = last.Time.UnixNanoseconds + Varint.ReadSigned(ref from);
        var known = time + Varint.ReadSigned(ref from);
        return new((BarEntryKind)(head & KindMask), id, new(last.Price.Millionths + moved), new(quantity), new(time), new(known));
    }

    struct Run
    {
        public int Tail;
        public int Used;
        public int Bytes;
        public BarEntry Last;
    }
}
