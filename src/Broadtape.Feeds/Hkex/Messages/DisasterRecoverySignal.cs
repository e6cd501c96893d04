namespace Broadtape.Feeds.Hkex;

/// <summary>1: the exchange moves to its other site; 2: it has.</summary>
readonly ref struct DisasterRecoverySignal(Span<byte> message)
{
    internal const ushort Type = 105;

    internal const int Size = 8;

    readonly Span<byte> message = message;

    internal uint Status
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }
}
