using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Packets from the one thread that receives to the one that folds. Bounded: when it is full a packet is dropped and counted, and is
/// missed and healed like one the network lost.
/// </summary>
sealed class PacketRing(int slots)
{
    /// <summary>Bytes a slot holds: a datagram of an Ethernet frame.</summary>
    internal const int SlotBytes = 1_536;

    readonly byte[] bytes = new byte[slots * SlotBytes];
    readonly Entry[] entries = new Entry[slots];
    long written;
    long read;

    /// <summary>Packets dropped because nobody had taken the ones before.</summary>
    internal long Dropped { get; private set; }

    /// <summary>Room for one packet; empty when there is none.</summary>
    internal Span<byte> Room => written - Volatile.Read(ref read) < slots ? SlotOf(written) : [];

    internal void Drop() => Dropped++;

    /// <summary>Hands over what was written into <see cref="Room"/>.</summary>
    internal void Put(int place, int length, Moment received)
    {
        entries[written % slots] = new(place, length, received);
        Volatile.Write(ref written, written + 1);
    }

    /// <summary>The oldest packet if it was received by the moment; it is good until <see cref="Done"/>.</summary>
    internal bool TryPeek(Moment until, out int place, out Span<byte> packet, out Moment received)
    {
        place = 0;
        packet = default;
        received = default;
        if (read == Volatile.Read(ref written) || entries[read % slots] is var entry && entry.Received > until)
            return false;
        place = entry.Place;
        packet = SlotOf(read)[..entry.Length];
        received = entry.Received;
        return true;
    }

    internal void Done() => Volatile.Write(ref read, read + 1);

    Span<byte> SlotOf(long number) => bytes.AsSpan((int)(number % slots) * SlotBytes, SlotBytes);

    readonly record struct Entry(int Place, int Length, Moment Received);
}
