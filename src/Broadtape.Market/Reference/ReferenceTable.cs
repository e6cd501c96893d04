using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Sylvan.Data.Csv;

namespace Broadtape.Market;

/// <summary>
/// A table of reference data: lines beginning with "#" say where it is from and since when it holds, the next line names the columns.
/// Every complaint names file and line.
/// </summary>
public sealed class ReferenceTable
{
    readonly string file;

    ReferenceTable(string file, IReadOnlyList<Row> rows, int lines)
    {
        this.file = file;
        Rows = rows;
        Lines = lines;
    }

    public IReadOnlyList<Row> Rows { get; }
    public int Lines { get; }

    /// <summary>Reads the text; throws when it says nothing of its source, lacks a column or has a row of another width.</summary>
    public static ReferenceTable Read(string text, string file, params string[] columns)
    {
        var lines = text.Split('\n');
        var head = lines.TakeWhile(l => l.StartsWith('#') || string.IsNullOrWhiteSpace(l)).Count();
        if (!lines.Take(head).Any(l => l.Contains("source", StringComparison.OrdinalIgnoreCase)))
            throw new ReferenceException(file, 1, "the head does not name a source (a line '# source: …')");
        if (head == lines.Length)
            throw new ReferenceException(file, head, "no column names follow the head");
        using var csv = CsvDataReader.Create(
            new StringReader(string.Join('\n', lines.Skip(head))),
            new CsvDataReaderOptions
            {
                Delimiter = ',',
                HasHeaders = true,
                ResultSetMode = ResultSetMode.SingleResult,
            }
        );
        var names = Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetName(i)).ToList();
        foreach (var column in columns)
            if (!names.Contains(column))
                throw new ReferenceException(file, head + 1, $"the column '{column}' is missing");
        if (names.Distinct().Count() != names.Count)
            throw new ReferenceException(file, head + 1, "a column is named twice");
        var rows = new List<Row>();
        while (Next(csv, file, head + 1))
        {
            var line = head + 1 + csv.RowNumber;
            if (csv.RowFieldCount != names.Count)
                throw new ReferenceException(file, line, $"{csv.RowFieldCount} cells where {names.Count} columns are named");
            rows.Add(new(file, line, names.Index().ToDictionary(n => n.Item, n => csv.GetString(n.Index).Trim())));
        }
        return new(file, rows, lines.Length);
    }

    static bool Next(CsvDataReader csv, string file, int headLine)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException broken)
        {
            throw new ReferenceException(file, headLine + broken.RowNumber, broken.Message);
        }
    }

    public ReferenceException At(int line, string reason) => new(file, line, reason);

    public sealed class Row(string file, int line, Dictionary<string, string> cells)
    {
        public int Line => line;

        public string this[string column] => cells[column];

        /// <summary>Null when the cell is empty, or the table has no such column.</summary>
        public string? Optional(string column) => cells.GetValueOrDefault(column) is { Length: > 0 } text ? text : null;

        public string Required(string column) => Optional(column) ?? throw Wrong(column, "is empty");

        public ReferenceException Wrong(string column, string reason) => new(file, line, $"{column} {reason}");

        public Mic Mic(string column) =>
            Broadtape.Market.Mic.TryParse(this[column], out var mic) ? mic : throw Wrong(column, $"'{this[column]}' is not a market identifier code");

        public LocalDate Date(string column) =>
            LocalDatePattern.Iso.Parse(this[column]) is { Success: true } read
                ? read.Value
                : throw Wrong(column, $"'{this[column]}' is not a date such as 2026-01-08");

        public LocalTime Time(string column) =>
            LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(this[column]) is { Success: true } read
                ? read.Value
                : throw Wrong(column, $"'{this[column]}' is not a time such as 09:30");

        public Price Price(string column) =>
            decimal.TryParse(this[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? Broadtape.Market.Price.FromDecimal(value)
                : throw Wrong(column, $"'{this[column]}' is not a price");

        public int Int(string column) =>
            int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Wrong(column, $"'{this[column]}' is not a whole number");

        public T Enum<T>(string column)
            where T : struct, Enum =>
            System.Enum.TryParse<T>(this[column], ignoreCase: true, out var value) && System.Enum.IsDefined(value)
                ? value
                : throw Wrong(column, $"'{this[column]}' is none of {string.Join(", ", System.Enum.GetNames<T>())}");
    }
}
