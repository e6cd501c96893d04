namespace Broadtape.Tape.History.Import;

/// <summary>yfinance's table of daily prices with its columns by the alphabet, many instruments in one: adjusted for splits and dividends.</summary>
static class YfinanceDaily
{
    const string Header = "Symbol,Date,Close,High,Low,Open,Volume";

    static readonly DailyRows.Columns Columns = new(Open: 5, High: 3, Low: 4, Close: 2, Volume: 6);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var daily = new DailyRows(context, draft, "yfinance", PriceBasis.Adjusted);
        while (rows.Next())
            daily.Take(rows, rows.Text(0), rows.Date(1), Columns);
        daily.SetUnfinishedDayAside(file.Index);
    }
}
