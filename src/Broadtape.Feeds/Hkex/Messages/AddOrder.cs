namespace Broadtape.Feeds.Hkex;

/// <summary>An order enters the book (full tick).</summary>
readonly ref struct AddOrder(Span<byte> message)
{
    internal const ushort Type = 30;

    internal const int Size = 32;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal ulong OrderId
    {
        get => message.U64(8);
        set => message.U64(8, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Price
    {
        get => message.I32(16);
        set => message.I32(16, value);
    }

    internal uint Quantity
    {
        get => message.U32(20);
        set => message.U32(20, value);
    }

    internal ushort Side
    {
        get => message.U16(24);
        set => message.U16(24, value);
    }

    internal char OrderType
    {
        get => (char)message[26];
        set => message[26] = (byte)value;
    }

    internal int OrderBookPosition
    {
        get => message.I32(28);
        set => message.I32(28, value);
    }
}
