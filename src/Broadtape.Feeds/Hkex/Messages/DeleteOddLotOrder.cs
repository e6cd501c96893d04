namespace Broadtape.Feeds.Hkex;

/// <summary>An odd-lot order leaves.</summary>
readonly ref struct DeleteOddLotOrder(Span<byte> message)
{
    internal const ushort Type = 34;

    internal const int Size = 20;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal ulong OrderId
    {
        get => message.U64(8);
        set => message.U64(8, value);
    }

    internal ushort BrokerId
    {
        get => message.U16(16);
        set => message.U16(16, value);
    }

    internal ushort Side
    {
        get => message.U16(18);
        set => message.U16(18, value);
    }
}
