namespace Broadtape.Feeds.Hkex;

/// <summary>Day statistics. ShortSell fields change at most twice a day.</summary>
readonly ref struct Statistics(Span<byte> message)
{
    internal const ushort Type = 60;

    internal const int Size = 52;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal ulong SharesTraded
    {
        get => message.U64(8);
        set => message.U64(8, value);
    }

    /// <summary>Thousandths.</summary>
    internal long Turnover
    {
        get => message.I64(16);
        set => message.I64(16, value);
    }

    /// <summary>Thousandths.</summary>
    internal int HighPrice
    {
        get => message.I32(24);
        set => message.I32(24, value);
    }

    /// <summary>Thousandths.</summary>
    internal int LowPrice
    {
        get => message.I32(28);
        set => message.I32(28, value);
    }

    /// <summary>Thousandths.</summary>
    internal int LastPrice
    {
        get => message.I32(32);
        set => message.I32(32, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Vwap
    {
        get => message.I32(36);
        set => message.I32(36, value);
    }

    internal uint ShortSellSharesTraded
    {
        get => message.U32(40);
        set => message.U32(40, value);
    }

    /// <summary>Thousandths.</summary>
    internal long ShortSellTurnover
    {
        get => message.I64(44);
        set => message.I64(44, value);
    }
}
