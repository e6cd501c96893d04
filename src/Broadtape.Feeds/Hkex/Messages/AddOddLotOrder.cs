namespace Broadtape.Feeds.Hkex;

/// <summary>An odd-lot order enters.</summary>
readonly ref struct AddOddLotOrder(Span<byte> message)
{
    internal const ushort Type = 33;

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

    internal ushort BrokerId
    {
        get => message.U16(24);
        set => message.U16(24, value);
    }

    internal ushort Side
    {
        get => message.U16(26);
        set => message.U16(26, value);
    }
}
