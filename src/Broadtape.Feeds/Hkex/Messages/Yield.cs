namespace Broadtape.Feeds.Hkex;

/// <summary>A bond's yield in percent; 0 when it is not known.</summary>
readonly ref struct Yield(Span<byte> message)
{
    internal const ushort Type = 44;

    internal const int Size = 12;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    /// <summary>Thousandths.</summary>
    internal int Value
    {
        get => message.I32(8);
        set => message.I32(8, value);
    }
}
