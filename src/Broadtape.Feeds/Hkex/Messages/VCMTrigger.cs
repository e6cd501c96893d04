namespace Broadtape.Feeds.Hkex;

/// <summary>A cooling-off period of the volatility control mechanism begins.</summary>
readonly ref struct VCMTrigger(Span<byte> message)
{
    internal const ushort Type = 23;

    internal const int Size = 36;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal ulong CoolingOffStartTime
    {
        get => message.U64(8);
        set => message.U64(8, value);
    }

    internal ulong CoolingOffEndTime
    {
        get => message.U64(16);
        set => message.U64(16, value);
    }

    /// <summary>Thousandths.</summary>
    internal int ReferencePrice
    {
        get => message.I32(24);
        set => message.I32(24, value);
    }

    /// <summary>Thousandths.</summary>
    internal int LowerPrice
    {
        get => message.I32(28);
        set => message.I32(28, value);
    }

    /// <summary>Thousandths.</summary>
    internal int UpperPrice
    {
        get => message.I32(32);
        set => message.I32(32, value);
    }
}
