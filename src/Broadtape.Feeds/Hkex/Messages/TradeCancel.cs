namespace Broadtape.Feeds.Hkex;

/// <summary>A trade is cancelled (premium and full tick).</summary>
readonly ref struct TradeCancel(Span<byte> message)
{
    internal const ushort Type = 51;

    internal const int Size = 12;

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
}
