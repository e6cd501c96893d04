namespace Broadtape.Feeds.Hkex;

/// <summary>Who queues on one side: broker numbers, and between them how many spreads from the best price the next stand.</summary>
readonly ref struct BrokerQueue(Span<byte> message)
{
    internal const ushort Type = 54;

    /// <summary>Without its entries.</summary>
    internal const int Size = 12;

    readonly Span<byte> message = message;

    internal static int SizeOf(Span<byte> message) => Size + QueueItem.Size * message.U8(8);

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal byte ItemCount
    {
        get => message.U8(8);
        set => message.U8(8, value);
    }

    internal ushort Side
    {
        get => message.U16(9);
        set => message.U16(9, value);
    }

    internal char MoreFlag
    {
        get => (char)message[11];
        set => message[11] = (byte)value;
    }

    internal QueueItem Item(int i) => new(message.Slice(12 + i * QueueItem.Size, QueueItem.Size));
}
