namespace Broadtape.Feeds.Hkex;

/// <summary>How much more stands on one side of an auction than on the other.</summary>
readonly ref struct OrderImbalance(Span<byte> message)
{
    internal const ushort Type = 56;

    internal const int Size = 20;

    readonly Span<byte> message = message;

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal char OrderImbalanceDirection
    {
        get => (char)message[8];
        set => message[8] = (byte)value;
    }

    internal ulong OrderImbalanceQuantity
    {
        get => message.U64(10);
        set => message.U64(10, value);
    }
}
