namespace Broadtape.Feeds.Hkex;

/// <summary>Ends a refresh: the real-time number the snapshot stands for.</summary>
readonly ref struct RefreshComplete(Span<byte> message)
{
    internal const ushort Type = 203;

    internal const int Size = 8;

    readonly Span<byte> message = message;

    internal uint LastSeqNum
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }
}
