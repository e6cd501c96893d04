using System.Globalization;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History;

/// <summary>
/// Imported history: bars, corporate actions and what else was known, each since a moment. Nothing is overwritten: a correction is another
/// version with a later moment, and what is read as of T is the newest version known by T. Any thread may ask; an import by another
/// process is seen at the next question.
/// </summary>
public sealed class HistoryStore : IDisposable
{
    /// <summary>Bars kept decoded, some 40 MB.</summary>
    const int CachedMost = 500_000;

    readonly string folder;
    readonly Lock loading = new();
    readonly ParquetDatabase database = new(threads: 1);
    readonly SeriesCache cache = new(CachedMost);
    volatile Catalogue catalogue;
    volatile Stamp seen;

    HistoryStore(string folder)
    {
        this.folder = folder;
        seen = StampNow();
        catalogue = Catalogue.Load(folder, database);
    }

    /// <summary>
    /// Opens the history in a folder, which may not be there yet. Files that do not hold are left out and named in <see cref="Damage"/>.
    /// </summary>
    public static HistoryStore Open(string folder) => new(folder);

    /// <summary>Files that do not hold, each with the days it held.</summary>
    public IReadOnlyList<HistoryDamage> Damage => Current().Damage;

    /// <summary>Another word after any import, and when a file is found damaged; the same again after a restart.</summary>
    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Current().Manifest.NextImport}:{Damage.Count}");

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HistoryImport> Imports => Current().Manifest.Imports;

    /// <summary>Bars that begin in [from, to), oldest first, as known by the moment: those of <see cref="Line"/>; empty when there is none.</summary>
    public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy)
    {
        if (Line(id, length, knownBy) is not { Bars: var bars })
            return [];
        var first = FirstFrom(bars, from);
        return first == 0 && FirstFrom(bars, to) == bars.Count ? bars : [.. bars.Skip(first).Take(FirstFrom(bars, to) - first)];
    }

    /// <summary>
    /// The one series of regular hours to draw an instrument by: raw where there is one, else the one that reaches furthest, then the less
    /// adjusted, then the longer. Null when none was known by the moment.
    /// </summary>
    public HistoryLine? Line(InstrumentId id, BarLength length, Moment knownBy) =>
        Lines(id, length, TradingHours.Regular, knownBy)
            .OrderByDescending(l => l.Series.Basis == PriceBasis.Raw)
            .ThenByDescending(l => l.Bars[^1].Begins)
            .ThenBy(l => l.Series.Basis)
            .ThenByDescending(l => l.Bars.Count)
            .FirstOrDefault();

    /// <summary>Every series of an instrument with what was known of it by the moment; none of them empty.</summary>
    public IReadOnlyList<HistoryLine> Lines(InstrumentId id, BarLength length, TradingHours hours, Moment knownBy)
    {
        var now = Current();
        return
        [
            .. now.Of(id)
                .Where(e => e.Series.Length == length && e.Series.Hours == hours)
                .GroupBy(e => e.Series)
                .Select(g => new HistoryLine(g.Key, Versions(now, g, knownBy)))
                .Where(l => l.Bars.Count > 0),
        ];
    }

    /// <summary>
    /// Corporate actions known by the moment, oldest ex-date first, that the prices of the daily <see cref="Line"/> do not hold yet: all of
    /// them for raw prices, for a vendor's adjusted ones those after its last day.
    /// </summary>
    public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) =>
        Line(id, BarLength.Day, knownBy) is { } line && line.Series.Basis != PriceBasis.Raw
            ?
            [
                .. AllActions(id, knownBy)
                    .Where(a =>
                        a.ExDate > line.Bars[^1].Day || a.Kind == CorporateActionKind.Dividend && line.Series.Basis == PriceBasis.SplitAdjusted
                    ),
            ]
            : AllActions(id, knownBy);

    /// <summary>Every corporate action known by the moment, oldest ex-date first.</summary>
    public IReadOnlyList<CorporateAction> AllActions(InstrumentId id, Moment knownBy) =>
        [.. Facts(ToldAction.Topic).Of(id.ToString(), knownBy).Select(ToldAction.Read)];

    /// <summary>How long the instrument's series are told, as known by the moment; null when nothing says.</summary>
    public SeriesLife? Life(InstrumentId id, Moment knownBy) =>
        Facts(SeriesLife.Topic).Of(id.ToString(), knownBy).Select(SeriesLife.Read).FirstOrDefault();

    /// <summary>Instruments of imported lists of securities, as known by the moment.</summary>
    public IReadOnlyList<Instrument> Listings(Moment knownBy)
    {
        var (listed, names) = (Facts(ListedInstrument.Topic), Facts(ListedName.Topic));
        return
        [
            .. from subject in listed.Subjects
            from fact in listed.Of(subject, knownBy)
            let id = InstrumentId.Parse(subject)
            select ListedInstrument.Read(fact).Of(id, ListedName.Merge(names.Of(id.Symbol, knownBy))),
        ];
    }

    /// <summary>Symbols of a list such as HSI, as known by the moment; null when no such list was known.</summary>
    public IReadOnlyList<string>? Members(string list, Moment knownBy) =>
        Facts(MemberList.Topic).Of(list, knownBy).Select(MemberList.Read).FirstOrDefault();

    /// <summary>Days an instrument's bars are missing for because a file is damaged; from and to are inclusive.</summary>
    public IReadOnlyList<(LocalDate From, LocalDate To)> Missing(InstrumentId id, BarLength length) =>
        [.. Current().MissingOf(id).Where(e => e.Series.Length == length).Select(e => (e.From, e.To)).Order()];

    /// <summary>Holds every file against its checksum. Changes nothing; safe while an import runs.</summary>
    public static IReadOnlyList<HistoryDamage> Verify(string folder)
    {
        using var database = new ParquetDatabase(threads: 1);
        return Catalogue.Load(folder, database).Damage;
    }

    internal Catalogue Current()
    {
        var now = StampNow();
        if (now == seen)
            return catalogue;
        lock (loading)
            if (now != seen)
            {
                catalogue = Catalogue.Load(folder, database, catalogue);
                seen = now;
            }
        return catalogue;
    }

    internal FactIndex Facts(string topic) => Current().Facts(topic, database);

    public void Dispose() => database.Dispose();

    List<Bar> Versions(Catalogue now, IEnumerable<SeriesExtent> extents, Moment knownBy)
    {
        var all = new List<Bar>();
        var files = 0;
        foreach (var extent in extents)
        {
            var bars = cache.Get(extent.File, extent.Number, () => BarTable.Read(database, now.PathOf(extent.File), extent.Number));
            all.AddRange(bars.Where(b => b.Known <= knownBy));
            files++;
        }
        return Newest(files > 1 ? all.OrderBy(b => b.Begins).ThenBy(b => b.Known) : all);
    }

    /// <summary>Of bars ordered by beginning and moment known, the last of each beginning.</summary>
    static List<Bar> Newest(IEnumerable<Bar> bars)
    {
        var newest = new List<Bar>();
        foreach (var bar in bars)
            if (newest.Count > 0 && newest[^1].Begins == bar.Begins)
                newest[^1] = bar;
            else
                newest.Add(bar);
        return newest;
    }

    static int FirstFrom(IReadOnlyList<Bar> bars, Moment from)
    {
        var (low, high) = (0, bars.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (bars[middle].Begins < from)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    Stamp StampNow() =>
        new FileInfo(Path.Combine(folder, HistoryManifest.FileName)) is { Exists: true } file
            ? new(file.LastWriteTimeUtc, file.Length)
            : new(default, 0);

    /// <summary>Tells one manifest from the next without reading it.</summary>
    sealed record Stamp(DateTime Written, long Bytes);
}
