using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// Events to quotes, a pure fold: the markets take an event first, then the page of its instrument. Quotes lie in pages; freezing shares them, and the first write
/// to a shared page copies it, so that a frame costs what has changed since the one before. Not thread-safe: one writer.
/// </summary>
sealed class Board
{
    readonly Markets markets;
    Page[] pages;

    /// <summary>Counts frames: a page of an older one is copied before it changes.</summary>
    long epoch = 1;

    internal Board(InstrumentMaster master)
        : this(new(master), []) { }

    Board(Markets markets, Page[] pages) => (this.markets, this.pages) = (markets, pages);

    /// <summary>Events folded so far.</summary>
    internal long Position => markets.Position;

    /// <summary>Instruments listed so far.</summary>
    internal int Instruments => markets.Roster.Count;

    internal void Apply(in MarketEvent e)
    {
        if (!markets.Take(e))
            return;
        var number = e.Instrument.Value;
        var market = markets.PlaceOf(number);
        Write(number / Page.Size).Apply(number % Page.Size, e, markets.Roster[number], market, markets.States[market].Day);
    }

    /// <summary>The board as it stands, for any thread; what is applied later does not reach it.</summary>
    internal BoardFrame Freeze(Moment horizon)
    {
        epoch++;
        return markets.Freeze(horizon, (Page[])pages.Clone(), null);
    }

    Page Write(int place)
    {
        if (place == pages.Length)
            pages = [.. pages, new(epoch)];
        ref var page = ref pages[place];
        if (page.Epoch != epoch)
            page = page.Copy(epoch);
        return page;
    }

    /// <summary>Everything the fold remembers, as the parts of a checkpoint: see <see cref="BoardParts"/>.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Save() => BoardParts.Of(markets, Freeze(Moment.Beginning));

    /// <summary>Null when a part is of another layout or gone: it can be computed again.</summary>
    internal static Board? Restore(InstrumentMaster master, Func<int, byte[]?> part, Rosters rosters)
    {
        if (BoardParts.ReadMarkets(part, master, rosters) is not { } markets)
            return null;
        var pages = new Page[BoardParts.PagesOf(markets.Roster)];
        for (var place = 0; place < pages.Length; place++)
            if (BoardParts.ReadPage(part, place, markets) is { } page)
                pages[place] = page;
            else
                return null;
        return new(markets, pages);
    }
}
