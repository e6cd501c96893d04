using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// A capture of OMD-C multicast as a feed: packets are received when they were captured. A channel is a group and port; its second line
/// is the group with 127 in the third place, as the exchange lays them out. A capture can be asked for nothing: what both lines lost is lost.
/// </summary>
sealed class OmdFeed : IFeed, IDisposable
{
    const uint LineOctet = 0x0000FF00;
    const uint LineB = 127 << 8;
    const uint LineA = 1 << 8;

    static readonly Duration Patience = Duration.FromMilliseconds(50);

    readonly Dictionary<(uint Group, ushort Port), OmdChannel> channels = [];
    readonly PcapReader packets;
    readonly byte[] packet = new byte[ushort.MaxValue];
    int length;
    Moment received;
    OmdTranslator translator;

    internal OmdFeed(string file, InstrumentNumbers numbers)
    {
        packets = new(RecordingFile.Open(file), file);
        translator = new(numbers, EventSource.OmdRecording);
        Peek();
    }

    public Moment? Next { get; private set; }

    internal IReadOnlyCollection<OmdChannel> Channels => channels.Values;

    /// <summary>Whether a datagram is a packet of OMD-C and of no protocol it could be taken for.</summary>
    internal static bool Recognises(ReadOnlySpan<byte> datagram) =>
        OmdPacket.TryOpen(datagram.ToArray(), out var packet, out _) && packet.SendTime > 0 && datagram.Length >= OmdPacket.HeaderSize;

    public void Advance(Moment until, IMarketEvents events)
    {
        while (Next is { } next && next <= until)
        {
            received = next;
            translator.Receive(events, next);
            var (address, port) = packets.Destination;
            var line = (address & LineOctet) == LineB ? OmdLine.B : OmdLine.A;
            var key = (address & ~LineOctet | LineA, port);
            if (!channels.TryGetValue(key, out var channel))
                channels[key] = channel = new(Patience);
            translator.Enter(port, next);
            channel.Take(packet.AsSpan(0, length), line, next, ref translator);
            foreach (var waiting in channels.Values)
            {
                waiting.Tick(next, ref translator);
                while (waiting.Wanted is not null)
                    waiting.GiveUp(next, ref translator);
            }
            Peek();
        }
    }

    void Peek()
    {
        Next = null;
        if (!packets.TryRead(out var captured, out var payload))
            return;
        payload.CopyTo(packet);
        length = payload.Length;
        // A capture's clock may step back; ours does not.
        Next = Moment.Max(captured, received);
    }

    public void Dispose() => packets.Dispose();
}
