using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>
/// Events of a tape, in its order, into the days they belong to. A day is over at the midnight after it, by the tape's own releases: what
/// comes later for it is counted and left out, so that the same events give the same days wherever the reading began. One thread.
/// </summary>
/// <param name="begun">Whether the tape had begun by a moment.</param>
/// <param name="scratch">A file for a day's chunks beyond the memory's bound.</param>
sealed class BarFold(
    InstrumentMaster master,
    Timetables timetables,
    Func<Moment, bool> begun,
    Func<Mic, LocalDate, string> scratch,
    SlabBudget budget
)
{
    readonly TradingDays days = new(timetables);
    readonly Dictionary<(Mic, LocalDate), OpenDay> open = [];
    readonly HashSet<(Mic, LocalDate)> over = [];
    readonly Dictionary<InstrumentId, InstrumentNumber> numbers = [];
    Place[] places = [];
    Moment known = Moment.Beginning;
    Moment nextOver = Moment.Never;

    /// <summary>Events taken, or left to the days sealed before.</summary>
    internal long Position { get; private set; }

    /// <summary>The newest release taken.</summary>
    internal Moment Known => known;

    /// <summary>Entries that came for a day that was over.</summary>
    internal long Late { get; private set; }

    /// <summary>Days that still take entries.</summary>
    internal IEnumerable<OpenDay> Open => open.Values;

    /// <summary>Goes on from there, with the instruments listed before it and the days sealed before.</summary>
    internal void Resume(TapePoint from, IEnumerable<(InstrumentNumber Number, InstrumentId Id)> listed, IEnumerable<(Mic, LocalDate)> isSealed)
    {
        (Position, known) = (from.Position, from.Known);
        over.UnionWith(isSealed);
        foreach (var (number, id) in listed)
            List(number, id);
    }

    internal InstrumentNumber? NumberOf(InstrumentId id) => numbers.TryGetValue(id, out var number) ? number : null;

    internal Mic MarketOf(InstrumentId id) => master.Find(id)?.SessionMarket ?? id.Mic;

    /// <summary>Days that are over with this event are added to the list, in the order they are to be sealed.</summary>
    internal void Take(in MarketEvent e, List<OpenDay> ended)
    {
        if (e.ReleaseTime > known)
            known = e.ReleaseTime;
        if (known >= nextOver)
            End(ended);
        Position++;
        if (e.Kind == EventKind.Listing)
            List(e.Instrument, e.AsListing().Id);
        else if (BarEntry.TryRead(e, known, out var entry))
            Take(e.Instrument, entry);
    }

    void Take(InstrumentNumber number, in BarEntry entry)
    {
        ref var place = ref places[number.Value];
        if (entry.Time < place.From || entry.Time >= place.Until || place.Day?.Seal is not null)
            Turn(ref place, entry.Time);
        if (place.Day is { } day)
            day.Take(place.Run, entry);
        else
            Late++;
    }

    /// <summary>The instrument goes on in the day of that time.</summary>
    void Turn(ref Place place, Moment time)
    {
        var span = days.Holding(place.Market, time);
        (place.From, place.Until, place.Day) = (span.From, span.Until, DayOf(place.Market, span.Day));
        place.Run = place.Day?.RunOf(place.Id) ?? 0;
    }

    OpenDay? DayOf(Mic market, LocalDate day)
    {
        if (open.TryGetValue((market, day), out var there))
            return there;
        var ends = days.Midnight(market, day.PlusDays(1));
        if (known >= ends || over.Contains((market, day)))
            return null;
        nextOver = Moment.Min(nextOver, ends);
        return open[(market, day)] = new(
            market,
            day,
            days.Midnight(market, day),
            ends,
            new(Position - 1, known),
            begun(days.Opens(market, day)),
            new(scratch(market, day), budget)
        );
    }

    void End(List<OpenDay> ended)
    {
        var due = open.Values.Where(d => d.Over <= known).OrderBy(d => d.Over).ThenBy(d => d.Market.Packed).ThenBy(d => d.Day).ToList();
        foreach (var day in due)
        {
            open.Remove((day.Market, day.Day));
            over.Add((day.Market, day.Day));
        }
        foreach (var (at, day) in due.Index())
            day.Seal = new(
                Position,
                open.Values.Concat(due.Skip(at + 1)).Select(d => d.First).DefaultIfEmpty(new(Position, known)).MinBy(p => p.Position)
            );
        nextOver = open.Values.Select(d => d.Over).DefaultIfEmpty(Moment.Never).Min();
        ended.AddRange(due);
    }

    void List(InstrumentNumber number, InstrumentId id)
    {
        if (number.Value >= places.Length)
            Array.Resize(ref places, Math.Max(number.Value + 1, 2 * places.Length));
        places[number.Value] = new() { Id = id, Market = MarketOf(id) };
        numbers[id] = number;
    }

    /// <summary>Where an instrument's entries go while their times lie between two moments.</summary>
    struct Place
    {
        public InstrumentId Id;
        public Mic Market;
        public Moment From;
        public Moment Until;
        public OpenDay? Day;
        public int Run;
    }
}
