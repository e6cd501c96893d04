using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// LEAN's map files: until which day a share had which ticker, and on which exchange. The first row is its first day, the last its last
/// one or far in the future. The file's name is its last ticker; a number after it marks who had that ticker before.
/// </summary>
static class LeanMap
{
    static readonly LocalDate Begins = new(1998, 1, 2);
    static readonly LocalDate GoesOn = new(2050, 12, 31);
    static readonly Mic NewYork = Mic.Parse("XNYS");

    static readonly Dictionary<string, Mic> Exchanges = new()
    {
        ["Q"] = Mic.Parse("XNAS"),
        ["N"] = Mic.Parse("XNYS"),
        ["P"] = Mic.Parse("ARCX"),
        ["Z"] = Mic.Parse("BATS"),
    };

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.OpenBare(file, 0);
        LocalDate? first = null;
        LocalDate last = default;
        var (ticker, exchange, place) = ("", "", default(Place));
        while (rows.Next())
        {
            if (rows.Cells is not (2 or 3) || !CellText.TryCompactDate(rows[0], out var day) || first is not null && day < last)
                throw rows.Refuse("a row is a day not before the last, a ticker and at most an exchange");
            first ??= day;
            (last, ticker, exchange, place) = (day, rows.Text(1).ToUpperInvariant(), rows.Cells == 3 ? rows.Text(2) : "", rows.Place);
        }
        if (first is not { } started)
            throw file.Refuse(1, "it is empty");
        if (!Exchanges.TryGetValue(exchange, out var mic))
        {
            draft.SetAside(Quarantine.UnknownSymbol, place, $"{ticker}: the exchange is not told");
            return;
        }
        var id = new InstrumentId(mic, ticker, started);
        // Where the archive itself begins, the listing is older.
        var life = new SeriesLife(started == Begins ? null : started, null, last == GoesOn ? null : last.PlusDays(1));
        draft.Add(life.Told(id, context.Midnight(context.Days.ZoneOf(NewYork), started)));
    }
}
