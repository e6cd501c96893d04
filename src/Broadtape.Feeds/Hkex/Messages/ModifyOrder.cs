namespace Broadtape.Feeds.Hkex;

/// <summary>An order is left with another quantity (full tick).</summary>
readonly ref struct ModifyOrder(Span<byte> message)
{
    internal const ushort Type = 31;

    internal const int Size = 28;

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

    internal uint Quantity
    {
        get => message.U32(16);
        set => message.U32(16, value);
    }

    internal ushort Side
    {
        get => message.U16(20);
        set => message.U16(20, value);
    }

    internal int OrderBookPosition
    {
        get => message.I32(24);
        set => message.I32(24, value);
    }
}
