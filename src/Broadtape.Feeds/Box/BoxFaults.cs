using System.Globalization;
using Broadtape.Feeds.Hkex;

namespace Broadtape.Feeds;

/// <summary>What is to go wrong between the synthetic exchange and us, as an argument says it: <c>loss-a=30,duplicates=5,seed=7</c>.</summary>
public sealed class BoxFaults
{
    /// <summary>Nothing goes wrong.</summary>
    public static readonly BoxFaults None = new(OmdFaults.None);

    BoxFaults(OmdFaults lines) => Lines = lines;

    internal OmdFaults Lines { get; }

    /// <summary>False with a sentence: a word that is no fault, or a number that is no percentage.</summary>
    public static bool TryParse(string text, out BoxFaults faults, out string? error)
    {
        (faults, error) = (None, null);
        var lines = OmdFaults.None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=') is [var before, var after] ? (before, after) : (part, "");
            if (name == "seed" && ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            {
                lines = lines with { Seed = seed };
                continue;
            }
            if (name == "dead-line" && value is "a" or "b")
            {
                lines = lines with { Dead = value == "a" ? OmdLine.A : OmdLine.B };
                continue;
            }
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) || percent > 100)
            {
                error =
                    $"'{part}' is no fault: loss-a, loss-b, loss, duplicates, reordered and corrupt take a percentage, dead-line takes a or b, seed a number";
                return false;
            }
            switch (name)
            {
                case "loss-a":
                    lines = lines with { LossA = percent };
                    break;
                case "loss-b":
                    lines = lines with { LossB = percent };
                    break;
                case "loss":
                    lines = lines with { LossA = percent, LossB = percent };
                    break;
                case "duplicates":
                    lines = lines with { Duplicates = percent };
                    break;
                case "reordered":
                    lines = lines with { Reordered = percent };
                    break;
                case "corrupt":
                    lines = lines with { Corrupt = percent };
                    break;
                default:
                    error = $"'{name}' is no fault: loss-a, loss-b, loss, duplicates, reordered, corrupt, dead-line or seed";
                    return false;
            }
        }
        faults = new(lines);
        return true;
    }
}
