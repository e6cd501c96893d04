using System.Text.Json;
using Broadtape.Market;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Tape.History;

/// <summary>How long a series is told. Where it has ended there is no value, and never a zero.</summary>
/// <param name="Redefined">Since then it counts something else under the same name.</param>
/// <param name="Discontinued">The first day it was told no more; null while it goes on.</param>
public sealed record SeriesLife(LocalDate? Started, LocalDate? Redefined, LocalDate? Discontinued)
{
    internal const string Topic = "life";
    const string Item = "";

    public bool IsOver(LocalDate day) => day >= Discontinued;

    internal Fact Told(InstrumentId id, Moment known) =>
        new(Topic, id.ToString(), Item, JsonSerializer.Serialize(new Stored(Text(Started), Text(Redefined), Text(Discontinued))), known);

    internal static SeriesLife Read(Fact fact)
    {
        var stored = JsonSerializer.Deserialize<Stored>(fact.Value)!;
        return new(Date(stored.Started), Date(stored.Redefined), Date(stored.Discontinued));
    }

    static string? Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    static LocalDate? Date(string? text) => text is null ? null : LocalDatePattern.Iso.Parse(text).Value;

    sealed record Stored(string? Started, string? Redefined, string? Discontinued);
}
