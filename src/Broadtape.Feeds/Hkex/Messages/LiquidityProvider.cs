namespace Broadtape.Feeds.Hkex;

/// <summary>Who makes a market in an instrument.</summary>
readonly ref struct LiquidityProvider(Span<byte> message)
{
    internal const ushort Type = 13;

    /// <summary>Without its entries.</summary>
    internal const int Size = 10;

    readonly Span<byte> message = message;

    internal static int SizeOf(Span<byte> message) => Size + LiquidityProviderBroker.Size * message.U16(8);

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal ushort NoLiquidityProviders
    {
        get => message.U16(8);
        set => message.U16(8, value);
    }

    internal LiquidityProviderBroker Broker(int i) => new(message.Slice(10 + i * LiquidityProviderBroker.Size, LiquidityProviderBroker.Size));
}
