namespace Broadtape.Feeds.Hkex;

/// <summary>One entry of <see cref="BrokerQueue"/>.</summary>
readonly ref struct QueueItem(Span<byte> entry)
{
    internal const int Size = 4;

    readonly Span<byte> entry = entry;

    internal ushort Item
    {
        get => entry.U16(0);
        set => entry.U16(0, value);
    }

    internal char Kind
    {
        get => (char)entry[2];
        set => entry[2] = (byte)value;
    }
}
