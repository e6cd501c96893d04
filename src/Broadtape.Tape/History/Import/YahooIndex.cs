namespace Broadtape.Tape.History.Import;

/// <summary>Yahoo's download of one index's daily levels. The file does not say whose they are: the operator does.</summary>
static class YahooIndex
{
    const string Header = "Date,Open,High,Low,Close,Adj Close,Volume";

    static readonly DailyRows.Columns Columns = new(Open: 1, High: 2, Low: 3, Close: 4, Volume: 6);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        var index = YahooSymbol.NamedBy(file, context);
        using var rows = CsvRows.Open(file, Header);
        var daily = new DailyRows(context, draft, "yahoo", PriceBasis.Raw);
        while (rows.Next())
            daily.Take(rows, index, rows.Date(0), Columns);
    }
}
