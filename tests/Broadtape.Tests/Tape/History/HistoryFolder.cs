using System.Text;
using Broadtape.Market;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;

namespace Broadtape.Tests.TapeTests.History;

/// <summary>A history that goes with the test, and files to import into it.</summary>
sealed class HistoryFolder : IDisposable
{
    static readonly Lazy<Timetables> Rules = new(() => Timetables.Parse(Read("venues"), Read("sessions"), Read("holidays"), Read("weather")));

    static readonly Lazy<UsListings> Tickers = new(() => UsListings.Parse(Read("us-listings").Text, "us-listings.csv"));

    readonly string folder = Directory.CreateTempSubdirectory("broadtape-history-").FullName;

    /// <summary>When imports are made unless the test says otherwise.</summary>
    public static readonly Moment At = Moment.Parse("2026-04-01T09:00+08:00");

    public static Timetables Timetables => Rules.Value;

    public string Path => System.IO.Path.Combine(folder, "history");

    public InstrumentMaster Instruments { get; set; } = InstrumentMaster.Empty;

    public static Moment Day(string day) => Moment.Parse($"{day}T00:00+08:00");

    public HistoryImportReport Import(string kind, params string[] files) => Import(new ImportTerms(kind, files, At));

    public HistoryImportReport ImportShared(string kind, params string[] files) => Import(kind, [.. files.Select(f => SharedData.At($"data/{f}"))]);

    public HistoryImportReport Import(ImportTerms terms) => Importing.Run(Path, terms, Instruments, Timetables, Tickers.Value);

    public HistoryStore Open() => HistoryStore.Open(Path);

    /// <summary>A file of these lines beside the history.</summary>
    public string Write(string name, params string[] lines) => Write(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Every file of the history with its bytes, reports and lock left out.</summary>
    public Dictionary<string, string> Contents() =>
        Directory.Exists(Path)
            ? Directory
                .GetFiles(Path)
                .Where(f => System.IO.Path.GetFileName(f) != "lock")
                .ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(f)))
            : [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static (string Text, string File) Read(string name) => (Repository.Read($"reference/{name}.csv"), $"{name}.csv");
}
