namespace Broadtape.Feeds.Hkex;

/// <summary>A market segment, once at the start of a day.</summary>
readonly ref struct MarketDefinition(Span<byte> message)
{
    internal const ushort Type = 10;

    internal const int Size = 40;

    readonly Span<byte> message = message;

    internal Span<byte> MarketCode => message.Slice(4, 4);

    internal Span<byte> MarketName => message.Slice(8, 25);

    internal Span<byte> CurrencyCode => message.Slice(33, 3);

    internal uint NumberOfSecurities
    {
        get => message.U32(36);
        set => message.U32(36, value);
    }
}
