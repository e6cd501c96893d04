namespace Broadtape.Tape.History.Import;

/// <summary>Dollar rates computed of the ECB's euro rates; each Hong Kong rate is held against the two it comes from.</summary>
static class EcbImpliedRates
{
    const string Header = "Date,EURUSD,EURHKD,USDHKD,USDCNY";

    /// <summary>Half of the last of five decimals, and a little of what the euro rates were rounded by.</summary>
    const decimal Tolerance = 0.000_006m;

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var rates = new RateRows(context, draft, "ecb-implied");
        while (rows.Next())
        {
            var day = rows.Date(0);
            var (euro, implied) = (DailyRows.Price(rows, 2).ToDecimal() / DailyRows.Price(rows, 1).ToDecimal(), DailyRows.Price(rows, 3).ToDecimal());
            if (Math.Abs(euro - implied) > Tolerance)
                throw rows.Refuse($"USDHKD {implied} is not EURHKD ÷ EURUSD, {euro:0.00000}");
            rates.Take(rows, 3, "USDHKD", day);
            if (!rows[4].IsEmpty)
                rates.Take(rows, 4, "USDCNY", day);
        }
    }
}
