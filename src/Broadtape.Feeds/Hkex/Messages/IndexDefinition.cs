namespace Broadtape.Feeds.Hkex;

/// <summary>An index, once at the start of a day.</summary>
readonly ref struct IndexDefinition(Span<byte> message)
{
    internal const ushort Type = 70;

    internal const int Size = 20;

    readonly Span<byte> message = message;

    internal Span<byte> IndexCode => message.Slice(4, 11);

    internal char IndexSource
    {
        get => (char)message[15];
        set => message[15] = (byte)value;
    }

    internal Span<byte> CurrencyCode => message.Slice(16, 3);
}
