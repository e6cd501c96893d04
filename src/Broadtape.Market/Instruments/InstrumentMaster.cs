using System.Collections.Frozen;

namespace Broadtape.Market;

/// <summary>Every instrument known, immutable. A symbol names the line last listed under it.</summary>
public sealed class InstrumentMaster
{
    readonly FrozenDictionary<InstrumentId, Instrument> byId;
    readonly FrozenDictionary<string, Instrument> bySymbol;

    public InstrumentMaster(IEnumerable<Instrument> instruments)
    {
        All = [.. instruments];
        byId = All.ToFrozenDictionary(i => i.Id);
        bySymbol = All.GroupBy(i => i.Id.Symbol).ToFrozenDictionary(g => g.Key, g => g.MaxBy(i => i.Id.Listed)!);
    }

    public static InstrumentMaster Empty { get; } = new([]);

    public IReadOnlyList<Instrument> All { get; }

    /// <summary>Null when unknown.</summary>
    public Instrument? Find(InstrumentId id) => byId.GetValueOrDefault(id);

    /// <summary>By MIC:code, the line now listed there; null when unknown.</summary>
    public Instrument? FindSymbol(string symbol) => bySymbol.GetValueOrDefault(symbol);

    /// <summary>These and the given ones; a given one replaces its namesake.</summary>
    public InstrumentMaster With(IEnumerable<Instrument> more)
    {
        var merged = All.ToDictionary(i => i.Id);
        foreach (var instrument in more)
            merged[instrument.Id] = instrument;
        return new(merged.Values);
    }
}
