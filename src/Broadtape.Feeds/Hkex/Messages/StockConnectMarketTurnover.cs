namespace Broadtape.Feeds.Hkex;

/// <summary>What was traded through Stock Connect.</summary>
readonly ref struct StockConnectMarketTurnover(Span<byte> message)
{
    internal const ushort Type = 81;

    internal const int Size = 32;

    readonly Span<byte> message = message;

    internal Span<byte> StockConnectMarket => message.Slice(4, 2);

    internal Span<byte> TradingDirection => message.Slice(6, 2);

    internal long BuyTurnover
    {
        get => message.I64(8);
        set => message.I64(8, value);
    }

    internal long SellTurnover
    {
        get => message.I64(16);
        set => message.I64(16, value);
    }

    internal long BuyPlusSellTurnover
    {
        get => message.I64(24);
        set => message.I64(24, value);
    }
}
