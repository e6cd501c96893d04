namespace Broadtape.Feeds.Hkex;

/// <summary>One entry of <see cref="LiquidityProvider"/>.</summary>
readonly ref struct LiquidityProviderBroker(Span<byte> entry)
{
    internal const int Size = 2;

    readonly Span<byte> entry = entry;

    internal ushort BrokerNumber
    {
        get => entry.U16(0);
        set => entry.U16(0, value);
    }
}
