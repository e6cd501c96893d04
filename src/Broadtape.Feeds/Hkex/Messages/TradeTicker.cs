namespace Broadtape.Feeds.Hkex;

/// <summary>Trades in a row at one price, added up (standard). The same TickerID again with TrdCancelFlag Y says what is left of it.</summary>
readonly ref struct TradeTicker(Span<byte> message)
{
    internal const ushort Type = 52;

    internal const int Size = 36;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal uint TickerId
    {
        get => message.U32(8);
        set => message.U32(8, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Price
    {
        get => message.I32(12);
        set => message.I32(12, value);
    }

    internal ulong AggregateQuantity
    {
        get => message.U64(16);
        set => message.U64(16, value);
    }

    internal ulong TradeTime
    {
        get => message.U64(24);
        set => message.U64(24, value);
    }

    internal short TrdType
    {
        get => message.I16(32);
        set => message.I16(32, value);
    }

    internal char TrdCancelFlag
    {
        get => (char)message[34];
        set => message[34] = (byte)value;
    }
}
