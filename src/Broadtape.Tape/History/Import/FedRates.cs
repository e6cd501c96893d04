using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// The Federal Reserve's H.10 rates as a wide table, turned so that each is so much of a currency for one dollar. A column that stops long
/// before the table does is a series that was discontinued.
/// </summary>
static class FedRates
{
    /// <summary>The first column's name is misspelt at the source; another spelling is another file.</summary>
    const string Header =
        "Data,Australia,Austria,Belgium,Brazil,Canada,China,Denmark,Euro,Finland,France,Germany,Greece,Hong Kong,India,Ireland,Italy,Japan,Malaysia,Mexico,Netherlands,New Zealand,Norway,Portugal,Singapore,South Africa,South Korea,Spain,Sri Lanka,Sweden,Switzerland,Taiwan,Thailand,United Kingdom,Venezuela";

    const string Currencies =
        ",AUD,ATS,BEF,BRL,CAD,CNY,DKK,EUR,FIM,FRF,DEM,GRD,HKD,INR,IEP,ITL,JPY,MYR,MXN,NLG,NZD,NOK,PTE,SGD,ZAR,KRW,ESP,LKR,SEK,CHF,TWD,THB,GBP,VEF";

    const int Silence = 92;

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var currencies = Currencies.Split(',');
        var rates = new RateRows(context, draft, "fed-h10");
        var last = new LocalDate?[currencies.Length];
        LocalDate end = default;
        while (rows.Next())
        {
            end = rows.Date(0);
            for (var column = 1; column < currencies.Length; column++)
                if (!rows[column].IsEmpty)
                {
                    rates.Take(rows, column, "USD" + currencies[column], end);
                    last[column] = end;
                }
        }
        for (var column = 1; column < currencies.Length; column++)
            if (last[column] is { } day && Period.DaysBetween(day, end) > Silence)
            {
                var id = context.Book.Of(Mic.None, "USD" + currencies[column], day, reused: false).Id;
                var known = context.Midnight(context.Days.ZoneOf(Mic.None), day.PlusDays(1));
                draft.Add(new SeriesLife(null, null, day.PlusDays(1)).Told(id, known));
            }
    }
}
