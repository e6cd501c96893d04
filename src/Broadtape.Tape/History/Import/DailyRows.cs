using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// What every table of daily prices by instrument has in common once its columns are named: what a believable row is, whose it is, and
/// whether the file's last day was over.
/// </summary>
sealed class DailyRows(ImportContext context, ImportDraft draft, string source, PriceBasis basis)
{
    /// <summary>Days a volume is compared with.</summary>
    const int Usual = 20;

    /// <summary>Instruments needed for a word on a whole day.</summary>
    const int Enough = 5;

    readonly Dictionary<string, YahooSymbol?> symbols = new(StringComparer.Ordinal);
    readonly Dictionary<int, List<(LocalDate Day, long Volume)>> volumes = [];
    (InstrumentId Id, int Index) last;

    /// <summary>Where the columns of a source stand.</summary>
    internal readonly record struct Columns(int Open, int High, int Low, int Close, int Volume);

    /// <summary>Takes a row or sets it aside; true when it was taken.</summary>
    internal bool Take(CsvRows row, string symbolText, LocalDate day, Columns at)
    {
        if (SymbolOf(symbolText) is not { } symbol)
            return Aside(Quarantine.UnknownSymbol, row);
        var missing = Missing(row, at);
        if (missing > 0)
            return Aside(missing == 4 ? Quarantine.NullRow : Quarantine.Incomplete, row);
        var (open, high, low, close) = (Price(row, at.Open), Price(row, at.High), Price(row, at.Low), Price(row, at.Close));
        if (!CellText.TryUnits(row[at.Volume], out var volume) || volume.Units < 0)
            throw row.Refuse($"'{row[at.Volume]}' is not a volume");
        if (Fault(open, high, low, close) is { } fault)
            return Aside(fault, row);
        var (id, assumed) = context.Book.Of(symbol.Mic, symbol.Code, day);
        var session = context.SessionOf(id, symbol.Session);
        var isOpen = context.Days.IsOpen(session, day);
        if (symbol.CountsVolume && volume.Units == 0)
            return Aside(isOpen == false ? Quarantine.ZeroVolumeHoliday : Quarantine.NothingTraded, row);
        if (isOpen == false)
            return Aside(Quarantine.NotATradingDay, row);
        var index = IndexOf(id, assumed, symbol.Beside);
        draft.Add(index, context.DayBar(session, day, open, high, low, close, volume), row.Place);
        if (symbol.CountsVolume)
            volumes[index].Add((day, volume.Units));
        return true;
    }

    /// <summary>
    /// Sets the file's last day aside when it was not over as the file was made: half of its instruments, of five at least, had not
    /// traded half of what they did on the median of the twenty days before.
    /// </summary>
    internal void SetUnfinishedDayAside(int file)
    {
        var lastDay = volumes.Values.Where(v => v.Count > 0).Select(v => v.Max(d => d.Day)).DefaultIfEmpty().Max();
        var shares = new List<decimal>();
        foreach (var traded in volumes.Values)
        {
            var ordered = traded.OrderBy(d => d.Day).ToList();
            if (ordered.Count > Usual && ordered[^1].Day == lastDay)
                shares.Add((decimal)ordered[^1].Volume / ordered[^(Usual + 1)..^1].Select(d => d.Volume).Order().ElementAt(Usual / 2));
        }
        shares.Sort();
        if (shares.Count >= Enough && shares[shares.Count / 2] < 0.5m)
            draft.SetAsideWhere(b => b.Place.File == file && b.Bar.Day == lastDay, Quarantine.UnfinishedDay);
    }

    /// <summary>What is wrong with four prices; null when they can be one day's.</summary>
    internal static Quarantine? Fault(Price open, Price high, Price low, Price close) =>
        open.Millionths <= 0 || high.Millionths <= 0 || low.Millionths <= 0 || close.Millionths <= 0 ? Quarantine.NotPositive
        : high < low ? Quarantine.HighBelowLow
        : close > high || close < low ? Quarantine.CloseOutsideRange
        : open > high || open < low ? Quarantine.OpenOutsideRange
        : null;

    /// <summary>How many of the four prices are missing.</summary>
    internal static int Missing(CsvRows row, Columns at)
    {
        var missing = 0;
        foreach (var column in (ReadOnlySpan<int>)[at.Open, at.High, at.Low, at.Close])
            missing += row[column] is "" or "null" ? 1 : 0;
        return missing;
    }

    internal static Price Price(CsvRows row, int column) =>
        CellText.TryPrice(row[column], out var price) ? price : throw row.Refuse($"'{row[column]}' is not a price");

    internal YahooSymbol? SymbolOf(string text)
    {
        if (!symbols.TryGetValue(text, out var symbol))
            symbols[text] = symbol = YahooSymbol.Read(text, context);
        return symbol;
    }

    int IndexOf(InstrumentId id, bool assumed, string beside)
    {
        if (last.Id == id && volumes.Count > 0)
            return last.Index;
        var index = draft.IndexOf(new(id, BarLength.Day, TradingHours.Regular, source + beside, basis), assumed);
        volumes.TryAdd(index, []);
        last = (id, index);
        return index;
    }

    bool Aside(Quarantine reason, CsvRows row)
    {
        draft.SetAside(reason, row.Place, row.Whole());
        return false;
    }
}
