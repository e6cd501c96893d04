using System.Collections.Frozen;

namespace Broadtape.Market;

/// <summary>Every instrument known, immutable. A symbol names the line last listed under it.</summary>
public sealed class InstrumentMaster
{
    readonly FrozenDictionary<InstrumentId, Instrument> byId;
    readonly FrozenDictionary<string, Instrument> bySymbol;

    readonly FrozenDictionary<InstrumentId, StructuredTerms> terms;

    /// <param name="terms">Of warrants, CBBCs and rights, where they are known.</param>
    public InstrumentMaster(IEnumerable<Instrument> instruments, IReadOnlyDictionary<InstrumentId, StructuredTerms>? terms = null)
    {
        this.terms = (terms ?? FrozenDictionary<InstrumentId, StructuredTerms>.Empty).ToFrozenDictionary();
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

    /// <summary>What a warrant, CBBC or right is a claim on; null where it is not known.</summary>
    public StructuredTerms? TermsOf(InstrumentId id) => terms.GetValueOrDefault(id);

    /// <summary>These and the given ones; a given one replaces its namesake.</summary>
    public InstrumentMaster With(IEnumerable<Instrument> more)
    {
        var merged = All.ToDictionary(i => i.Id);
        foreach (var instrument in more)
            merged[instrument.Id] = instrument;
        return new(merged.Values, terms);
    }
}
