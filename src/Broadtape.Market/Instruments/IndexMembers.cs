namespace Broadtape.Market;

/// <summary>A share that an index is computed from.</summary>
/// <param name="Millions">Millions of its shares that count.</param>
public readonly record struct IndexMember(Instrument Share, long Millions);

/// <summary>What indices are computed from, where it is known.</summary>
public sealed class IndexMembers(IReadOnlyDictionary<InstrumentId, IReadOnlyList<IndexMember>> byIndex)
{
    public static IndexMembers None { get; } = new(new Dictionary<InstrumentId, IReadOnlyList<IndexMember>>());

    /// <summary>Empty where it is not known.</summary>
    public IReadOnlyList<IndexMember> Of(Instrument index) => byIndex.GetValueOrDefault(index.Id) ?? [];
}
