namespace Broadtape.Feeds.Hkex;

/// <summary>
/// A packet whose every length has been checked. It has no number of its own: numbers count messages, and a packet without any, a
/// heartbeat, carries the number of the last one sent. Its filler is never looked at.
/// </summary>
readonly ref struct OmdPacket
{
    internal const int HeaderSize = 16;

    readonly Span<byte> bytes;

    OmdPacket(Span<byte> bytes) => this.bytes = bytes;

    internal int MessageCount => bytes[2];
    internal bool IsHeartbeat => MessageCount == 0;

    /// <summary>Of the first message here; in a heartbeat, of the last one sent.</summary>
    internal uint Number => bytes.U32(4);

    /// <summary>Nanoseconds since 1970, in steps of a millisecond.</summary>
    internal ulong SendTime => bytes.U64(8);

    /// <summary>False with the reason. Bytes behind PktSize are not ours: <paramref name="packet"/> ends there.</summary>
    internal static bool TryOpen(Span<byte> received, out OmdPacket packet, out OmdRefusal refusal)
    {
        packet = default;
        refusal = Check(received);
        if (refusal != OmdRefusal.None)
            return false;
        packet = new(received[..received.U16(0)]);
        return true;
    }

    static OmdRefusal Check(Span<byte> received)
    {
        if (received.Length < HeaderSize)
            return OmdRefusal.HeaderCut;
        var size = received.U16(0);
        if (size < HeaderSize || size > received.Length)
            return OmdRefusal.SizeUnlike;
        var at = HeaderSize;
        for (var i = 0; i < received[2]; i++)
        {
            if (size - at < OmdMessage.HeaderSize)
                return OmdRefusal.MessageCut;
            var length = received.U16(at);
            if (length < OmdMessage.HeaderSize || length > size - at)
                return OmdRefusal.MessageCut;
            if (length < OmdDecoder.LeastSize(received.Slice(at, length)))
                return OmdRefusal.MessageShort;
            at += length;
        }
        return at == size ? OmdRefusal.None : OmdRefusal.BytesLeft;
    }

    public Messages GetEnumerator() => new(bytes, Number);

    internal ref struct Messages(Span<byte> packet, uint number)
    {
        readonly Span<byte> packet = packet;
        int from;
        int until = HeaderSize;
        uint next = number;

        public readonly OmdMessage Current => new(next - 1, packet[from..until]);

        public bool MoveNext()
        {
            if (until >= packet.Length)
                return false;
            from = until;
            until += packet.U16(from);
            next++;
            return true;
        }
    }
}
