using System.Text.Json;
using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>Who belongs to a list, as a fact: an index's constituents, what Stock Connect trades. A later list replaces it whole.</summary>
static class MemberList
{
    internal const string Topic = "members";

    internal static Fact Told(string list, IEnumerable<string> symbols, Moment known) =>
        new(Topic, list, "", JsonSerializer.Serialize(symbols.Order(StringComparer.Ordinal)), known);

    internal static IReadOnlyList<string> Read(Fact fact) => JsonSerializer.Deserialize<string[]>(fact.Value)!;
}
