namespace Broadtape.Feeds.Hkex;

/// <summary>Hong Kong dollars for a foreign currency: CurrencyRate ÷ 10,000 for 10^CurrencyFactor units of it.</summary>
readonly ref struct CurrencyRate(Span<byte> message)
{
    internal const ushort Type = 14;

    internal const int Size = 16;

    readonly Span<byte> message = message;

    internal Span<byte> CurrencyCode => message.Slice(4, 3);

    internal ushort CurrencyFactor
    {
        get => message.U16(8);
        set => message.U16(8, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal uint Rate
    {
        get => message.U32(12);
        set => message.U32(12, value);
    }
}
