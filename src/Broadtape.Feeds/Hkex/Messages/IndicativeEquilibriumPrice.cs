namespace Broadtape.Feeds.Hkex;

/// <summary>The price an auction would match at now, and how much; 0 when there is none.</summary>
readonly ref struct IndicativeEquilibriumPrice(Span<byte> message)
{
    internal const ushort Type = 41;

    internal const int Size = 20;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Price
    {
        get => message.I32(8);
        set => message.I32(8, value);
    }

    internal ulong AggregateQuantity
    {
        get => message.U64(12);
        set => message.U64(12, value);
    }
}
