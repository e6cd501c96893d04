namespace Broadtape.Feeds.Hkex;

/// <summary>0 is accepted, 1 no such channel, 2 not available, 100 too many, 101 no requests left today.</summary>
readonly ref struct RetransmissionResponse(Span<byte> message)
{
    internal const ushort Type = 202;

    internal const int Size = 16;

    readonly Span<byte> message = message;

    internal ushort ChannelId
    {
        get => message.U16(4);
        set => message.U16(4, value);
    }

    internal byte RetransStatus
    {
        get => message.U8(6);
        set => message.U8(6, value);
    }

    internal uint BeginSeqNum
    {
        get => message.U32(8);
        set => message.U32(8, value);
    }

    internal uint EndSeqNum
    {
        get => message.U32(12);
        set => message.U32(12, value);
    }
}
