namespace Broadtape.Feeds.Hkex;

/// <summary>Everything cached is void; NewSeqNo is the number expected next.</summary>
readonly ref struct SequenceReset(Span<byte> message)
{
    internal const ushort Type = 100;

    internal const int Size = 8;

    readonly Span<byte> message = message;

    internal uint NewSeqNo
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }
}
