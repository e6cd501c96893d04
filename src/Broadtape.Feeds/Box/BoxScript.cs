using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>What the synthetic exchange must pass through: the closes before its first day, prices at moments, closes of days.</summary>
public sealed class BoxScript
{
    readonly Dictionary<string, Lines> bySymbol;

    BoxScript(LocalDate firstDay, Dictionary<string, Lines> bySymbol)
    {
        FirstDay = firstDay;
        this.bySymbol = bySymbol;
    }

    /// <summary>The day the previous closes are for.</summary>
    public LocalDate FirstDay { get; }

    /// <summary>
    /// Columns symbol, kind (previous, close, at, suspend, resume, final), at, price. Throws <see cref="ReferenceException"/> for what it does not
    /// understand and for an instrument it speaks of without a previous close.
    /// </summary>
    public static BoxScript Parse(string text, string file, InstrumentMaster master)
    {
        var bySymbol = new Dictionary<string, Lines>();
        LocalDate? firstDay = null;
        var table = ReferenceTable.Read(text, file, "symbol", "kind", "at", "price");
        foreach (var row in table.Rows)
        {
            var symbol = row.Required("symbol");
            if (master.FindSymbol(symbol) is null)
                throw row.Wrong("symbol", $"'{symbol}' is no instrument of this site");
            if (!bySymbol.TryGetValue(symbol, out var lines))
                bySymbol[symbol] = lines = new();
            switch (row["kind"])
            {
                case "previous":
                    lines.Previous = row.Price("price");
                    if (firstDay is { } first && first != row.Date("at"))
                        throw row.Wrong("at", $"is not {first:uuuu-MM-dd}, the day of the rows before");
                    firstDay = row.Date("at");
                    break;
                case "close":
                    lines.Closes[row.Date("at")] = row.Price("price");
                    break;
                case "at":
                    if (!Moment.TryParse(row["at"], out var moment))
                        throw row.Wrong("at", $"'{row["at"]}' is not ISO 8601 with an offset");
                    lines.Points.Add((moment, row.Price("price")));
                    break;
                case "suspend" or "resume":
                    if (!Moment.TryParse(row["at"], out var stop))
                        throw row.Wrong("at", $"'{row["at"]}' is not ISO 8601 with an offset");
                    lines.Suspensions.Add((stop, row["kind"] == "resume"));
                    break;
                case "final":
                    lines.Final = row.Time("at");
                    break;
                default:
                    throw row.Wrong("kind", $"'{row["kind"]}' is none of previous, close, at, suspend, resume, final");
            }
        }
        foreach (var (symbol, lines) in bySymbol)
        {
            if (lines.Previous.IsNone)
                throw new ReferenceException(file, table.Lines, $"{symbol} has no previous close");
            lines.Points.Sort((a, b) => a.At.CompareTo(b.At));
            lines.Suspensions.Sort((a, b) => a.At.CompareTo(b.At));
        }
        return new(firstDay!.Value, bySymbol);
    }

    internal bool Trades(Instrument instrument) => bySymbol.ContainsKey(instrument.Id.Symbol);

    internal Lines Of(Instrument instrument) => bySymbol[instrument.Id.Symbol];

    /// <summary>One instrument's part.</summary>
    internal sealed class Lines
    {
        internal Price Previous { get; set; }
        internal List<(Moment At, Price Price)> Points { get; } = [];
        internal Dictionary<LocalDate, Price> Closes { get; } = [];
        internal LocalTime? Final { get; set; }
        internal List<(Moment At, bool Resumes)> Suspensions { get; } = [];
    }
}
