using System.Buffers.Binary;

namespace Broadtape.Feeds;

/// <summary>
/// A MoldUDP64 packet whose lengths have been checked: a session, the number of its first message, and blocks of a length and a message.
/// A count of 0 is a heartbeat, of 0xFFFF the session's end; both carry the number of the next message.
/// </summary>
readonly ref struct MoldPacket
{
    internal const int HeaderSize = 20;
    const ushort End = 0xFFFF;

    readonly ReadOnlySpan<byte> bytes;

    MoldPacket(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    internal ReadOnlySpan<byte> Session => bytes[..10];
    internal long Number => BinaryPrimitives.ReadInt64BigEndian(bytes[10..]);
    internal int MessageCount => BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]) is var count && count == End ? 0 : count;

    /// <summary>False when a length does not lie within the packet, or bytes are left over.</summary>
    internal static bool TryOpen(ReadOnlySpan<byte> received, out MoldPacket packet)
    {
        packet = default;
        if (received.Length < HeaderSize)
            return false;
        var opened = new MoldPacket(received);
        var left = received[HeaderSize..];
        for (var i = 0; i < opened.MessageCount; i++)
        {
            if (left.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(left) is var length && (length == 0 || length + 2 > left.Length))
                return false;
            left = left[(2 + length)..];
        }
        packet = opened;
        return left.IsEmpty;
    }

    public Messages GetEnumerator() => new(bytes[HeaderSize..], MessageCount);

    internal ref struct Messages(ReadOnlySpan<byte> left, int count)
    {
        ReadOnlySpan<byte> left = left;
        int count = count;

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (count-- == 0)
                return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(left);
            Current = left.Slice(2, length);
            left = left[(2 + length)..];
            return true;
        }
    }
}
