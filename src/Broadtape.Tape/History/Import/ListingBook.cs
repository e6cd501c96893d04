using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// Which listing a code meant on a day (K8). A date that is only assumed, the first day known, gives way to earlier days; a real one does
/// not: before it, and after a listing's end, the code was somebody else's.
/// </summary>
sealed class ListingBook
{
    readonly Dictionary<(Mic, string), List<Line>> lines = [];
    readonly Dictionary<InstrumentId, Instrument> known = [];
    readonly Catalogue catalogue;
    readonly HashSet<(Mic, string)> fromCatalogue = [];

    /// <param name="lives">Who began or ended when; some of them no list knows.</param>
    internal ListingBook(IEnumerable<Instrument> instruments, IReadOnlyDictionary<InstrumentId, SeriesLife> lives, Catalogue catalogue)
    {
        this.catalogue = catalogue;
        foreach (var instrument in instruments)
        {
            known[instrument.Id] = instrument;
            Add(new(instrument.Id, instrument.ListedAssumed, lives.GetValueOrDefault(instrument.Id)?.Discontinued));
        }
        foreach (var (id, life) in lives)
            Add(new(id, Assumed: life.Started is null, life.Discontinued));
    }

    /// <summary>The listing a code meant on a day; the day itself begins one when none is known.</summary>
    /// <param name="reused">False for what no exchange lists: a rate that ended has no successor of its name.</param>
    internal (InstrumentId Id, bool Assumed) Of(Mic mic, string code, LocalDate day, bool reused = true)
    {
        var candidates = LinesOf(mic, code);
        Line? listed = null;
        Line? assumed = null;
        foreach (var line in candidates)
        {
            if (reused && line.Ends <= day)
                continue;
            if (line.Id.Listed <= day)
                listed = line;
            else if (line.Assumed)
                assumed ??= line;
        }
        if ((listed ?? assumed) is { } found)
            return (found.Id, found.Assumed);
        var begun = new Line(new(mic, code, day), Assumed: true, Ends: null);
        Add(begun);
        return (begun.Id, true);
    }

    /// <summary>Null when the site does not know it.</summary>
    internal Instrument? Find(InstrumentId id) => known.GetValueOrDefault(id);

    /// <summary>The one of these markets where a ticker is listed; null when the site knows none.</summary>
    internal Mic? MarketOf(string ticker, IEnumerable<Mic> markets)
    {
        foreach (var mic in markets)
            if (LinesOf(mic, ticker).Count > 0)
                return mic;
        return null;
    }

    List<Line> LinesOf(Mic mic, string code)
    {
        if (fromCatalogue.Add((mic, code)))
            foreach (var extent in catalogue.OfCode(mic, code))
                Add(new(extent.Series.Instrument, extent.ListedAssumed, null));
        if (!lines.TryGetValue((mic, code), out var list))
            lines[(mic, code)] = list = [];
        return list;
    }

    void Add(Line line)
    {
        var key = (line.Id.Mic, line.Id.Code);
        if (!lines.TryGetValue(key, out var list))
            lines[key] = list = [];
        if (list.Exists(l => l.Id == line.Id))
            return;
        list.Add(line);
        list.Sort((a, b) => a.Id.Listed.CompareTo(b.Id.Listed));
    }

    /// <param name="Ends">The first day it was listed no more; null while it is.</param>
    sealed record Line(InstrumentId Id, bool Assumed, LocalDate? Ends);
}
