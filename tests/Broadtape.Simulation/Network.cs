using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>Two lines and two refresh lines for each channel, each packet on its own way: lost, late, twice, or with a byte changed.</summary>
sealed class Network(Random random, Rates rates, Moment begins) : IOmdLines
{
    readonly PriorityQueue<(ushort Channel, OmdLine Line, bool IsRefresh, byte[] Packet), (long At, long Order)> way = new();
    long order;

    /// <summary>Data on its way; heartbeats and snapshots do not count.</summary>
    internal int Underway { get; private set; }

    /// <summary>Nothing is sent but on the channel that says why.</summary>
    internal bool IsCut { get; set; }

    internal Moment? Next => way.TryPeek(out _, out var when) ? new(when.At) : null;

    public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at) => Send(outlet.Channel, false, packet, at);

    public void SendRefresh(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at) => Send(outlet.Channel, true, packet, at);

    void Send(ushort channel, bool isRefresh, ReadOnlySpan<byte> packet, Moment at)
    {
        var seconds = (at - begins).TotalSeconds;
        foreach (var line in (ReadOnlySpan<OmdLine>)[OmdLine.A, OmdLine.B])
        {
            var loss =
                isRefresh ? rates.RefreshLoss
                : line == OmdLine.A ? rates.LossA
                : rates.LossB;
            var isGone = random.Next(100) < loss || rates.Silences.Any(s => s.Holds(seconds)) || !isRefresh && rates.Holes.Any(h => h.Holds(seconds));
            // At the end everything comes through, so that everybody can come to rest.
            if ((isGone || IsCut && channel != SecondSite.Channel) && seconds < World.CalmFrom)
                continue;
            // Each line packs as it likes.
            if (!isRefresh && packet[2] > 1 && random.Next(3) == 0)
            {
                foreach (var part in Parts(packet))
                    Put(channel, line, isRefresh, part, at, seconds);
                continue;
            }
            Put(channel, line, isRefresh, packet.ToArray(), at, seconds);
        }
    }

    /// <summary>The same messages in two packets.</summary>
    IEnumerable<byte[]> Parts(ReadOnlySpan<byte> packet)
    {
        var first = 1 + random.Next(packet[2] - 1);
        var cut = OmdPacket.HeaderSize;
        for (var i = 0; i < first; i++)
            cut += packet[cut] | packet[cut + 1] << 8;
        var number = BitConverter.ToUInt32(packet[4..]);
        byte[] head = [.. packet[..cut]];
        byte[] tail = [.. packet[..OmdPacket.HeaderSize], .. packet[cut..]];
        head[2] = (byte)first;
        tail[2] = (byte)(packet[2] - first);
        BitConverter.TryWriteBytes(tail.AsSpan(4), number + (uint)first);
        foreach (var part in new[] { head, tail })
            BitConverter.TryWriteBytes(part, (ushort)part.Length);
        return [head, tail];
    }

    void Put(ushort channel, OmdLine line, bool isRefresh, byte[] packet, Moment at, double seconds)
    {
        // A cycle takes its time.
        if (isRefresh)
        {
            at += Duration.FromSeconds(rates.RefreshLate);
            var key = (channel, line);
            at = Moment.Max(at, paced.GetValueOrDefault(key) + RefreshPace);
            paced[key] = at;
        }
        // A reset may come again when everybody has forgotten it.
        var isReset =
            !isRefresh && packet.Length > OmdPacket.HeaderSize && BitConverter.ToUInt16(packet, OmdPacket.HeaderSize + 2) == SequenceReset.Type;
        if (isReset && rates.AreResetsLate)
            Put(channel, line, isRefresh, packet.ToArray(), at + Duration.FromMilliseconds(random.Next(8_000)));
        for (var copies = random.Next(100) < rates.Duplicates ? 2 : 1; copies > 0; copies--)
        {
            var bytes = packet.ToArray();
            if (random.Next(100) < rates.Corrupt && seconds < World.CalmFrom)
                bytes[random.Next(3)] ^= (byte)random.Next(1, 256);
            // And nothing is so late that it is asked for.
            var most = seconds < World.CalmFrom ? rates.Jitter : Math.Min(rates.Jitter, 30);
            var late = Duration.FromMilliseconds(1 + random.Next(most + 1));
            Put(channel, line, isRefresh, bytes, at + late);
        }
    }

    void Put(ushort channel, OmdLine line, bool isRefresh, byte[] packet, Moment at)
    {
        way.Enqueue((channel, line, isRefresh, packet), (at.UnixNanoseconds, order++));
        if (IsData(channel, isRefresh, packet))
            Underway++;
    }

    static bool IsData(ushort channel, bool isRefresh, byte[] packet) =>
        !isRefresh && channel != SecondSite.Channel && packet.Length > OmdPacket.HeaderSize;

    static readonly Duration RefreshPace = Duration.FromMilliseconds(150);

    readonly Dictionary<(ushort, OmdLine), Moment> paced = [];

    internal (ushort Channel, OmdLine Line, bool IsRefresh, byte[] Packet) Take()
    {
        var next = way.Dequeue();
        if (IsData(next.Channel, next.IsRefresh, next.Packet))
            Underway--;
        return next;
    }
}
