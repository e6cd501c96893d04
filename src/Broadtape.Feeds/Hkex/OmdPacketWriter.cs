namespace Broadtape.Feeds.Hkex;

/// <summary>Writes a packet, message by message: each is added with its size, and the view over it fills it in.</summary>
sealed class OmdPacketWriter(byte[] buffer)
{
    /// <summary>What fits into a datagram of 1,500 bytes with its headers.</summary>
    internal const int SizeMost = 1_472;

    const int MessagesMost = byte.MaxValue;

    readonly int most = Math.Min(buffer.Length, SizeMost);
    int size = OmdPacket.HeaderSize;
    byte count;

    internal int Count => count;

    /// <summary>False when it does not fit: send what is there and begin again.</summary>
    internal bool TryAdd(ushort type, int messageSize, out Span<byte> message)
    {
        message = default;
        if (count == MessagesMost || most - size < messageSize)
            return false;
        message = buffer.AsSpan(size, messageSize);
        message.Clear();
        message.U16(0, (ushort)messageSize);
        message.U16(2, type);
        size += messageSize;
        count++;
        return true;
    }

    /// <summary>
    /// The packet, good until the next message is added to a new one; <paramref name="number"/> is that of its first message, or of the
    /// last one sent when it has none.
    /// </summary>
    internal Span<byte> Finish(uint number, ulong sendTime)
    {
        var packet = buffer.AsSpan(0, size);
        packet.U16(0, (ushort)size);
        packet[2] = count;
        packet[3] = 0;
        packet.U32(4, number);
        packet.U64(8, sendTime);
        (size, count) = (OmdPacket.HeaderSize, 0);
        return packet;
    }
}
