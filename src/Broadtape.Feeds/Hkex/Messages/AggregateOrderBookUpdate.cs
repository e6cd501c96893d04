namespace Broadtape.Feeds.Hkex;

/// <summary>Entries of the aggregated book to be applied one after the other.</summary>
readonly ref struct AggregateOrderBookUpdate(Span<byte> message)
{
    internal const ushort Type = 53;

    /// <summary>Without its entries.</summary>
    internal const int Size = 12;

    readonly Span<byte> message = message;

    internal static int SizeOf(Span<byte> message) => Size + BookEntry.Size * message.U8(11);

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal byte NoEntries
    {
        get => message.U8(11);
        set => message.U8(11, value);
    }

    internal BookEntry Entry(int i) => new(message.Slice(12 + i * BookEntry.Size, BookEntry.Size));
}
