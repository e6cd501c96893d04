using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// A board frozen at a horizon. Quotes inside can be named only by Board and Licensing: what a person may see of them comes out of
/// the gate.
/// </summary>
public sealed record BoardFrame
{
    readonly Page?[] pages;

    /// <param name="pages">Of a past board, null where nobody has asked yet.</param>
    /// <param name="unread">Brings the pages that are null; null when none is.</param>
    internal BoardFrame(Moment horizon, long position, Page?[] pages, UnreadPages? unread, MarketState[] markets, Roster roster)
    {
        Horizon = horizon;
        Position = position;
        (this.pages, Unread) = (pages, unread);
        Markets = markets;
        Roster = roster;
    }

    /// <summary>The newest instant it may hold anything of.</summary>
    public Moment Horizon { get; init; }

    /// <summary>How many events of the tape it holds: the same position is the same board.</summary>
    public long Position { get; }

    internal MarketState[] Markets { get; }
    internal Roster Roster { get; }
    internal InstrumentMaster Instruments => Roster.Known;

    internal IReadOnlyList<MarketFigure> MarketFigures { get; init; } = [];

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<NewsPage> News { get; init; } = [];

    /// <summary>Of a past board, what brings the pages nobody has asked for yet.</summary>
    internal UnreadPages? Unread { get; }

    /// <summary>About what it holds in memory that no other frame does.</summary>
    internal long Bytes => pages.Length * 8 + (Unread?.Bytes ?? pages.Sum(p => p!.Bytes));

    internal int PageCount => pages.Length;

    internal Page PageAt(int place) => Volatile.Read(ref pages[place]) ?? Bring(place);

    /// <summary>Null when nothing beyond its quote was ever said of the instrument.</summary>
    internal Detail? DetailOf(int number) => PageAt(number / Page.Size).Details[number % Page.Size];

    /// <summary>Null when the instrument never traded.</summary>
    internal RecentTrades? TradesOf(int number) => PageAt(number / Page.Size).Trades[number % Page.Size];

    /// <summary>False when nothing was ever said of the instrument by the horizon.</summary>
    internal bool TryFind(InstrumentId id, out int number) => Roster.TryFind(id, out number);

    internal ref readonly Quote QuoteOf(int number) => ref PageAt(number / Page.Size).Quotes[number % Page.Size];

    internal ref readonly MarketState MarketOf(in Quote quote) => ref Markets[quote.Market];

    /// <summary>Nothing for what is no depositary receipt.</summary>
    internal ReceiptParity ParityOf(Instrument instrument, int number) =>
        instrument.Depositary is { } depositary ? ReceiptParity.Of(this, depositary, number) : default;

    /// <summary>Two who ask at once may both read it; they get the same page.</summary>
    Page Bring(int place)
    {
        var page = Unread!.Read(place);
        return Interlocked.CompareExchange(ref pages[place], page, null) ?? page;
    }
}
