using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>Counts every sealed day of a tape again, by the code that counted it live.</summary>
public static class BarRebuild
{
    /// <summary>
    /// The folder's files are replaced by those counted again, in which no byte differs unless one was damaged or lost. Days the tape holds no
    /// more stay as they are. Throws <see cref="TapeException"/>; whatever was not replaced then stands.
    /// </summary>
    public static BarRebuildReport Run(string folder, Tape tape, InstrumentMaster master, Timetables timetables)
    {
        var aside = Path.Combine(folder, "rebuilt");
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        using (var bars = BarTape.Open(aside, tape, master, timetables))
            while (bars.Advance())
                bars.Seal();
        var (same, changed, added) = (0, new List<string>(), new List<string>());
        foreach (var file in Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList())
        {
            var name = Path.GetRelativePath(aside, file);
            var there = Path.Combine(folder, name);
            if (!File.Exists(there))
                added.Add(name);
            else if (File.ReadAllBytes(there).AsSpan().SequenceEqual(File.ReadAllBytes(file)))
            {
                same++;
                continue;
            }
            else
                changed.Add(name);
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Move(file, there, overwrite: true);
            FolderEntries.Flush(Path.GetDirectoryName(there)!);
        }
        Directory.Delete(aside, recursive: true);
        return new(same, changed, added);
    }
}

/// <param name="Same">Files in which no byte differs.</param>
public sealed record BarRebuildReport(int Same, IReadOnlyList<string> Changed, IReadOnlyList<string> Added)
{
    public override string ToString() =>
        string.Join(
            '\n',
            [
                $"{Same} files byte for byte as they were, {Changed.Count} changed, {Added.Count} added",
                .. Changed.Select(f => $"changed {f}"),
                .. Added.Select(f => $"added {f}"),
            ]
        );
}
