namespace Broadtape.Feeds.Hkex;

/// <summary>Writes a packet, message by message: each is added with its size, and the view over it fills it in.</summary>
ref struct OmdPacketWriter(Span<byte> buffer)
{
    /// <summary>What fits into a datagram of 1,500 bytes with its headers.</summary>
    internal const int SizeMost = 1_472;

    const int MessagesMost = byte.MaxValue;

    readonly Span<byte> buffer = buffer[..Math.Min(buffer.Length, SizeMost)];
    int size = OmdPacket.HeaderSize;
    byte count;

    internal readonly int Count => count;

    /// <summary>False when it does not fit: send what is there and begin again.</summary>
    internal bool TryAdd(ushort type, int messageSize, out Span<byte> message)
    {
        message = default;
        if (count == MessagesMost || buffer.Length - size < messageSize)
            return false;
        message = buffer.Slice(size, messageSize);
        message.Clear();
        message.U16(0, (ushort)messageSize);
        message.U16(2, type);
        size += messageSize;
        count++;
        return true;
    }

    /// <summary>The packet; <paramref name="number"/> is that of its first message, or of the last one sent when it has none.</summary>
    internal readonly Span<byte> Finish(uint number, ulong sendTime)
    {
        buffer.U16(0, (ushort)size);
        buffer[2] = count;
        buffer[3] = 0;
        buffer.U32(4, number);
        buffer.U64(8, sendTime);
        return buffer[..size];
    }
}
