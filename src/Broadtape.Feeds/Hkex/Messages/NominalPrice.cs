namespace Broadtape.Feeds.Hkex;

/// <summary>The nominal price; 0 when there is none.</summary>
readonly ref struct NominalPrice(Span<byte> message)
{
    internal const ushort Type = 40;

    internal const int Size = 12;

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
}
