using System.Text.Json;
using Broadtape.Stream;

namespace Broadtape.Simulation;

/// <summary>A reader of the stream who reads when he pleases, and sometimes comes again without remembering anything.</summary>
sealed class Reader(Random random, StreamGroup group)
{
    readonly SortedDictionary<string, string> held = new(StringComparer.Ordinal);
    long? seen;

    internal void Act()
    {
        if (random.Next(30) == 0)
        {
            seen = null;
            held.Clear();
        }
        if (random.Next(4) == 0)
            Read();
    }

    void Read()
    {
        if (group.TakeSince(ref seen, out var frame, out _))
            Take(held, frame);
    }

    /// <summary>What he holds after reading everything is what a newcomer is told; null, or how it differs.</summary>
    internal string? Differs()
    {
        Read();
        var newcomer = new SortedDictionary<string, string>(StringComparer.Ordinal);
        long? nothing = null;
        if (group.TakeSince(ref nothing, out var snapshot, out _))
            Take(newcomer, snapshot);
        foreach (var (key, value) in newcomer)
            if (held.GetValueOrDefault(key) != value)
                return $"a reader holds {key} = {held.GetValueOrDefault(key)}, a newcomer is told {value}";
        return null;
    }

    static void Take(SortedDictionary<string, string> into, StreamFrame frame)
    {
        if (frame.IsSnapshot)
            into.Clear();
        using var json = JsonDocument.Parse(frame.Json);
        foreach (var row in json.RootElement.GetProperty("rows").EnumerateArray())
        {
            var symbol = row.GetProperty("s").GetString()!;
            foreach (var property in row.EnumerateObject())
                if (property.Value.ValueKind == JsonValueKind.Object)
                    foreach (var field in property.Value.EnumerateObject())
                        into[$"{symbol}.{property.Name}.{field.Name}"] = field.Value.GetRawText();
                else
                    into[$"{symbol}.{property.Name}"] = property.Value.GetRawText();
        }
    }
}
