using System.Text.RegularExpressions;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// LEAN's archives of US shares: prices in ten-thousandths of a dollar as they were traded, times of New York. A zip holds one table and
/// its name says of what; quotes and seconds are other kinds.
/// </summary>
static partial class LeanArchive
{
    const int Width = 6;
    const int Scale = 100;

    static readonly Mic NewYork = Mic.Parse("XNYS");

    /// <summary>yyyyMMdd 00:00, open, high, low, close, volume; the table is named by its ticker.</summary>
    internal static void ReadDaily(ImportFile file, ImportContext context, ImportDraft draft)
    {
        var named = DailyName().Match(file.EntryName());
        if (!named.Success)
            throw file.Refuse(0, $"'{file.EntryName()}' is not the name of a daily table, such as aapl.csv");
        var symbol = SymbolOf(file, named.Groups[1].Value, context);
        using var rows = CsvRows.OpenBare(file, Width);
        while (rows.Next())
        {
            if (rows[0].Length != 14 || !rows[0].EndsWith(" 00:00") || !CellText.TryCompactDate(rows[0][..8], out var day))
                throw rows.Refuse($"'{rows[0]}' is not a day such as 20140609 00:00");
            var (prices, volume) = Prices(rows);
            var isOpen = context.Days.IsOpen(NewYork, day);
            var fault =
                DailyRows.Fault(prices.Open, prices.High, prices.Low, prices.Close)
                ?? (
                    volume.Units == 0
                        ? isOpen == false
                            ? Quarantine.ZeroVolumeHoliday
                            : Quarantine.NothingTraded
                        : isOpen == false
                            ? Quarantine.NotATradingDay
                            : null
                );
            if (fault is { } reason)
            {
                draft.SetAside(reason, rows.Place, rows.Whole());
                continue;
            }
            var (id, assumed) = context.Book.Of(symbol.Mic, symbol.Code, day);
            var index = draft.IndexOf(new(id, BarLength.Day, TradingHours.Regular, "lean", PriceBasis.Raw), assumed);
            draft.Add(index, context.DayBar(NewYork, day, prices.Open, prices.High, prices.Low, prices.Close, volume), rows.Place);
        }
    }

    /// <summary>Milliseconds since midnight, open, high, low, close, volume; the table is named by its day and ticker.</summary>
    internal static void ReadMinutes(ImportFile file, ImportContext context, ImportDraft draft)
    {
        var named = MinuteName().Match(file.EntryName());
        if (!named.Success || !CellText.TryCompactDate(named.Groups[1].ValueSpan, out var day))
            throw file.Refuse(0, $"'{file.EntryName()}' is not the name of a day's trades by the minute, such as 20140609_aapl_minute_trade.csv");
        var symbol = SymbolOf(file, named.Groups[2].Value, context);
        var (id, assumed) = context.Book.Of(symbol.Mic, symbol.Code, day);
        var minutes = new MinuteRows(context, draft, "lean");
        using var rows = CsvRows.OpenBare(file, Width);
        while (rows.Next())
        {
            if (
                !CellText.TryDigits(rows[0], out var milliseconds)
                || milliseconds % NodaConstants.MillisecondsPerMinute != 0
                || milliseconds >= NodaConstants.MillisecondsPerDay
            )
                throw rows.Refuse($"'{rows[0]}' is not a minute in milliseconds since midnight");
            var (prices, volume) = Prices(rows);
            minutes.Take(rows, id, assumed, symbol, day + LocalTime.FromMillisecondsSinceMidnight(milliseconds), prices, volume);
        }
    }

    internal static YahooSymbol SymbolOf(ImportFile file, string ticker, ImportContext context)
    {
        var code = ticker.ToUpperInvariant();
        return context.UsListings.Find(code, context.Book) is { } mic
            ? new(mic, code, NewYork, CountsVolume: true)
            : throw file.Refuse(0, $"where {code} is listed is not known: add it to us-listings.csv");
    }

    static ((Price Open, Price High, Price Low, Price Close), Quantity) Prices(CsvRows rows)
    {
        if (!CellText.TryUnits(rows[5], out var volume) || volume.Units < 0)
            throw rows.Refuse($"'{rows[5]}' is not a volume");
        return ((Deci(rows, 1), Deci(rows, 2), Deci(rows, 3), Deci(rows, 4)), volume);
    }

    static Price Deci(CsvRows rows, int column) =>
        CellText.TryDigits(rows[column], out var price)
            ? new(price * (long)Scale)
            : throw rows.Refuse($"'{rows[column]}' is not a price in ten-thousandths");

    [GeneratedRegex(@"^([a-z][a-z.]*)\.csv$")]
    private static partial Regex DailyName();

    [GeneratedRegex(@"^(\d{8})_([a-z][a-z.]*)_minute_trade\.csv$")]
    private static partial Regex MinuteName();
}
