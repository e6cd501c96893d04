namespace Broadtape.Feeds.Hkex;

/// <summary>A channel's last messages as they were sent, for who asks again: the exchange keeps 50,000.</summary>
sealed class OmdHistory
{
    readonly byte[]?[] messages = new byte[OmdRetransmission.Reach][];
    readonly ulong[] sendTimes = new ulong[OmdRetransmission.Reach];

    /// <summary>The newest number sent; 0 before any.</summary>
    internal uint Last { get; private set; }

    /// <summary>The oldest number still kept.</summary>
    internal uint First => Last >= OmdRetransmission.Reach ? Last - OmdRetransmission.Reach + 1 : 1;

    internal void Keep(OmdPacket packet)
    {
        foreach (var message in packet)
        {
            if (message.Type == SequenceReset.Type)
            {
                Last = new SequenceReset(message.Bytes).NewSeqNo - 1;
                continue;
            }
            Last = message.Number;
            var place = (int)(Last % OmdRetransmission.Reach);
            messages[place] = message.Bytes.ToArray();
            sendTimes[place] = packet.SendTime;
        }
    }

    internal bool Holds(uint from, uint to) => from >= First && from <= to && to <= Last;

    /// <summary>A packet that begins with the number and holds as many of the messages up to the last as fit; how many is returned.</summary>
    internal int Pack(uint from, uint to, OmdPacketWriter into, out Span<byte> packet)
    {
        var count = 0;
        for (var number = from; number <= to; number++)
        {
            var message = messages[number % OmdRetransmission.Reach]!;
            if (!into.TryAdd(message.AsSpan().U16(2), message.Length, out var place))
                break;
            message.CopyTo(place);
            count++;
        }
        packet = into.Finish(from, sendTimes[from % OmdRetransmission.Reach]);
        return count;
    }
}
