using System.Globalization;
using Broadtape.Market;
using Broadtape.Tape.Disk;

namespace Broadtape.Tape.History.Import;

/// <param name="Conflicts">Rows that would change what was known already; where there is one, nothing was taken.</param>
sealed record ImportOutcome(IReadOnlyList<Place> Conflicts, long Taken, long Corrected, long Unchanged);

/// <summary>
/// A settled draft against what is there: what is new or otherwise becomes the files of one import, durable before the manifest that names
/// them takes the old one's place. What fails before that leaves the history as it was.
/// </summary>
sealed class ImportTransaction : IDisposable
{
    const int RowGroup = 16_384;
    const int ConflictsMost = 1_000;

    readonly ParquetDatabase database = new(threads: 2);
    readonly string folder;
    readonly Catalogue catalogue;
    readonly ImportTerms terms;
    readonly ImportDraft draft;
    int nextSeries;

    ImportTransaction(string folder, Catalogue catalogue, ImportTerms terms, ImportDraft draft)
    {
        (this.folder, this.catalogue, this.terms, this.draft) = (folder, catalogue, terms, draft);
        nextSeries = catalogue.Manifest.NextSeries;
    }

    internal static ImportOutcome Run(
        string folder,
        Catalogue catalogue,
        ImportTerms terms,
        IReadOnlyList<ImportedFile> inputs,
        ImportDraft draft,
        string report
    )
    {
        using var transaction = new ImportTransaction(folder, catalogue, terms, draft);
        return transaction.Run(inputs, report);
    }

    ImportOutcome Run(IReadOnlyList<ImportedFile> inputs, string report)
    {
        FillBars();
        FillFacts();
        var conflicts = Conflicts();
        if (conflicts.Count > 0)
            return new(conflicts, 0, 0, 0);
        var bars = database.Count("SELECT count(*) FROM fresh");
        var facts = database.Count("SELECT count(*) FROM fresh_facts");
        var corrected =
            database.Count("SELECT count(*) FROM fresh JOIN latest USING (series, begins)")
            + database.Count("SELECT count(*) FROM fresh_facts JOIN latest_facts USING (topic, subject, item)");
        var outcome = new ImportOutcome([], bars + facts, corrected, draft.Bars.Count + DistinctFacts() - bars - facts);
        if (outcome.Taken > 0)
            Commit(inputs, report, outcome, bars, facts);
        return outcome;
    }

    public void Dispose() => database.Dispose();

    void FillBars()
    {
        database.Run($"CREATE TABLE incoming ({BarTable.Columns}, place INTEGER)");
        database.Run($"CREATE TABLE named ({SeriesTable.Columns})");
        var numbers = new int[draft.Series.Count];
        using (var named = database.Into("named"))
            for (var i = 0; i < numbers.Length; i++)
            {
                var (series, assumed) = draft.Series[i];
                numbers[i] = catalogue.NumberOf(series) ?? nextSeries++;
                SeriesTable.Append(named, numbers[i], series, assumed);
            }
        using (var incoming = database.Into("incoming"))
            for (var i = 0; i < draft.Bars.Count; i++)
                BarTable.Append(incoming, numbers[draft.Bars[i].Index], Known(draft.Bars[i].Bar), i);
        var files = draft
            .Series.SelectMany(s => catalogue.Of(s.Series.Instrument).Where(e => e.Series == s.Series))
            .Select(e => catalogue.PathOf(e.File))
            .Distinct()
            .ToList();
        database.Run(
            files.Count == 0
                ? "CREATE TABLE latest AS SELECT * EXCLUDE (place) FROM incoming LIMIT 0"
                : $"""
                CREATE TABLE latest AS SELECT {BarTable.Names} FROM read_parquet({ParquetDatabase.List(files)}, filename = true)
                WHERE series IN (SELECT number FROM named)
                QUALIFY row_number() OVER (PARTITION BY series, begins ORDER BY known DESC, filename DESC) = 1
                """
        );
        database.Run(
            """
            CREATE TABLE fresh AS SELECT * FROM incoming
            ANTI JOIN latest USING (series, begins, day, open, high, low, close, volume, turnover, trades)
            """
        );
    }

    void FillFacts()
    {
        database.Run($"CREATE TABLE incoming_facts ({FactTable.Columns})");
        using (var incoming = database.Into("incoming_facts"))
            foreach (var fact in draft.Facts)
                incoming
                    .CreateRow()
                    .AppendValue(fact.Topic)
                    .AppendValue(fact.Subject)
                    .AppendValue(fact.Item)
                    .AppendValue(fact.Value)
                    .AppendValue((terms.AsPublished ? fact.Known : terms.At).UnixNanoseconds)
                    .EndRow();
        database.Run(
            catalogue.FactFiles.Count == 0
                ? "CREATE TABLE latest_facts AS FROM incoming_facts LIMIT 0"
                : $"""
                    CREATE TABLE latest_facts AS SELECT {FactTable.Names} FROM read_parquet({ParquetDatabase.List(
                        catalogue.FactFiles
                    )}, filename = true)
                    QUALIFY row_number() OVER (PARTITION BY topic, subject, item ORDER BY known DESC, filename DESC) = 1
                    """
        );
        database.Run(
            """
            CREATE TABLE fresh_facts AS SELECT DISTINCT ON (topic, subject, item) * FROM incoming_facts
            ANTI JOIN latest_facts USING (topic, subject, item, value)
            """
        );
    }

    long DistinctFacts() => database.Count("SELECT count(*) FROM (SELECT DISTINCT topic, subject, item FROM incoming_facts)");

    List<Place> Conflicts() =>
        [
            .. database.Read(
                $"SELECT place FROM fresh JOIN latest USING (series, begins) WHERE latest.known >= fresh.known ORDER BY place LIMIT {ConflictsMost.ToString(CultureInfo.InvariantCulture)}",
                row => draft.Bars[row.GetInt32(0)].Place
            ),
            .. database.Read(
                "SELECT 1 FROM fresh_facts f JOIN latest_facts l USING (topic, subject, item) WHERE l.known >= f.known LIMIT 1",
                _ => default(Place)
            ),
        ];

    Bar Known(in Bar bar) => terms.AsPublished ? bar : bar with { Known = terms.At };

    void Commit(IReadOnlyList<ImportedFile> inputs, string report, ImportOutcome outcome, long bars, long facts)
    {
        var number = catalogue.Manifest.NextImport;
        var files = new List<HistoryFile>();
        if (bars > 0)
        {
            var (from, to) = database
                .Read("SELECT min(day), max(day) FROM fresh", row => (ParquetDatabase.Date(row.GetInt32(0)), ParquetDatabase.Date(row.GetInt32(1))))
                .Single();
            files.Add(
                Write(
                    number,
                    HistoryFiles.Series,
                    """
                    SELECT number, instrument, assumed, length, hours, source, basis, min(day) AS first_day, max(day) AS last_day, count(*) AS row_count
                    FROM fresh JOIN named ON number = series GROUP BY ALL ORDER BY number
                    """,
                    draft.Series.Count
                )
            );
            files.Add(
                Write(number, HistoryFiles.Bars, $"SELECT {BarTable.Names} FROM fresh ORDER BY series, begins", bars) with
                {
                    From = from,
                    To = to,
                }
            );
        }
        if (facts > 0)
            files.Add(Write(number, HistoryFiles.Facts, $"SELECT {FactTable.Names} FROM fresh_facts ORDER BY topic, subject, item", facts));
        FolderEntries.Flush(folder);
        var import = new HistoryImport(
            number,
            terms.Kind,
            terms.At,
            terms.AsPublished,
            inputs,
            outcome.Taken,
            outcome.Corrected,
            outcome.Unchanged,
            Importing.Counts(draft),
            report,
            files
        );
        (catalogue.Manifest with { NextSeries = nextSeries, Imports = [.. catalogue.Manifest.Imports, import] }).Replace(folder);
    }

    HistoryFile Write(int import, string table, string select, long rows)
    {
        var name = HistoryFiles.Name(import, table);
        database.Run(
            string.Create(
                CultureInfo.InvariantCulture,
                $"COPY ({select}) TO {ParquetDatabase.Text(Path.Combine(folder, name))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowGroup})"
            )
        );
        return HistoryFiles.Seal(folder, name, table, rows);
    }
}
