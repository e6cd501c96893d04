using System.Globalization;
using System.Text;
using Broadtape.Market;
using ExcelDataReader;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// HKEX's list of securities, as the exchange's sheet or as CSV of it. It says neither its day (the operator does) nor when anything was
/// listed: a code new to us is listed from the list's day on, assumed; a code that carries another product than it did is another listing.
/// </summary>
static class HkexSecurities
{
    const string Header =
        "Stock Code,Name of Securities,Category,Sub-Category,Board Lot,ISIN,Expiry Date,Subject to Stamp Duty,Shortsell Eligible,CAS Eligible,VCM Eligible,Admitted to CCASS,Debt Securities Board Lot (Nominal),Debt Securities Investor Type,POS Eligible,Spread Table 1 = Part A 3 = Part B 5 = Part D 4 & 6 = Part E,Trading Currency,RMB Counter";

    const int CodeDigits = 5;

    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly LocalDatePattern Expiries = LocalDatePattern.CreateWithInvariantCulture("dd/MM/uuuu");

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        if (!CellText.TryDate(context.Terms.Subject, out var day))
            throw file.Refuse(0, "the list does not say its day: name it with --of, such as 2026-03-23");
        var known = context.Midnight(context.Days.ZoneOf(HongKong), day);
        foreach (var (row, cells) in file.IsSheet() ? Sheet(file) : Csv(file))
            Take(row, cells, day, known, file, context, draft);
    }

    static void Take(int row, string[] cells, LocalDate day, Moment known, ImportFile file, ImportContext context, ImportDraft draft)
    {
        var place = new Place(file.Index, row);
        if (cells.All(string.IsNullOrEmpty))
        {
            draft.SetAside(Quarantine.Blank, place, "");
            return;
        }
        if (cells[0].Length != CodeDigits || !CellText.TryDigits(cells[0], out _))
            throw file.Refuse(row, $"'{cells[0]}' is not a stock code of five digits");
        if (cells[1].Length == 0)
            throw file.Refuse(row, "it has no name");
        var expires =
            cells[6].Length == 0 ? (LocalDate?)null
            : Expiries.Parse(cells[6]) is { Success: true } read ? read.Value
            : throw file.Refuse(row, $"'{cells[6]}' is not a day such as 25/11/2026");
        var (id, assumed) = ListingOf(cells, day, context);
        var listed = new ListedInstrument(
            cells[1],
            KindOf(cells[2], cells[3]) ?? throw file.Refuse(row, $"the category '{cells[2]}' is not known"),
            cells[16] == "RMB" ? "CNY"
                : cells[16].Length == 3 ? cells[16]
                : throw file.Refuse(row, $"'{cells[16]}' is not a currency"),
            cells[4].Length == 0 ? null
                : int.TryParse(cells[4], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var lot) && lot > 0 ? lot
                : throw file.Refuse(row, $"'{cells[4]}' is not a board lot"),
            cells[15] is "1" or "3" or "4" or "5" or "6" ? "0" + cells[15] : throw file.Refuse(row, $"'{cells[15]}' is no spread table"),
            cells[5].Length == 0 ? null : cells[5],
            expires is { } end ? LocalDatePattern.Iso.Format(end) : null,
            cells[17].Length == 0 ? null : cells[17],
            assumed
        );
        draft.Add(listed.Told(id, known));
        if (expires is { } last)
            draft.Add(new SeriesLife(null, null, last.PlusDays(1)).Told(id, known));
    }

    /// <summary>The listing that had the code before, if the list can mean it; else one that begins on the list's day.</summary>
    static (InstrumentId, bool Assumed) ListingOf(string[] cells, LocalDate day, ImportContext context)
    {
        var (id, assumed) = context.Book.Of(HongKong, cells[0], day);
        return context.ListedBefore(id) is { } before && (before.Isin, before.Name) is var (isin, name) && IsAnother(isin, name, cells)
            ? (new(HongKong, cells[0], day), true)
            : (id, assumed);
    }

    /// <summary>Companies change their names and keep their ISIN; structured products often have none, and never change their names.</summary>
    static bool IsAnother(string? isin, string name, string[] cells) =>
        isin is not null && cells[5].Length > 0 ? isin != cells[5] : isin is null && cells[5].Length == 0 && cells[6].Length > 0 && name != cells[1];

    static InstrumentKind? KindOf(string category, string sub) =>
        category switch
        {
            "Equity" => sub == "Depositary Receipts" ? InstrumentKind.Other : InstrumentKind.Equity,
            "Exchange Traded Products" => InstrumentKind.Etf,
            "Real Estate Investment Trusts" => InstrumentKind.Reit,
            "Derivative Warrants" => InstrumentKind.DerivativeWarrant,
            "Callable Bull/Bear Contracts" => InstrumentKind.Cbbc,
            "Debt Securities" => InstrumentKind.Debt,
            "Equity Warrants (Main Board)" => InstrumentKind.Other,
            _ => null,
        };

    static IEnumerable<(int, string[])> Csv(ImportFile file)
    {
        using var rows = CsvRows.Open(file, Header);
        while (rows.Next())
            yield return (rows.Row, [.. Enumerable.Range(0, rows.Width).Select(rows.Text)]);
    }

    static IEnumerable<(int, string[])> Sheet(ImportFile file)
    {
        var width = Header.Split(',').Length;
        using var bytes = file.Bytes();
        using var sheet = OpenSheet(file, bytes);
        for (var row = 1; Next(file, sheet, row); row++)
        {
            var cells = Enumerable
                .Range(0, Math.Max(width, sheet.FieldCount))
                .Select(i => i < sheet.FieldCount ? Cell(sheet.GetValue(i), isHeading: row == 1) : "")
                .ToArray();
            if (cells.Skip(width).Any(c => c.Length > 0))
                throw file.Refuse(row, $"more than {width} cells");
            if (row > 1)
                yield return (row, cells[..width]);
            else if (string.Join(',', cells[..width]) is var there && there != Header)
                throw file.Refuse(1, $"the columns are '{there}'");
        }
    }

    static IExcelDataReader OpenSheet(ImportFile file, Stream bytes)
    {
        try
        {
            // The reader's settings name an old code page before anyone can name another.
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return ExcelReaderFactory.CreateOpenXmlReader(bytes);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw file.Refuse(0, $"the sheet is cut off or damaged: {e.Message}");
        }
    }

    static bool Next(ImportFile file, IExcelDataReader sheet, int row)
    {
        try
        {
            return sheet.Read();
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw file.Refuse(row, $"the sheet is cut off or damaged: {e.Message}");
        }
    }

    static bool IsBroken(Exception e) =>
        e is IOException or InvalidDataException or System.Xml.XmlException or ExcelDataReader.Exceptions.ExcelReaderException;

    /// <summary>Headings are broken over lines in the sheet.</summary>
    static string Cell(object? value, bool isHeading) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is not { } text ? ""
        : isHeading ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        : text;
}
