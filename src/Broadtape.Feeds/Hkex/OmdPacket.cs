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
        var left = received[HeaderSize..size];
        for (var i = 0; i < received[2]; i++)
        {
            if (left.Length < OmdMessage.HeaderSize || left.U16(0) < OmdMessage.HeaderSize || left.U16(0) > left.Length)
                return OmdRefusal.MessageCut;
            var message = left[..left.U16(0)];
            if (message.Length < OmdDecoder.LeastSize(message.U16(2), message))
                return OmdRefusal.MessageShort;
            left = left[message.Length..];
        }
        return left.IsEmpty ? OmdRefusal.None : OmdRefusal.BytesLeft;
    }

    public Messages GetEnumerator() => new(bytes[HeaderSize..], Number);

    internal ref struct Messages(Span<byte> left, uint next)
    {
        Span<byte> left = left;
        uint next = next;

        public OmdMessage Current { get; private set; }

        public bool MoveNext()
        {
            if (left.IsEmpty)
                return false;
            var size = left.U16(0);
            Current = new(next++, left[..size]);
            left = left[size..];
            return true;
        }
    }
}
