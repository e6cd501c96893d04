namespace Broadtape.Feeds.Hkex;

/// <summary>One entry of <see cref="SecurityDefinition"/>.</summary>
readonly ref struct UnderlyingSecurity(Span<byte> entry)
{
    internal const int Size = 8;

    readonly Span<byte> entry = entry;

    internal uint UnderlyingSecurityCode
    {
        get => entry.U32(0);
        set => entry.U32(0, value);
    }
}
