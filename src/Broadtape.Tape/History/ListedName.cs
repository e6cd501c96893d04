using System.Text.Json;
using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>A company's names as a fact, by symbol.</summary>
/// <param name="Aliases">Other ways to write it: 匯豐 beside 滙豐.</param>
sealed record ListedName(string ZhHant, string? ZhHans, string En, IReadOnlyList<string> Aliases)
{
    internal const string Topic = "name";

    /// <summary>The exchange's short name stands before a company's legal one.</summary>
    internal const string Short = "1 short";
    internal const string Legal = "2 legal";

    internal Fact Told(string symbol, string source, Moment known) => new(Topic, symbol, source, JsonSerializer.Serialize(this), known);

    internal static ListedName Read(Fact fact) => JsonSerializer.Deserialize<ListedName>(fact.Value)!;

    /// <summary>All that was told of one symbol: the first name, and every other way to find it.</summary>
    internal static ListedName? Merge(IEnumerable<Fact> told)
    {
        var names = told.Select(Read).ToList();
        return names.Count == 0
            ? null
            : names[0] with
            {
                Aliases = [.. names.SelectMany(n => n.Aliases.Append(n.ZhHant).Append(n.En)).Distinct(StringComparer.Ordinal)],
            };
    }
}
