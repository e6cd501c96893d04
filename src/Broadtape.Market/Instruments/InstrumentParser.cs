using NodaTime;
using NodaTime.Text;

namespace Broadtape.Market;

/// <summary>
/// Reads instruments.csv: one row an instrument; names in three scripts, never converted. Columns side, strike, call, ratio and expiry, the
/// terms of structured products and rights, may be left out.
/// </summary>
public static class InstrumentParser
{
    /// <summary>Throws <see cref="ReferenceException"/> at the first row that cannot be believed.</summary>
    public static InstrumentMaster Parse(string text, string file)
    {
        var table = ReferenceTable.Read(
            text,
            file,
            "mic",
            "code",
            "listed",
            "kind",
            "zh-Hant",
            "zh-Hans",
            "en",
            "aliases",
            "currency",
            "session",
            "lot",
            "tick_table",
            "family",
            "decimals",
            "underlying",
            "shares",
            "per_receipts"
        );
        var byId = new Dictionary<InstrumentId, Instrument>();
        foreach (var row in table.Rows)
        {
            var instrument = Read(row);
            if (!byId.TryAdd(instrument.Id, instrument))
                throw row.Wrong("code", $"{instrument.Id} stands here twice");
        }
        var master = new InstrumentMaster(byId.Values);
        var linked = new List<Instrument>();
        var terms = new Dictionary<InstrumentId, StructuredTerms>();
        foreach (var row in table.Rows.Where(r => r.Optional("underlying") is not null))
        {
            var underlying = master.FindSymbol(row["underlying"]) ?? throw row.Wrong("underlying", $"'{row["underlying"]}' is not in this file");
            var instrument = byId[new(row.Mic("mic"), row["code"], Listed(row).Date)];
            if (instrument.Kind == InstrumentKind.DepositaryReceipt)
                linked.Add(instrument with { Depositary = Depositary(underlying, row) });
            else if (instrument.Kind == InstrumentKind.Etf)
                linked.Add(instrument with { Tracks = Tracked(underlying, row) });
            else
                terms[instrument.Id] = Terms(instrument, underlying, row);
        }
        return new(master.With(linked).All, terms);
    }

    static Depositary Depositary(Instrument underlying, ReferenceTable.Row row)
    {
        var shares = row.Int("shares");
        var perReceipts = row.Optional("per_receipts") is null ? 1 : row.Int("per_receipts");
        return shares >= 1 && perReceipts >= 1
            ? new(underlying.Id, shares, perReceipts)
            : throw row.Wrong("shares", "and per_receipts are at least 1");
    }

    static InstrumentId Tracked(Instrument underlying, ReferenceTable.Row row) =>
        underlying.Kind == InstrumentKind.Index
            ? underlying.Id
            : throw row.Wrong("underlying", $"'{underlying.Id.Symbol}' is no index that a fund could track");

    static StructuredTerms Terms(Instrument instrument, Instrument underlying, ReferenceTable.Row row)
    {
        if (underlying.Kind is not (InstrumentKind.Equity or InstrumentKind.Reit or InstrumentKind.Etf or InstrumentKind.Index))
            throw row.Wrong("underlying", $"'{underlying.Id.Symbol}' is neither share, fund nor index");
        foreach (var column in (string[])["side", "strike", "ratio", "expiry"])
            if (row.Optional(column) is null)
                throw row.Wrong(column, "is empty; what has an underlying has terms");
        var isCallable = instrument.Kind == InstrumentKind.Cbbc;
        if (isCallable != row.Optional("call") is not null)
            throw row.Wrong("call", isCallable ? "is empty; a CBBC has a call price" : "is for CBBCs alone");
        var terms = new StructuredTerms(
            underlying.Id,
            row.Enum<ClaimSide>("side"),
            row.Price("strike"),
            isCallable ? row.Price("call") : default,
            row.Int("ratio"),
            row.Date("expiry")
        );
        if (terms.Ratio < 1)
            throw row.Wrong("ratio", "is at least 1");
        if (isCallable && terms.Moneyness(terms.CallPrice).Millionths < 0)
            throw row.Wrong("call", $"{terms.CallPrice} lies beyond the strike, {terms.Strike}");
        return terms;
    }

    static Instrument Read(ReferenceTable.Row row)
    {
        var (listed, assumed) = Listed(row);
        var code = row.Required("code");
        if (code.Length > InstrumentId.CodeLengthMax || code.Any(c => c is <= ' ' or > '~'))
            throw row.Wrong("code", $"'{code}' is not 1 to {InstrumentId.CodeLengthMax} characters of printable ASCII");
        var kind = row.Enum<InstrumentKind>("kind");
        if (kind == InstrumentKind.DepositaryReceipt && row.Optional("underlying") is null)
            throw row.Wrong("underlying", "is empty; a depositary receipt stands for something");
        var canHave =
            kind
            is InstrumentKind.DepositaryReceipt
                or InstrumentKind.Etf
                or InstrumentKind.DerivativeWarrant
                or InstrumentKind.Cbbc
                or InstrumentKind.Right;
        if (!canHave && row.Optional("underlying") is not null)
            throw row.Wrong("underlying", "is for depositary receipts, funds, structured products and rights");
        if (row["lot"] == "0")
            throw row.Wrong("lot", "is at least 1, or empty where the market has none");
        return new()
        {
            Id = new(row.Mic("mic"), code, listed),
            ListedAssumed = assumed,
            Kind = kind,
            Names = new(row.Required("zh-Hant"), row.Required("zh-Hans"), row.Required("en")),
            Aliases = row["aliases"].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Currency = row.Required("currency"),
            SessionMarket = row.Mic("session"),
            BoardLot = row.Optional("lot") is null ? null : row.Int("lot"),
            TickTable = row.Optional("tick_table"),
            Family = row.Optional("family"),
            PriceDecimals = row.Int("decimals") is var decimals and <= 6 ? decimals : throw row.Wrong("decimals", "are at most 6"),
        };
    }

    static (LocalDate Date, bool Assumed) Listed(ReferenceTable.Row row)
    {
        var text = row.Required("listed");
        var assumed = text.EndsWith('?');
        var read = LocalDatePattern.Iso.Parse(text.TrimEnd('?'));
        return read.Success ? (read.Value, assumed) : throw row.Wrong("listed", $"'{text}' is not a date such as 2004-06-16, with ? when assumed");
    }
}
