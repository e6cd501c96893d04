using System.Text;
using NodaTime;
using Sylvan.Data.Csv;
using ZstdSharp;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// Rows of a CSV file whose header lines are exactly those expected, in UTF-8, each row as wide as its header. Anything else refuses the
/// file with its row.
/// </summary>
sealed class CsvRows : IDisposable
{
    /// <summary>A byte that is no UTF-8 is another encoding.</summary>
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ImportFile file;
    readonly LastByte bytes;
    readonly CsvDataReader csv;
    int width;
    bool endsOpen;
    Func<CsvRows, bool>? mayHaveTail;

    CsvRows(ImportFile file)
    {
        this.file = file;
        bytes = new(file.Open());
        try
        {
            csv = CsvDataReader.Create(
                new StreamReader(bytes, Strict, detectEncodingFromByteOrderMarks: false, 1 << 16),
                new CsvDataReaderOptions
                {
                    HasHeaders = false,
                    Delimiter = ',',
                    ResultSetMode = ResultSetMode.SingleResult,
                }
            );
        }
        catch (Exception e) when (Unreadable(e) is { } reason)
        {
            bytes.Dispose();
            throw file.Refuse(1, reason);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    internal Place Place => new(file.Index, Row);

    /// <summary>From 1, the header included.</summary>
    internal int Row { get; private set; }

    internal int Width => width;

    /// <summary>Of this row.</summary>
    internal int Cells => csv.RowFieldCount;

    /// <summary>Opens a file that begins with these lines, each a list of the cells' names.</summary>
    internal static CsvRows Open(ImportFile file, params string[] headers)
    {
        var rows = new CsvRows(file);
        try
        {
            foreach (var header in headers)
                rows.Expect(header);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file whose first line is one of these.</summary>
    internal static CsvRows OpenAny(ImportFile file, params ReadOnlySpan<string> headers)
    {
        var rows = new CsvRows(file);
        try
        {
            var there = rows.Next() ? rows.Whole() : "";
            if (!headers.Contains(there))
                throw file.Refuse(1, $"the columns are '{Shortened(there)}', not '{headers[0]}'");
            rows.width = rows.csv.RowFieldCount;
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file some of whose rows have one cell more than the header.</summary>
    /// <param name="allowed">Whether this row may.</param>
    internal static CsvRows OpenWithTail(ImportFile file, string header, Func<CsvRows, bool> allowed)
    {
        var rows = Open(file, header);
        rows.mayHaveTail = allowed;
        return rows;
    }

    /// <summary>A file without a header, so many cells wide; 0 for rows of any width. Its source ends no last line: the caller knows its end.</summary>
    internal static CsvRows OpenBare(ImportFile file, int width) => new(file) { width = width, endsOpen = true };

    /// <summary>Moves on; false at the end of the file.</summary>
    internal bool Next()
    {
        try
        {
            if (!csv.Read())
            {
                // A closing quote ends a line as well.
                if (!endsOpen && !file.IsPacked && bytes.Last is not ('\n' or '"') && Row > 0)
                    throw Refuse("the file is cut off: its last line does not end");
                return false;
            }
        }
        catch (Exception e) when (Unreadable(e) is { } reason)
        {
            throw file.Refuse(Row + 1, reason);
        }
        Row++;
        if (width > 0 && csv.RowFieldCount != width && !(csv.RowFieldCount == width + 1 && mayHaveTail?.Invoke(this) == true))
            throw Refuse($"{csv.RowFieldCount} cells where the header has {width}");
        return true;
    }

    internal ReadOnlySpan<char> this[int column] => csv.GetFieldSpan(column);

    internal string Text(int column) => csv.GetString(column);

    /// <summary>A cell such as 2026-01-09.</summary>
    internal LocalDate Date(int column) =>
        CellText.TryDate(this[column], out var date) ? date : throw Refuse($"'{this[column]}' is not a date such as 2026-01-09");

    /// <summary>The row as it stands, for a report.</summary>
    internal string Whole() => string.Join(',', Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString));

    internal HistoryImportException Refuse(string reason) => file.Refuse(Row, reason);

    public void Dispose()
    {
        csv.Dispose();
        bytes.Dispose();
    }

    void Expect(string header)
    {
        width = 0;
        if (!Next())
            throw file.Refuse(Row + 1, $"the file ends where '{header}' is expected");
        var there = Whole();
        if (there != header)
            throw Refuse($"the columns are '{Shortened(there)}', not '{Shortened(header)}'");
        width = csv.RowFieldCount;
    }

    static string Shortened(string text) => text.Length <= 120 ? text : text[..120] + " …";

    static string? Unreadable(Exception e) =>
        e switch
        {
            DecoderFallbackException => "it is not written in UTF-8",
            EndOfStreamException or InvalidDataException or ZstdException => $"the file is cut off or damaged: {e.Message}",
            CsvFormatException or CsvRecordTooLargeException => $"it is not CSV: {e.Message}",
            _ => null,
        };

    /// <summary>Remembers the last byte read.</summary>
    sealed class LastByte(Stream inner) : Stream
    {
        internal int Last { get; private set; } = -1;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            if (read > 0)
                Last = buffer[read - 1];
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
