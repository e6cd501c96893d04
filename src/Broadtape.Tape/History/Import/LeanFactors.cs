using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// LEAN's factor files: on each of their days the price and split factors hold for the last time, beside the close of that day. What makes
/// a factor change is the dividend or split of the next trading day. The file is named by its ticker.
/// </summary>
static class LeanFactors
{
    const int Width = 4;

    /// <summary>Decimals of a dividend that factors of seven digits carry.</summary>
    const int Decimals = 3;

    /// <summary>Shares a split is for at most, and how far from them factors may be rounded.</summary>
    const int HeldMost = 20;
    const decimal Tolerance = 0.000_2m;

    /// <summary>The day of every file's last row, with factors of one.</summary>
    static readonly LocalDate End = new(2050, 12, 31);

    static readonly Mic NewYork = Mic.Parse("XNYS");

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        var symbol = LeanArchive.SymbolOf(file, Path.GetFileNameWithoutExtension(file.Name), context);
        using var rows = CsvRows.OpenBare(file, Width);
        Factor? before = null;
        while (rows.Next())
        {
            if (!CellText.TryCompactDate(rows[0], out var day))
                throw rows.Refuse($"'{rows[0]}' is not a day such as 20140606");
            var factor = new Factor(day, Positive(rows, 1), Positive(rows, 2), DailyRows.Price(rows, 3), rows.Place);
            if (before is { } last)
            {
                if (last.Day >= day)
                    throw rows.Refuse("the days do not go forward");
                Tell(last, factor, symbol, file, context, draft);
            }
            before = factor;
        }
        if (before is not { Day: var end, Price: 1, Split: 1 } || end != End)
            throw file.Refuse(rows.Row, "the file is cut off: it does not end with 20501231,1,1,0");
    }

    static void Tell(Factor last, Factor next, YahooSymbol symbol, ImportFile file, ImportContext context, ImportDraft draft)
    {
        if (last.Price == next.Price && last.Split == next.Split)
            return;
        var ex =
            context.Days.After(NewYork, last.Day)
            ?? throw file.Refuse(last.Place.Row, $"the trading day after {last.Day:uuuu-MM-dd} is not known: import the calendar of {NewYork} first");
        var id = context.Book.Of(symbol.Mic, symbol.Code, ex).Id;
        var known = context.Midnight(context.Days.ZoneOf(NewYork), ex);
        if (last.Price != next.Price)
        {
            var dividend = Math.Round(last.Close.ToDecimal() * (1 - last.Price / next.Price), Decimals, MidpointRounding.AwayFromZero);
            if (dividend > 0)
                draft.Add(ToldAction.Told(id, new(ex, CorporateActionKind.Dividend, Price.FromDecimal(dividend), 0, 0, known)));
            else
                draft.SetAside(Quarantine.UnclearAction, last.Place, $"a dividend of {dividend} on {ex:uuuu-MM-dd}");
        }
        if (last.Split == next.Split)
            return;
        if (Shares(next.Split / last.Split) is { } ratio)
            draft.Add(ToldAction.Told(id, new(ex, CorporateActionKind.Split, default, ratio.Shares, ratio.Held, known)));
        else
            draft.SetAside(Quarantine.UnclearAction, last.Place, $"a split of {next.Split / last.Split:0.######} for one on {ex:uuuu-MM-dd}");
    }

    /// <summary>The smallest whole shares a ratio of rounded factors can mean; null when it is no such ratio.</summary>
    static (int Shares, int Held)? Shares(decimal ratio)
    {
        for (var few = 1; few <= HeldMost; few++)
        {
            if (Whole(ratio * few) is { } shares)
                return (shares, few);
            if (Whole(few / ratio) is { } held)
                return (few, held);
        }
        return null;

        static int? Whole(decimal shares) =>
            Math.Round(shares) is >= 1 and <= 10_000 and var whole && Math.Abs(shares / whole - 1) <= Tolerance ? (int)whole : null;
    }

    static decimal Positive(CsvRows rows, int column) =>
        decimal.TryParse(
            rows[column],
            System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value
        )
        && value > 0
            ? value
            : throw rows.Refuse($"'{rows[column]}' is not a factor");

    sealed record Factor(LocalDate Day, decimal Price, decimal Split, Price Close, Place Place);
}
