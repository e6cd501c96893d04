using System.Globalization;
using System.Text;

namespace Broadtape.Tape.History.Import;

/// <summary>What came of an import.</summary>
/// <param name="Corrected">Of those taken, rows that were known otherwise before.</param>
/// <param name="Refused">Where not empty nothing was taken: each place with its reason.</param>
/// <param name="Quarantined">Rows set aside, by reason; they are in the report file one by one.</param>
/// <param name="Remarks">What else is worth knowing.</param>
/// <param name="File">Every refused and quarantined row; null when there is none.</param>
public sealed record HistoryImportReport(
    long Taken,
    long Corrected,
    long Unchanged,
    IReadOnlyList<string> Refused,
    IReadOnlyDictionary<string, long> Quarantined,
    IReadOnlyList<string> Remarks,
    string? File
)
{
    const int Shown = 20;

    public bool IsRefused => Refused.Count > 0;

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Taken} taken ({Corrected} of them corrections), {Unchanged} unchanged, ");
        text.Append(CultureInfo.InvariantCulture, $"{Quarantined.Values.Sum()} quarantined, {Refused.Count} refused");
        foreach (var (reason, count) in Quarantined.OrderByDescending(q => q.Value))
            text.Append(CultureInfo.InvariantCulture, $"\n  quarantined {count}: {reason}");
        foreach (var refused in Refused.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"\n  refused {refused}");
        if (Refused.Count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"\n  and {Refused.Count - Shown} more");
        foreach (var remark in Remarks.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"\n  {remark}");
        if (Remarks.Count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"\n  and {Remarks.Count - Shown} more remarks");
        if (File is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n  every row of them: {File}");
        return text.ToString();
    }
}
