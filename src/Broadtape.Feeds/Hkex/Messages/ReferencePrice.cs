namespace Broadtape.Feeds.Hkex;

/// <summary>What an auction is held against, and the band its orders must keep; 0 when there is none.</summary>
readonly ref struct ReferencePrice(Span<byte> message)
{
    internal const ushort Type = 43;

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

    /// <summary>Thousandths.</summary>
    internal int LowerPrice
    {
        get => message.I32(12);
        set => message.I32(12, value);
    }

    /// <summary>Thousandths.</summary>
    internal int UpperPrice
    {
        get => message.I32(16);
        set => message.I32(16, value);
    }
}
