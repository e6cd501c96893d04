namespace Broadtape.Feeds.Hkex;

/// <summary>0 is welcome, 5 an unknown user or address, 100 a user connected already.</summary>
readonly ref struct LogonResponse(Span<byte> message)
{
    internal const ushort Type = 102;

    internal const int Size = 8;

    readonly Span<byte> message = message;

    internal byte SessionStatus
    {
        get => message.U8(4);
        set => message.U8(4, value);
    }
}
