using System.IO.Hashing;
using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Stream;

namespace Broadtape.Simulation;

/// <summary>
/// A reader of the stream who reads when he pleases, comes again from where he was, also to another life of the portal, and sometimes
/// without remembering anything.
/// </summary>
sealed class Reader(Random random, int group)
{
    static readonly QuoteField[] Fields = Enum.GetValues<QuoteField>();

    readonly Dictionary<(string Symbol, string Name), string> held = [];
    readonly XxHash3 read = new();
    string? seen;

    /// <summary>Which of the portal's groups he belongs to.</summary>
    internal int Group => group;

    /// <summary>The newest data time he was told since the last one asked.</summary>
    internal Moment Newest { get; private set; }

    /// <summary>A hash of all he was told.</summary>
    internal ulong Trace => read.GetCurrentHashAsUInt64();

    /// <summary>Reads, or not; true when he holds what was published last.</summary>
    internal bool Act(StreamGroup from)
    {
        if (random.Next(30) == 0)
        {
            seen = null;
            held.Clear();
        }
        if (random.Next(4) > 0)
            return false;
        Read(from);
        return true;
    }

    internal void Read(StreamGroup from)
    {
        if (from.TakeSince(ref seen, out var frame, out _))
            Take(frame);
    }

    /// <summary>Null when what he holds of an instrument is what the gate shows now, or how it differs.</summary>
    internal string? Differs(Disclosure now)
    {
        var symbol = now.Instrument.Id.Symbol;
        if (Held("state") != JsonNamingPolicy.CamelCase.ConvertName(now.State.ToString()))
            return $"a reader holds {symbol} as {Held("state")}, and it is {now.State}";
        Span<char> text = stackalloc char[32];
        foreach (var field in Fields)
            if (now[field].Passport.Absence != Absence.NotApplicable && now[field].TryFormat(text, out var written))
                if (!text[..written].SequenceEqual(Held(JsonNamingPolicy.CamelCase.ConvertName(field.ToString()))))
                    return $"a reader holds {symbol} {field} as {Held(JsonNamingPolicy.CamelCase.ConvertName(field.ToString()))}, and it is {text[..written]}";
        return null;

        string? Held(string name) => held.GetValueOrDefault((symbol, name));
    }

    void Take(StreamFrame frame)
    {
        read.Append(frame.Json.Span);
        if (frame.IsSnapshot)
            held.Clear();
        using var json = JsonDocument.Parse(frame.Json);
        foreach (var row in json.RootElement.GetProperty("rows").EnumerateArray())
        {
            var symbol = row.GetProperty("s").GetString()!;
            foreach (var property in row.EnumerateObject())
                if (property.Value.ValueKind == JsonValueKind.Object)
                    foreach (var field in property.Value.EnumerateObject())
                        held[(symbol, field.Name)] = field.Value.GetString()!;
                else
                    held[(symbol, property.Name)] = property.Value.GetString()!;
            if (row.TryGetProperty("time", out var time))
                Newest = Moment.Max(Newest, Moment.Parse(time.GetString()!));
        }
    }
}
