using System.Collections.Concurrent;
using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>What one manifest lists, held against the files that are there. Immutable but for facts, which are read when first asked for.</summary>
sealed class Catalogue
{
    static readonly List<SeriesExtent> None = [];

    readonly string folder;
    readonly Dictionary<InstrumentId, List<SeriesExtent>> extents = [];
    readonly Dictionary<InstrumentId, List<SeriesExtent>> missing = [];
    readonly Dictionary<(Mic, string), List<SeriesExtent>> byCode = [];
    readonly Dictionary<Series, int> numbers = [];
    readonly List<HistoryDamage> damage = [];
    readonly List<string> factFiles = [];
    readonly HashSet<string> whole = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, FactIndex> facts = new(StringComparer.Ordinal);

    Catalogue(string folder, HistoryManifest? manifest)
    {
        this.folder = folder;
        Manifest = manifest ?? HistoryManifest.Empty;
        IsReadable = manifest is not null;
    }

    internal HistoryManifest Manifest { get; }

    /// <summary>False when the manifest itself does not hold: what there is cannot be told, and nothing may be added.</summary>
    internal bool IsReadable { get; }

    internal IReadOnlyList<HistoryDamage> Damage => damage;

    /// <param name="before">The catalogue this one follows: what it found whole is not read again.</param>
    internal static Catalogue Load(string folder, ParquetDatabase database, Catalogue? before = null)
    {
        var manifest = HistoryManifest.Read(folder, out var reason);
        var loaded = new Catalogue(folder, manifest);
        if (manifest is null)
            loaded.damage.Add(new(Path.Combine(folder, HistoryManifest.FileName), reason, null, null));
        foreach (var import in loaded.Manifest.Imports)
            loaded.Take(import, database, before);
        return loaded;
    }

    internal IReadOnlyList<SeriesExtent> Of(InstrumentId id) => extents.GetValueOrDefault(id, None);

    /// <summary>What damaged files held of an instrument.</summary>
    internal IReadOnlyList<SeriesExtent> MissingOf(InstrumentId id) => missing.GetValueOrDefault(id, None);

    /// <summary>Series of whatever was listed under a code.</summary>
    internal IReadOnlyList<SeriesExtent> OfCode(Mic mic, string code) => byCode.GetValueOrDefault((mic, code), None);

    internal int? NumberOf(Series series) => numbers.TryGetValue(series, out var number) ? number : null;

    internal FactIndex Facts(string topic, ParquetDatabase database) => facts.GetOrAdd(topic, t => new(FactTable.Read(database, factFiles, t)));

    internal IReadOnlyList<string> FactFiles => factFiles;

    internal string PathOf(string file) => Path.Combine(folder, file);

    void Take(HistoryImport import, ParquetDatabase database, Catalogue? before)
    {
        foreach (var file in import.Files)
            if (before?.whole.Contains(file.Name) == true || HistoryFiles.Check(folder, file) is not { } found)
                whole.Add(file.Name);
            else
                damage.Add(found);
        if (import.Files.FirstOrDefault(f => f.Table == HistoryFiles.Facts) is { } told && whole.Contains(told.Name))
            factFiles.Add(PathOf(told.Name));
        if (import.Files.FirstOrDefault(f => f.Table == HistoryFiles.Series) is not { } series || !whole.Contains(series.Name))
            return;
        var bars = import.Files.First(f => f.Table == HistoryFiles.Bars);
        var into = whole.Contains(bars.Name) ? extents : missing;
        foreach (var extent in SeriesTable.Read(database, PathOf(series.Name), bars.Name))
        {
            numbers[extent.Series] = extent.Number;
            Add(into, extent.Series.Instrument, extent);
            Add(byCode, (extent.Series.Instrument.Mic, extent.Series.Instrument.Code), extent);
        }
    }

    static void Add<TKey>(Dictionary<TKey, List<SeriesExtent>> to, TKey key, SeriesExtent extent)
        where TKey : notnull
    {
        if (!to.TryGetValue(key, out var list))
            to[key] = list = [];
        list.Add(extent);
    }
}
