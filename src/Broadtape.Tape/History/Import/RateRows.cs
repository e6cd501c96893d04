using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>Daily reference rates: one figure a day, which is its open, high, low and close. A pair is written USDHKD: HKD for one USD.</summary>
sealed class RateRows(ImportContext context, ImportDraft draft, string source)
{
    internal void Take(CsvRows row, int column, string pair, LocalDate day)
    {
        var rate = DailyRows.Price(row, column);
        if (rate.Millionths <= 0)
        {
            draft.SetAside(Quarantine.NotPositive, row.Place, $"{pair} {row[column]}");
            return;
        }
        var (id, assumed) = context.Book.Of(Mic.None, pair, day, reused: false);
        var index = draft.IndexOf(new(id, BarLength.Day, TradingHours.Regular, source, PriceBasis.Raw), assumed);
        draft.Add(index, context.DayBar(Mic.None, day, rate, rate, rate, rate, default), row.Place);
    }
}
