namespace Broadtape.Feeds.Hkex;

/// <summary>One entry of <see cref="AggregateOrderBookUpdate"/>.</summary>
readonly ref struct BookEntry(Span<byte> entry)
{
    internal const int Size = 24;

    readonly Span<byte> entry = entry;

    internal ulong AggregateQuantity
    {
        get => entry.U64(0);
        set => entry.U64(0, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Price
    {
        get => entry.I32(8);
        set => entry.I32(8, value);
    }

    internal uint NumberOfOrders
    {
        get => entry.U32(12);
        set => entry.U32(12, value);
    }

    internal ushort Side
    {
        get => entry.U16(16);
        set => entry.U16(16, value);
    }

    internal byte PriceLevel
    {
        get => entry.U8(18);
        set => entry.U8(18, value);
    }

    internal byte UpdateAction
    {
        get => entry.U8(19);
        set => entry.U8(19, value);
    }
}
