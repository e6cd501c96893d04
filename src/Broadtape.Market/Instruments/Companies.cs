using System.Globalization;

namespace Broadtape.Market;

/// <summary>Reads companies.csv: facts of the companies behind instruments.</summary>
public static class Companies
{
    /// <summary>
    /// The master with what is known of its companies. Columns symbol, sector, issued (with ? when rough), earnings, counter (a symbol; the
    /// other way round follows), a_share. Throws <see cref="ReferenceException"/>.
    /// </summary>
    public static InstrumentMaster Parse(string text, string file, InstrumentMaster master)
    {
        var read = new Dictionary<InstrumentId, CompanyFacts>();
        var counters = new List<(InstrumentId Of, InstrumentId Counter)>();
        foreach (var row in ReferenceTable.Read(text, file, "symbol", "sector", "issued", "earnings", "counter", "a_share").Rows)
        {
            var id = Instrument(row, "symbol").Id;
            var counter = row.Optional("counter") is null ? null : Instrument(row, "counter");
            var facts = new CompanyFacts(
                row.Optional("sector") is null ? null : row.Enum<Sector>("sector"),
                Issued(row),
                row["issued"].EndsWith('?'),
                row.Optional("earnings") is null ? null : row.Price("earnings"),
                counter?.Id,
                row.Optional("a_share")
            );
            if (!read.TryAdd(id, facts))
                throw row.Wrong("symbol", $"{id.Symbol} stands here twice");
            if (counter is not null)
                counters.Add((id, counter.Id));
        }
        // Two counters are lines of one company.
        foreach (var (of, counter) in counters)
            read.TryAdd(counter, read[of] with { Counter = of });
        return master.With(read.Select(f => master.Find(f.Key)! with { Company = f.Value }));

        Instrument Instrument(ReferenceTable.Row row, string column) =>
            master.FindSymbol(row.Required(column)) ?? throw row.Wrong(column, $"'{row[column]}' is no instrument of this site");
    }

    static long? Issued(ReferenceTable.Row row) =>
        row.Optional("issued") is not { } text ? null
        : long.TryParse(text.TrimEnd('?'), NumberStyles.None, CultureInfo.InvariantCulture, out var shares) && shares > 0 ? shares
        : throw row.Wrong("issued", $"'{text}' is not a number of shares, with ? when rough");
}
