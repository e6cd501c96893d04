namespace Broadtape.Feeds.Hkex;

/// <summary>The closing price; 0 when there is none.</summary>
readonly ref struct ClosingPrice(Span<byte> message)
{
    internal const ushort Type = 62;

    internal const int Size = 16;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Price
    {
        get => message.I32(8);
        set => message.I32(8, value);
    }

    internal uint NumberOfTrades
    {
        get => message.U32(12);
        set => message.U32(12, value);
    }
}
