namespace Broadtape.Tape.History.Import;

/// <summary>yfinance's table of one instrument with its three lines of header, which name it.</summary>
static class YfinanceIndex
{
    const string Short = "Price,Close,High,Low,Open,Volume";
    const string Long = "Price,Adj Close,Close,High,Low,Open,Volume";

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.OpenAny(file, Short, Long);
        var columns =
            rows.Width == 6
                ? new DailyRows.Columns(Open: 4, High: 2, Low: 3, Close: 1, Volume: 5)
                : new(Open: 5, High: 3, Low: 4, Close: 2, Volume: 6);
        if (!rows.Next() || rows[0] is not "Ticker")
            throw rows.Refuse("the second line does not name the ticker");
        var index = rows.Text(1);
        for (var column = 2; column < rows.Width; column++)
            if (!rows[column].SequenceEqual(index))
                throw rows.Refuse($"'{rows[column]}' stands beside '{index}': one instrument is expected");
        if (!rows.Next() || rows.Whole().TrimEnd(',') != "Date")
            throw rows.Refuse("the third line is not 'Date' alone");
        var daily = new DailyRows(context, draft, "yfinance", PriceBasis.Raw);
        if (daily.SymbolOf(index) is null)
            throw rows.Refuse($"'{index}' is no instrument known here");
        while (rows.Next())
            daily.Take(rows, index, rows.Date(0), columns);
    }
}
