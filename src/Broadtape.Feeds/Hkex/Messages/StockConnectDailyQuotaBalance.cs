namespace Broadtape.Feeds.Hkex;

/// <summary>What is left of the northbound quota; null while it is above three tenths.</summary>
readonly ref struct StockConnectDailyQuotaBalance(Span<byte> message)
{
    internal const ushort Type = 80;

    internal const int Size = 24;

    readonly Span<byte> message = message;

    internal Span<byte> StockConnectMarket => message.Slice(4, 2);

    internal Span<byte> TradingDirection => message.Slice(6, 2);

    internal long DailyQuotaBalance
    {
        get => message.I64(8);
        set => message.I64(8, value);
    }

    internal ulong DailyQuotaBalanceTime
    {
        get => message.U64(16);
        set => message.U64(16, value);
    }
}
