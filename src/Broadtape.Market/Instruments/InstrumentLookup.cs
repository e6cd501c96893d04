namespace Broadtape.Market;

/// <summary>Finds instruments by what people type: codes in any form, names in any script, aliases (R17). Immutable.</summary>
public sealed class InstrumentLookup
{
    /// <summary>Nobody types a longer name, and near matches cost its length for every name.</summary>
    const int QueryLengthMax = 64;

    readonly (string Term, Instrument Instrument)[] terms;
    readonly InstrumentMaster master;

    public InstrumentLookup(InstrumentMaster master)
    {
        this.master = master;
        terms = [.. master.All.SelectMany(i => TermsOf(i).Select(Fold).Distinct().Select(t => (t, i)))];
    }

    /// <summary>The likeliest first, at most <paramref name="most"/>; empty for blank or overlong text. What is only nearly right comes when nothing else does.</summary>
    public IReadOnlyList<Instrument> Find(string query, int most)
    {
        var asked = Fold(query);
        if (asked.Length is 0 or > QueryLengthMax)
            return [];
        var code = StockCode.Normalise(asked);
        var ranked = new Dictionary<Instrument, int>(ReferenceEqualityComparer.Instance);
        foreach (var (term, instrument) in terms)
        {
            var rank = Rank(term, asked, code);
            if (rank < ranked.GetValueOrDefault(instrument, int.MaxValue))
                ranked[instrument] = rank;
        }
        if (ranked.Count == 0)
            foreach (var (term, instrument) in terms)
            {
                var distance = Distance(asked, term);
                if (distance <= Tolerance(asked) && distance < ranked.GetValueOrDefault(instrument, int.MaxValue))
                    ranked[instrument] = distance;
            }
        return
        [
            .. ranked
                .OrderBy(r => r.Value)
                .ThenBy(r => Weight(r.Key))
                .ThenBy(r => r.Key.Id.Code, StringComparer.Ordinal)
                .Take(most)
                .Select(r => r.Key),
        ];
    }

    /// <summary>The one instrument that a code, symbol or whole name means; null when none or several do.</summary>
    public Instrument? Exactly(string query)
    {
        if (master.FindSymbol(query.Trim()) is { } named)
            return named;
        var asked = Fold(query);
        var code = StockCode.Normalise(asked);
        var found = terms.Where(t => Rank(t.Term, asked, code) == 0).Select(t => t.Instrument).Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    static int Rank(string term, string asked, string? code) =>
        term == asked || term == code ? 0
        : term.StartsWith(asked, StringComparison.Ordinal) ? 1
        : term.Contains(asked, StringComparison.Ordinal) ? 2
        : int.MaxValue;

    static int Weight(Instrument instrument) =>
        instrument.Kind switch
        {
            InstrumentKind.Equity or InstrumentKind.Index => 0,
            InstrumentKind.Etf or InstrumentKind.Reit => 1,
            InstrumentKind.DepositaryReceipt or InstrumentKind.Future => 2,
            _ => 3,
        };

    static IEnumerable<string> TermsOf(Instrument i) => [i.Id.Code, i.Id.Symbol, i.Names.ZhHant, i.Names.ZhHans, i.Names.En, .. i.Aliases];

    /// <summary>Case, width and spaces do not tell names apart.</summary>
    static string Fold(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Select(c => char.ToUpperInvariant(c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)));

    /// <summary>Letters that may be wrong before a word is another word; a letter among two or three is a word of its own in Chinese too.</summary>
    static int Tolerance(string asked) =>
        asked.Length switch
        {
            < 3 => 0,
            < 6 => 1,
            _ => 2,
        };

    /// <summary>Letters to change, drop or add until what was asked begins the term.</summary>
    static int Distance(string asked, string term)
    {
        Span<int> row = stackalloc int[term.Length <= 128 ? term.Length + 1 : 129];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= asked.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var substituted = diagonal + (asked[i - 1] == term[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        var least = int.MaxValue;
        foreach (var cost in row)
            least = Math.Min(least, cost);
        return least;
    }
}
