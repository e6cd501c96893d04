namespace Broadtape.Tape.History.Import;

/// <summary>The European Central Bank's archive of euro reference rates: so much of each currency for one euro, newest first.</summary>
static class EcbRates
{
    const string Header =
        "Date,USD,JPY,BGN,CYP,CZK,DKK,EEK,GBP,HUF,LTL,LVL,MTL,PLN,ROL,RON,SEK,SIT,SKK,CHF,ISK,NOK,HRK,RUB,TRL,TRY,AUD,BRL,CAD,CNY,HKD,IDR,ILS,INR,KRW,MXN,MYR,NZD,PHP,SGD,THB,ZAR,";

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var currencies = Header.Split(',');
        var rates = new RateRows(context, draft, "ecb");
        while (rows.Next())
        {
            var day = rows.Date(0);
            for (var column = 1; column < currencies.Length - 1; column++)
                if (rows[column] is not "N/A")
                    rates.Take(rows, column, "EUR" + currencies[column], day);
            if (!rows[currencies.Length - 1].IsEmpty)
                throw rows.Refuse("the cell after the last currency is not empty");
        }
    }
}
