namespace Broadtape.Feeds.Hkex;

/// <summary>Turnover of a segment in one currency; a blank currency is the whole segment in Hong Kong dollars.</summary>
readonly ref struct MarketTurnover(Span<byte> message)
{
    internal const ushort Type = 61;

    internal const int Size = 20;

    readonly Span<byte> message = message;

    internal Span<byte> MarketCode => message.Slice(4, 4);

    internal Span<byte> CurrencyCode => message.Slice(8, 3);

    /// <summary>Thousandths.</summary>
    internal long Turnover
    {
        get => message.I64(12);
        set => message.I64(12, value);
    }
}
