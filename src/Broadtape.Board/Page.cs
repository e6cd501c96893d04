using System.Runtime.InteropServices;

namespace Broadtape.Board;

/// <summary>
/// The state of instruments with 16 numbers in a row: few enough that one of them is brought to a past moment cheaply, enough to pack well. Boards and frames share pages: the first write after a frame was made copies the
/// page, and what hangs on it is copied when it changes. What changes it is in the other half of this class.
/// </summary>
/// <param name="epoch">The frame it was made for: a page of an older one may not be changed any more.</param>
sealed partial class Page(long epoch)
{
    internal const int Size = 16;

    internal long Epoch => epoch;

    /// <summary>By number within the page; a quote of a number not listed yet is empty.</summary>
    internal Quote[] Quotes { get; private init; } = new Quote[Size];

    /// <summary>Null where nothing beyond its quote was ever said of the instrument.</summary>
    internal Detail?[] Details { get; private init; } = new Detail?[Size];

    /// <summary>Null where the instrument never traded.</summary>
    internal RecentTrades?[] Trades { get; private init; } = new RecentTrades?[Size];

    /// <summary>About what it holds in memory.</summary>
    internal long Bytes
    {
        get
        {
            var bytes = (long)MemoryMarshal.AsBytes(Quotes.AsSpan()).Length;
            for (var i = 0; i < Size; i++)
                bytes += (Details[i] is null ? 0 : Detail.Bytes) + (Trades[i]?.Bytes ?? 0);
            return bytes;
        }
    }

    internal Page Copy(long next) =>
        new(next)
        {
            Quotes = (Quote[])Quotes.Clone(),
            Details = (Detail?[])Details.Clone(),
            Trades = (RecentTrades?[])Trades.Clone(),
        };

    Detail WriteDetail(int at)
    {
        ref var detail = ref Details[at];
        if (detail is null)
            detail = new(epoch);
        else if (detail.Epoch != epoch)
            detail = detail.CopyFor(epoch);
        return detail;
    }

    RecentTrades WriteTrades(int at)
    {
        ref var trades = ref Trades[at];
        if (trades is null)
            trades = new(epoch);
        else if (trades.Epoch != epoch)
            trades = trades.CopyFor(epoch);
        return trades;
    }

    internal void Save(CheckpointWriter writer)
    {
        // Field by field over all quotes, not quote by quote: what is alike lies together and packs to half.
        var words = MemoryMarshal.Cast<Quote, long>(Quotes.AsSpan());
        var length = words.Length / Size;
        for (var word = 0; word < length; word++)
        for (var quote = 0; quote < Size; quote++)
            writer.Write(words[quote * length + word]);
        for (var i = 0; i < Size; i++)
        {
            writer.Write((byte)((Details[i] is null ? 0 : 1) | (Trades[i] is null ? 0 : 2)));
            Details[i]?.Save(writer);
            Trades[i]?.Save(writer);
        }
    }

    internal static Page Restore(ref CheckpointReader reader)
    {
        var page = new Page(0);
        var words = MemoryMarshal.Cast<Quote, long>(page.Quotes.AsSpan());
        var length = words.Length / Size;
        for (var word = 0; word < length; word++)
        for (var quote = 0; quote < Size; quote++)
            words[quote * length + word] = reader.Read<long>();
        for (var i = 0; i < Size; i++)
        {
            var has = reader.Read<byte>();
            if ((has & 1) != 0)
                page.Details[i] = Detail.Restore(ref reader, page.Epoch);
            if ((has & 2) != 0)
                page.Trades[i] = RecentTrades.Restore(ref reader, page.Epoch);
        }
        return page;
    }
}
