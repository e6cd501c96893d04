using NodaTime;

namespace Broadtape.Market;

/// <summary>Dated tables of minimum price steps by spread table code (R4). A band reaches "over X up to and including Y".</summary>
public sealed class TickTables
{
    readonly Dictionary<string, List<Version>> tables;

    TickTables(Dictionary<string, List<Version>> tables) => this.tables = tables;

    /// <summary>Columns: table, effective (empty: not yet in force), over, up_to, tick. Throws <see cref="ReferenceException"/>.</summary>
    public static TickTables Parse(string text, string file)
    {
        var read = ReferenceTable.Read(text, file, "table", "effective", "over", "up_to", "tick");
        var tables = new Dictionary<string, List<Version>>();
        foreach (var group in read.Rows.GroupBy(r => (Table: r.Required("table"), Effective: r.Optional("effective"))))
        {
            var bands = new List<Band>();
            foreach (var row in group)
            {
                var band = new Band(row.Price("over"), row.Price("up_to"), row.Price("tick"));
                if (band.Tick.IsNone || band.UpTo <= band.Over)
                    throw row.Wrong("tick", "or its band is empty");
                if (bands.Count > 0 && bands[^1].UpTo != band.Over)
                    throw row.Wrong("over", $"{band.Over} does not join the band before it, which ends at {bands[^1].UpTo}");
                bands.Add(band);
            }
            if (group.Key.Effective is null)
                continue;
            if (!tables.TryGetValue(group.Key.Table, out var versions))
                tables[group.Key.Table] = versions = [];
            versions.Add(new(group.First().Date("effective"), [.. bands]));
        }
        foreach (var versions in tables.Values)
            versions.Sort((a, b) => b.Effective.CompareTo(a.Effective));
        return new(tables);
    }

    /// <summary>True when the price may be quoted on that table on that date; a table without a version in force then allows nothing.</summary>
    public bool IsLegal(string table, LocalDate date, Price price) =>
        BandOf(table, date, price, up: false) is { } band && (price.Millionths - band.Over.Millionths) % band.Tick.Millionths == 0;

    /// <summary>The step above a price: a price on a band's upper end goes up with the higher band. Null above the table.</summary>
    public Price? Up(string table, LocalDate date, Price price) => BandOf(table, date, price, up: true) is { } band ? price + band.Tick : null;

    /// <summary>The step below: a price on a band's upper end goes down with the lower band. Null below the table.</summary>
    public Price? Down(string table, LocalDate date, Price price) =>
        BandOf(table, date, price, up: false) is { } band && price - band.Tick is var below && IsLegal(table, date, below) ? below : null;

    /// <summary>The nearest legal price at or below; the price itself outside the table.</summary>
    public Price Floor(string table, LocalDate date, Price price)
    {
        if (BandOf(table, date, price, up: false) is not { } band)
            return price;
        var above = (price.Millionths - band.Over.Millionths) % band.Tick.Millionths;
        return new(price.Millionths - above);
    }

    /// <summary>Steps between two legal prices, lower to higher.</summary>
    public int Spreads(string table, LocalDate date, Price from, Price to)
    {
        var (low, high) = from <= to ? (from, to) : (to, from);
        var steps = 0;
        for (; low < high; steps++)
            low = Up(table, date, low) ?? high;
        return steps;
    }

    Band? BandOf(string table, LocalDate date, Price price, bool up)
    {
        if (!tables.TryGetValue(table, out var versions))
            return null;
        foreach (var version in versions)
            if (version.Effective <= date)
            {
                foreach (var band in version.Bands)
                    if (up ? price >= band.Over && price < band.UpTo : price > band.Over && price <= band.UpTo)
                        return band;
                return null;
            }
        return null;
    }

    readonly record struct Band(Price Over, Price UpTo, Price Tick);

    sealed record Version(LocalDate Effective, Band[] Bands);
}
