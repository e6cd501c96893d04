using System.Runtime.CompilerServices;
using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// A board as the parts of a checkpoint: the markets, the roster, then a part for each page, so that a reader unpacks only the pages he
/// was asked for. What is of another layout cannot be read, and is computed again.
/// </summary>
static class BoardParts
{
    /// <summary>Raised when a field changes its meaning but not its size.</summary>
    const int Layout = 5;

    const int MarketsPart = 0;
    const int RosterPart = 1;
    const int FirstPage = 2;

    /// <summary>Pages of a board that knows these instruments.</summary>
    internal static int PagesOf(Roster roster) => roster.Count == 0 ? 0 : roster.Count / Page.Size + 1;

    /// <summary>
    /// The parts of a board. What can change is written before this returns; the rest is packed while the parts are walked, by any thread.
    /// Each is good until the next is asked for.
    /// </summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Of(Markets markets, BoardFrame frame)
    {
        var writer = new CheckpointWriter();
        foreach (var word in LayoutWords)
            writer.Write(word);
        markets.Save(writer);
        return Of(writer, frame);
    }

    static IEnumerable<ReadOnlyMemory<byte>> Of(CheckpointWriter writer, BoardFrame frame)
    {
        yield return writer.Written;
        writer.Clear();
        frame.Roster.Save(writer);
        yield return writer.Written;
        for (var place = 0; place < frame.PageCount; place++)
        {
            writer.Clear();
            frame.PageAt(place).Save(writer);
            yield return writer.Written;
        }
    }

    /// <summary>Null when the part is gone, or of another layout.</summary>
    internal static Markets? ReadMarkets(Func<int, byte[]?> part, InstrumentMaster master, Rosters rosters)
    {
        if (part(MarketsPart) is not { } bytes || bytes.Length < LayoutWords.Length * sizeof(int))
            return null;
        var reader = new CheckpointReader(bytes);
        foreach (var word in LayoutWords)
            if (reader.Read<int>() != word)
                return null;
        return Markets.Restore(master, ref reader, version => rosters.Find(version, () => ReadRoster(part, master, version)));
    }

    static Roster? ReadRoster(Func<int, byte[]?> part, InstrumentMaster master, long version)
    {
        if (part(RosterPart) is not { } bytes)
            return null;
        var reader = new CheckpointReader(bytes);
        return Roster.Restore(master, ref reader, version);
    }

    /// <summary>Null when the part is gone.</summary>
    internal static Page? ReadPage(Func<int, byte[]?> part, int place, Markets markets)
    {
        if (part(FirstPage + place) is not { } bytes)
            return null;
        var reader = new CheckpointReader(bytes);
        var page = Page.Restore(ref reader);
        // The house may since have put an instrument into another market.
        for (var i = 0; i < Page.Size; i++)
            if (place * Page.Size + i is > 0 and var number && number <= markets.Roster.Count)
                page.Quotes[i].Market = markets.PlaceOf(number);
        return page;
    }

    static int[] LayoutWords { get; } =
    [Layout, Unsafe.SizeOf<Quote>(), Unsafe.SizeOf<MarketState>(), Unsafe.SizeOf<DetailFigures>(), Unsafe.SizeOf<RecentTrade>()];
}
