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
        var rest = received[HeaderSize..size];
        for (var i = 0; i < received[2]; i++)
        {
            if (rest.Length < OmdMessage.HeaderSize)
                return OmdRefusal.MessageCut;
            var length = rest.U16(0);
            if (length < OmdMessage.HeaderSize || length > rest.Length)
                return OmdRefusal.MessageCut;
            if (length < OmdDecoder.LeastSize(rest[..length]))
                return OmdRefusal.MessageShort;
            rest = rest[length..];
        }
        return rest.IsEmpty ? OmdRefusal.None : OmdRefusal.BytesLeft;
    }

    public Messages GetEnumerator() => new(bytes, Number);

    internal ref struct Messages(Span<byte> packet, uint number)
    {
        Span<byte> rest = packet[HeaderSize..];
        uint next = number;

        public OmdMessage Current { get; private set; }

        public bool MoveNext()
        {
            if (rest.IsEmpty)
                return false;
            var size = rest.U16(0);
            Current = new(next++, rest[..size]);
            rest = rest[size..];
            return true;
        }
    }
}
