namespace Broadtape.Feeds.Hkex;

/// <summary>Says who asks for retransmission; padded with NUL, not with spaces.</summary>
readonly ref struct Logon(Span<byte> message)
{
    internal const ushort Type = 101;

    internal const int Size = 16;

    readonly Span<byte> message = message;

    internal Span<byte> Username => message.Slice(4, 12);
}
