namespace Broadtape.Tape.History.Import;

/// <summary>yfinance's table of one index with a small "date" and columns for what an index never has; the operator says whose it is.</summary>
static class YfinanceIndexActions
{
    const string Header = "date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits";

    static readonly DailyRows.Columns Columns = new(Open: 1, High: 2, Low: 3, Close: 4, Volume: 6);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        var index = YahooSymbol.NamedBy(file, context);
        using var rows = CsvRows.Open(file, Header);
        var daily = new DailyRows(context, draft, "yfinance", PriceBasis.Raw);
        while (rows.Next())
        {
            if (!DailyRows.Price(rows, 7).IsNone || !DailyRows.Price(rows, 8).IsNone)
                throw rows.Refuse("an index has no dividends and no splits");
            daily.Take(rows, index, rows.Date(0), Columns);
        }
    }
}
