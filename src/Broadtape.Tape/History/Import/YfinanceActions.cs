namespace Broadtape.Tape.History.Import;

/// <summary>
/// yfinance's table of daily prices with dividends and splits, many instruments in one: prices adjusted for both, dates at the market's
/// midnight with its offset.
/// </summary>
static class YfinanceActions
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Volume,Dividends,Stock Splits";
    const int DateLength = 10;

    static readonly DailyRows.Columns Columns = new(Open: 2, High: 3, Low: 4, Close: 5, Volume: 6);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var daily = new DailyRows(context, draft, "yfinance", PriceBasis.Adjusted);
        var actions = new YfinanceActionCells(context, draft, dividend: 7, split: 8);
        while (rows.Next())
        {
            var text = rows[1];
            if (text.Length < DateLength || !CellText.TryDate(text[..DateLength], out var day) || text[DateLength..] is not " 00:00:00+08:00")
                throw rows.Refuse($"'{text}' is not a date such as 2020-01-02 00:00:00+08:00");
            daily.Take(rows, rows.Text(0), day, Columns);
            if (daily.SymbolOf(rows.Text(0)) is { } symbol)
                actions.Take(rows, symbol, day);
        }
        daily.SetUnfinishedDayAside(file.Index);
    }
}
