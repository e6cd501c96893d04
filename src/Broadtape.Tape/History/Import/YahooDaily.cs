namespace Broadtape.Tape.History.Import;

/// <summary>Yahoo's download of daily prices, many instruments in one table: split-adjusted, the dividend-adjusted close left out.</summary>
static class YahooDaily
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Adj Close,Volume";

    static readonly DailyRows.Columns Columns = new(Open: 2, High: 3, Low: 4, Close: 5, Volume: 7);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var daily = new DailyRows(context, draft, "yahoo", PriceBasis.SplitAdjusted);
        while (rows.Next())
            daily.Take(rows, rows.Text(0), rows.Date(1), Columns);
        daily.SetUnfinishedDayAside(file.Index);
    }
}
