using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>The cells of dividends and splits in yfinance's tables. A dividend stands as the vendor tells it, carried over later splits.</summary>
sealed class YfinanceActionCells(ImportContext context, ImportDraft draft, int dividend, int split)
{
    /// <summary>Shares a ratio such as 1.05 is made whole with: 21 for 20.</summary>
    const int HeldMost = 1_000;

    /// <summary>The same split again within so many days is one told twice.</summary>
    const int Again = 7;

    readonly Dictionary<(InstrumentId, int, int), LocalDate> splits = [];

    internal void Take(CsvRows rows, YahooSymbol symbol, LocalDate day)
    {
        var (paid, ratio) = (DailyRows.Price(rows, dividend), DailyRows.Price(rows, split));
        if (paid.IsNone && ratio.IsNone)
            return;
        if (paid.Millionths < 0 || ratio.Millionths < 0)
            throw rows.Refuse("a dividend or a split is negative");
        var (id, _) = context.Book.Of(symbol.Mic, symbol.Code, day);
        var known = context.Midnight(context.Days.ZoneOf(context.SessionOf(id, symbol.Session)), day);
        if (!paid.IsNone)
            draft.Add(ToldAction.Told(id, new(day, CorporateActionKind.Dividend, paid, 0, 0, known)));
        if (ratio.IsNone)
            return;
        var (shares, held) = Whole(ratio) ?? throw rows.Refuse($"a split of {ratio} is no ratio of shares");
        if (splits.TryGetValue((id, shares, held), out var before) && Period.DaysBetween(before, day) <= Again)
        {
            draft.SetAside(Quarantine.RepeatedAction, rows.Place, rows.Whole());
            return;
        }
        splits[(id, shares, held)] = day;
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
