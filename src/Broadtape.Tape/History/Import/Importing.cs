using System.Globalization;
using System.Text;
using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// Takes files into the history, all or nothing: a file that is not what was said refuses the import; a row that cannot be believed is set
/// aside and counted; rows that are there already change nothing.
/// </summary>
public static class Importing
{
    /// <summary>Throws <see cref="HistoryException"/> when the folder cannot be written or its manifest does not hold.</summary>
    /// <param name="instruments">Those the site knows: codes of others begin listings of their own.</param>
    public static HistoryImportReport Run(
        string folder,
        ImportTerms terms,
        InstrumentMaster instruments,
        Timetables timetables,
        UsListings usListings
    )
    {
        if (!HistoryKinds.All.TryGetValue(terms.Kind, out var source))
            throw new ArgumentException($"'{terms.Kind}' is no kind of history");
        return Run(
            folder,
            terms,
            instruments,
            timetables,
            usListings,
            (files, context, draft) =>
            {
                foreach (var file in files)
                    source(file, context, draft);
            }
        );
    }

    internal static HistoryImportReport Run(
        string folder,
        ImportTerms terms,
        InstrumentMaster instruments,
        Timetables timetables,
        UsListings usListings,
        Action<IReadOnlyList<ImportFile>, ImportContext, ImportDraft> read
    )
    {
        using var alone = TakeAlone(folder);
        using var store = HistoryStore.Open(folder);
        var catalogue = store.Current();
        if (!catalogue.IsReadable)
            throw new HistoryException(folder, catalogue.Damage[0].Reason);
        var files = terms.Files.Select((path, index) => new ImportFile(path, index)).ToList();
        var draft = new ImportDraft();
        var context = new ImportContext(terms, instruments, timetables, usListings, store);
        List<ImportedFile> inputs;
        try
        {
            inputs = [.. files.Select(f => f.Describe())];
            read(files, context, draft);
            draft.Settle();
            SetAsideWhatHasEnded(draft, context);
        }
        catch (HistoryImportException e)
        {
            return Report(folder, terms, files, draft, new([], 0, 0, 0), [e.Message]);
        }
        var outcome = ImportTransaction.Run(folder, catalogue, terms, inputs, draft, ReportName(terms, inputs));
        return Report(
            folder,
            terms,
            files,
            draft,
            outcome,
            [
                .. outcome.Conflicts.Select(c =>
                    $"{(c.File < files.Count ? files[c.File].Name : terms.Kind)}, row {c.Row}: it would change what was known by then already"
                ),
            ]
        );
    }

    static void SetAsideWhatHasEnded(ImportDraft draft, ImportContext context)
    {
        var ends = draft.Series.Select(s => context.EndOf(s.Series.Instrument)).ToList();
        if (ends.Exists(e => e is not null))
            draft.SetAsideWhere(b => ends[b.Index] <= b.Bar.Day, Quarantine.AfterItsEnd);
    }

    static HistoryImportReport Report(
        string folder,
        ImportTerms terms,
        IReadOnlyList<ImportFile> files,
        ImportDraft draft,
        ImportOutcome outcome,
        IReadOnlyList<string> refused
    )
    {
        string? path = null;
        if (refused.Count + draft.Aside.Count > 0)
        {
            path = Path.Combine(folder, ReportName(terms, files.Select(f => f.Name)));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var text = new StringBuilder("file,row,reason,text\n");
            foreach (var sentence in refused)
                text.Append("refused,,").Append('"').Append(sentence.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\",\n");
            foreach (var row in draft.Aside)
                text.Append(CultureInfo.InvariantCulture, $"{files[row.Place.File].Name},{row.Place.Row},{row.Reason},")
                    .Append('"')
                    .Append(row.Text.Replace("\"", "\"\"", StringComparison.Ordinal))
                    .Append("\"\n");
            File.WriteAllText(path, text.ToString());
        }
        return new(
            outcome.Taken,
            outcome.Corrected,
            outcome.Unchanged,
            refused,
            refused.Count > 0 ? new Dictionary<string, long>() : Counts(draft),
            draft.Remarks,
            path
        );
    }

    internal static IReadOnlyDictionary<string, long> Counts(ImportDraft draft) =>
        draft.Aside.GroupBy(a => a.Reason).OrderBy(g => g.Key).ToDictionary(g => g.Key.ToString(), g => (long)g.Count());

    static string ReportName(ImportTerms terms, IReadOnlyList<ImportedFile> inputs) => ReportName(terms, inputs.Select(i => i.Name));

    /// <summary>The same files of the same kind report to the same place.</summary>
    static string ReportName(ImportTerms terms, IEnumerable<string> names) =>
        Path.Combine("reports", $"{terms.Kind}-{HistoryManifest.Checksum(Encoding.UTF8.GetBytes(string.Join('\0', names)))}.csv");

    static FileStream TakeAlone(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HistoryException(path, $"another import runs, or the folder cannot be written: {e.Message}", e);
        }
    }
}
