namespace Broadtape.Feeds.Hkex;

/// <summary>A segment enters a session. Comes on a channel of its own, so that trades may arrive after the halt they came before.</summary>
readonly ref struct TradingSessionStatus(Span<byte> message)
{
    internal const ushort Type = 20;

    internal const int Size = 32;

    readonly Span<byte> message = message;

    internal Span<byte> MarketCode => message.Slice(4, 4);

    internal byte TradingSessionSubId
    {
        get => message.U8(9);
        set => message.U8(9, value);
    }

    internal byte TradingSesStatus
    {
        get => message.U8(10);
        set => message.U8(10, value);
    }

    internal char TradingSesControlFlag
    {
        get => (char)message[11];
        set => message[11] = (byte)value;
    }

    internal ulong StartDateTime
    {
        get => message.U64(16);
        set => message.U64(16, value);
    }

    internal ulong EndDateTime
    {
        get => message.U64(24);
        set => message.U64(24, value);
    }
}
