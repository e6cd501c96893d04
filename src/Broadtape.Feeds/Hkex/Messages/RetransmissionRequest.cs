namespace Broadtape.Feeds.Hkex;

/// <summary>Asks for messages again, both ends included; not more than 10,000.</summary>
readonly ref struct RetransmissionRequest(Span<byte> message)
{
    internal const ushort Type = 201;

    internal const int Size = 16;

    readonly Span<byte> message = message;

    internal ushort ChannelId
    {
        get => message.U16(4);
        set => message.U16(4, value);
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
