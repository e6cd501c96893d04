namespace Broadtape.Feeds.Hkex;

/// <summary>
/// A page of exchange news in fragments, until LastFragment is Y. NewsType EXN is ASCII, EXC is UTF-16. Three lists follow each other:
/// segments, instruments and lines; without any of the first two it concerns the whole market.
/// </summary>
readonly ref struct News(Span<byte> message)
{
    internal const ushort Type = 22;

    /// <summary>Without its lists' entries.</summary>
    internal const int Size = 356;

    internal const int LineSize = 160;
    const int MarketsAt = 346;
    const int CodeSize = 4;

    /// <summary>Filler, then the count of the list that follows.</summary>
    const int ListHeader = 4;

    readonly Span<byte> message = message;

    internal Span<byte> NewsType => message.Slice(4, 3);
    internal Span<byte> NewsId => message.Slice(7, 3);

    /// <summary>In the first fragment only.</summary>
    internal Span<byte> Headline => message.Slice(10, 320);

    internal char CancelFlag
    {
        get => (char)message[330];
        set => message[330] = (byte)value;
    }

    internal char LastFragment
    {
        get => (char)message[331];
        set => message[331] = (byte)value;
    }

    internal ulong ReleaseTime
    {
        get => message.U64(336);
        set => message.U64(336, value);
    }

    internal int NoMarketCodes => message.U16(MarketsAt);
    internal int NoSecurityCodes => message.U16(SecuritiesAt);
    internal int NoNewsLines => message.U16(LinesAt);

    int SecuritiesAt => MarketsAt + CodeSize * NoMarketCodes + ListHeader;
    int LinesAt => SecuritiesAt + CodeSize * NoSecurityCodes + ListHeader;

    internal Span<byte> MarketCode(int i) => message.Slice(MarketsAt + 2 + CodeSize * i, CodeSize);

    internal uint SecurityCode(int i) => message.U32(SecuritiesAt + 2 + CodeSize * i);

    internal void SetSecurityCode(int i, uint code) => message.U32(SecuritiesAt + 2 + CodeSize * i, code);

    internal Span<byte> Line(int i) => message.Slice(LinesAt + 2 + LineSize * i, LineSize);

    /// <summary>The counts decide where everything behind them lies: set them first.</summary>
    internal void SetCounts(ushort markets, ushort securities, ushort lines)
    {
        message.U16(MarketsAt, markets);
        message.U16(SecuritiesAt, securities);
        message.U16(LinesAt, lines);
    }

    internal static int SizeOf(int markets, int securities, int lines) => Size + CodeSize * (markets + securities) + LineSize * lines;

    /// <summary>As its counts say; a count that lies beyond the bytes makes it longer than any message.</summary>
    internal static int SizeOf(Span<byte> message)
    {
        var size = Size + CodeSize * message.U16(MarketsAt);
        if (size > message.Length)
            return size;
        var news = new News(message);
        size += CodeSize * news.NoSecurityCodes;
        return size > message.Length ? size : size + LineSize * news.NoNewsLines;
    }
}
