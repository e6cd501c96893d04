using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// yfinance's table of daily prices with dividends and splits, many instruments in one: prices adjusted for both, dates at the market's
/// midnight with its offset. A dividend stands as the vendor tells it, carried over later splits.
/// </summary>
static class YfinanceActions
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Volume,Dividends,Stock Splits";
    const int Dividend = 7;
    const int Split = 8;
    const int DateLength = 10;

    /// <summary>Shares a ratio such as 1.05 is made whole with: 21 for 20.</summary>
    const int HeldMost = 1_000;

    /// <summary>The same split again within so many days is one told twice.</summary>
    const int Again = 7;

    static readonly DailyRows.Columns Columns = new(Open: 2, High: 3, Low: 4, Close: 5, Volume: 6);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var daily = new DailyRows(context, draft, "yfinance", PriceBasis.Adjusted);
        var splits = new Dictionary<(string, int, int), LocalDate>();
        while (rows.Next())
        {
            var text = rows[1];
            if (text.Length < DateLength || !CellText.TryDate(text[..DateLength], out var day) || text[DateLength..] is not " 00:00:00+08:00")
                throw rows.Refuse($"'{text}' is not a date such as 2020-01-02 00:00:00+08:00");
            daily.Take(rows, rows.Text(0), day, Columns);
            ReadActions(rows, context, draft, daily, day, splits);
        }
        daily.SetUnfinishedDayAside(file.Index);
    }

    static void ReadActions(
        CsvRows rows,
        ImportContext context,
        ImportDraft draft,
        DailyRows daily,
        LocalDate day,
        Dictionary<(string, int, int), LocalDate> splits
    )
    {
        var dividend = DailyRows.Price(rows, Dividend);
        var split = DailyRows.Price(rows, Split);
        if (dividend.IsNone && split.IsNone || daily.SymbolOf(rows.Text(0)) is not { } symbol)
            return;
        var (id, _) = context.Book.Of(symbol.Mic, symbol.Code, day);
        var known = context.Midnight(context.Days.ZoneOf(context.SessionOf(id, symbol.Session)), day);
        if (dividend.Millionths < 0 || split.Millionths < 0)
            throw rows.Refuse("a dividend or a split is negative");
        if (!dividend.IsNone)
            draft.Add(ToldAction.Told(id, new(day, CorporateActionKind.Dividend, dividend, 0, 0, known)));
        if (split.IsNone)
            return;
        var (shares, held) = Whole(split) ?? throw rows.Refuse($"a split of {split} is no ratio of shares");
        var key = (id.ToString(), shares, held);
        if (splits.TryGetValue(key, out var before) && Period.DaysBetween(before, day) <= Again)
        {
            draft.SetAside(Quarantine.RepeatedAction, rows.Place, rows.Whole());
            return;
        }
        splits[key] = day;
        draft.Add(ToldAction.Told(id, new(day, CorporateActionKind.Split, default, shares, held, known)));
    }

    static (int Shares, int Held)? Whole(Price ratio)
    {
        for (var held = 1; held <= HeldMost; held++)
            if (ratio.Millionths * held % Price.One == 0)
                return ((int)(ratio.Millionths * held / Price.One), held);
        return null;
    }
}
