using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// What the synthetic exchange must pass through: the closes before its first day, prices at moments, closes of days, suspensions, corporate
/// actions on their ex-dates, listings and delistings, and what an index is computed from.
/// </summary>
public sealed class BoxScript
{
    readonly Dictionary<string, BoxLines> bySymbol;

    BoxScript(LocalDate firstDay, Dictionary<string, BoxLines> bySymbol)
    {
        FirstDay = firstDay;
        this.bySymbol = bySymbol;
    }

    /// <summary>The day the previous closes are for.</summary>
    public LocalDate FirstDay { get; }

    /// <summary>
    /// Columns symbol, kind, at, price, and where a kind wants them of and ratio; docs/feeds/box.md lists the kinds. Throws
    /// <see cref="ReferenceException"/> for what it does not understand, for an instrument it speaks of without a price to begin with,
    /// and for an index that is both computed and told where to be.
    /// </summary>
    public static BoxScript Parse(string text, string file, InstrumentMaster master)
    {
        var bySymbol = new Dictionary<string, BoxLines>();
        LocalDate? firstDay = null;
        var table = ReferenceTable.Read(text, file, "symbol", "kind", "at", "price");
        foreach (var row in table.Rows)
        {
            var symbol = row.Required("symbol");
            if (master.FindSymbol(symbol) is not { } instrument)
                throw row.Wrong("symbol", $"'{symbol}' is no instrument of this site");
            if (!bySymbol.TryGetValue(symbol, out var lines))
                bySymbol[symbol] = lines = new();
            if (row["kind"] == "previous")
            {
                if (firstDay is { } first && first != row.Date("at"))
                    throw row.Wrong("at", $"is not {first:uuuu-MM-dd}, the day of the rows before");
                firstDay = row.Date("at");
            }
            if (row["kind"] == "constituent")
                CheckConstituent(instrument, row, master);
            lines.Take(row);
            if (lines.Constituents.Count > 0 && lines.Points.Count + lines.Closes.Count > 0)
                throw row.Wrong("kind", $"'{row["kind"]}': {symbol} is computed from its constituents and has no points or closes of its own");
        }
        foreach (var (symbol, lines) in bySymbol)
        {
            if (lines.Previous.IsNone)
                throw new ReferenceException(file, table.Lines, $"{symbol} has no previous close");
            if (lines.Constituents.FirstOrDefault(c => !bySymbol.ContainsKey(c.Symbol)).Symbol is { } quiet)
                throw new ReferenceException(file, table.Lines, $"{quiet}, a constituent of {symbol}, is not traded");
            lines.Sort();
        }
        return new(firstDay ?? throw new ReferenceException(file, table.Lines, "there is no previous close, and so no first day"), bySymbol);
    }

    static void CheckConstituent(Instrument index, ReferenceTable.Row row, InstrumentMaster master)
    {
        if (index.Kind != InstrumentKind.Index)
            throw row.Wrong("symbol", $"'{index.Id.Symbol}' is no index");
        if (row.Optional("of") is { } of && master.FindSymbol(of) is not { Kind: InstrumentKind.Equity or InstrumentKind.Reit })
            throw row.Wrong("of", $"'{of}' is no share of this site");
    }

    /// <summary>What the indices of the script are computed from.</summary>
    public IndexMembers MembersOf(InstrumentMaster master) =>
        new(
            bySymbol
                .Where(s => s.Value.Constituents.Count > 0)
                .ToDictionary(
                    s => master.FindSymbol(s.Key)!.Id,
                    s => (IReadOnlyList<IndexMember>)[.. s.Value.Constituents.Select(c => new IndexMember(master.FindSymbol(c.Symbol)!, c.Shares))]
                )
        );

    /// <summary>Dividends, bonus issues, rights and splits in the order of their ex-dates; instruments without any are absent.</summary>
    /// <param name="known">When they were announced, all at once.</param>
    public IReadOnlyDictionary<InstrumentId, IReadOnlyList<CorporateAction>> ActionsOf(InstrumentMaster master, Moment known) =>
        bySymbol
            .Where(s => s.Value.Actions.Count > 0)
            .ToDictionary(
                s => master.FindSymbol(s.Key)!.Id,
                s => (IReadOnlyList<CorporateAction>)[.. s.Value.Actions.Select(a => a with { Known = known })]
            );

    internal bool Trades(Instrument instrument) => bySymbol.ContainsKey(instrument.Id.Symbol);

    internal BoxLines Of(Instrument instrument) => bySymbol[instrument.Id.Symbol];
}
