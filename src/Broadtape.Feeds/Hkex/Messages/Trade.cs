namespace Broadtape.Feeds.Hkex;

/// <summary>One trade (premium and full tick).</summary>
readonly ref struct Trade(Span<byte> message)
{
    internal const ushort Type = 50;

    internal const int Size = 32;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal uint TradeId
    {
        get => message.U32(8);
        set => message.U32(8, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Price
    {
        get => message.I32(12);
        set => message.I32(12, value);
    }

    internal uint Quantity
    {
        get => message.U32(16);
        set => message.U32(16, value);
    }

    internal short TrdType
    {
        get => message.I16(20);
        set => message.I16(20, value);
    }

    internal ulong TradeTime
    {
        get => message.U64(24);
        set => message.U64(24, value);
    }
}
