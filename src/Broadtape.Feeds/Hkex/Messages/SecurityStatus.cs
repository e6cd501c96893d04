namespace Broadtape.Feeds.Hkex;

/// <summary>An instrument is suspended (2) or can be traded again (3).</summary>
readonly ref struct SecurityStatus(Span<byte> message)
{
    internal const ushort Type = 21;

    internal const int Size = 12;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal byte SuspensionIndicator
    {
        get => message.U8(8);
        set => message.U8(8, value);
    }
}
