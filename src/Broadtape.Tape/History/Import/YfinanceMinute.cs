using NodaTime.Text;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// yfinance's minute bars, times with their offset. What was traded before and after regular hours is a series of its own, where the
/// vendor tells no volume.
/// </summary>
static class YfinanceMinute
{
    const string Header = "Symbol,Datetime,Open,High,Low,Close,Volume,Dividends,Stock Splits";

    /// <summary>Its rows end with a cell of an adjusted close that was never filled.</summary>
    const string OneCellMore = "SPY";

    static readonly OffsetDateTimePattern Times = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'sso<+HH:mm>");
    static readonly DailyRows.Columns Columns = new(Open: 2, High: 3, Low: 4, Close: 5, Volume: 6);

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.OpenWithTail(file, Header, row => row[0] is OneCellMore && row[9].IsEmpty);
        var minutes = new MinuteRows(context, draft, "yfinance");
        var actions = new YfinanceActionCells(context, draft, dividend: 7, split: 8);
        while (rows.Next())
        {
            if (YahooSymbol.Read(rows.Text(0), context) is not { } symbol)
            {
                draft.SetAside(Quarantine.UnknownSymbol, rows.Place, rows.Whole());
                continue;
            }
            if (Times.Parse(rows.Text(1)) is not { Success: true, Value: var time } || time.Second != 0)
                throw rows.Refuse($"'{rows[1]}' is not a minute such as 2019-12-18 09:30:00+08:00");
            var zone = context.Days.ZoneOf(symbol.Session);
            if (zone.GetUtcOffset(time.ToInstant()) != time.Offset)
                throw rows.Refuse($"{symbol.Session} does not keep the offset of '{rows[1]}'");
            var (id, assumed) = context.Book.Of(symbol.Mic, symbol.Code, time.Date);
            actions.Take(rows, symbol, time.Date);
            var missing = DailyRows.Missing(rows, Columns);
            if (missing > 0)
            {
                draft.SetAside(missing == 4 ? Quarantine.NullRow : Quarantine.Incomplete, rows.Place, rows.Whole());
                continue;
            }
            if (!CellText.TryUnits(rows[Columns.Volume], out var volume) || volume.Units < 0)
                throw rows.Refuse($"'{rows[Columns.Volume]}' is not a volume");
            minutes.Take(
                rows,
                id,
                assumed,
                symbol,
                time.LocalDateTime,
                (
                    DailyRows.Price(rows, Columns.Open),
                    DailyRows.Price(rows, Columns.High),
                    DailyRows.Price(rows, Columns.Low),
                    DailyRows.Price(rows, Columns.Close)
                ),
                volume
            );
        }
    }
}
