using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// A board frozen at a horizon. Quotes inside can be named only by Board and Licensing: what a person may see of them comes out of
/// the gate.
/// </summary>
public sealed record BoardFrame
{
    internal BoardFrame(
        Moment horizon,
        long position,
        Quote[][] pages,
        MarketState[] markets,
        Dictionary<InstrumentId, int> numbers,
        InstrumentMaster instruments
    )
    {
        Horizon = horizon;
        Position = position;
        Pages = pages;
        Markets = markets;
        Numbers = numbers;
        Instruments = instruments;
    }

    /// <summary>The newest instant it may hold anything of.</summary>
    public Moment Horizon { get; init; }

    /// <summary>How many events of the tape it holds: the same position is the same board.</summary>
    public long Position { get; }

    internal Quote[][] Pages { get; }
    internal MarketState[] Markets { get; }
    internal Dictionary<InstrumentId, int> Numbers { get; }
    internal InstrumentMaster Instruments { get; }

    internal Detail?[][] Details { get; init; } = [];
    internal IReadOnlyList<MarketFigure> MarketFigures { get; init; } = [];

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<NewsPage> News { get; init; } = [];

    /// <summary>Null when nothing beyond its quote was ever said of the instrument.</summary>
    internal Detail? DetailOf(int number) => Details[number / Board.PageSize][number % Board.PageSize];

    /// <summary>False when nothing was ever said of the instrument by the horizon.</summary>
    internal bool TryFind(InstrumentId id, out int number) => Numbers.TryGetValue(id, out number);

    internal ref readonly Quote QuoteOf(int number) => ref Pages[number / Board.PageSize][number % Board.PageSize];

    internal ref readonly MarketState MarketOf(in Quote quote) => ref Markets[quote.Market];
}
