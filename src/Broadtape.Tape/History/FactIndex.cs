using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>The facts of one topic by subject, as they were known at any moment.</summary>
sealed class FactIndex(IEnumerable<Fact> facts)
{
    readonly Dictionary<string, Fact[]> bySubject = facts.GroupBy(f => f.Subject).ToDictionary(g => g.Key, g => g.ToArray());

    internal IEnumerable<string> Subjects => bySubject.Keys;

    /// <summary>The newest of each item that was known by the moment, in the order of the items.</summary>
    internal IEnumerable<Fact> Of(string subject, Moment knownBy) =>
        bySubject
            .GetValueOrDefault(subject, [])
            .Where(f => f.Known <= knownBy)
            .GroupBy(f => f.Item, StringComparer.Ordinal)
            .Select(g => g.Last())
            .OrderBy(f => f.Item, StringComparer.Ordinal);
}
