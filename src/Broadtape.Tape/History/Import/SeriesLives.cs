using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>Since when series are told and since when no more, from reference data of ours: series (MIC:code:date), started, redefined, discontinued.</summary>
static class SeriesLives
{
    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var text = new StreamReader(file.Open());
        try
        {
            foreach (var row in ReferenceTable.Read(text.ReadToEnd(), file.Name, "series", "started", "redefined", "discontinued").Rows)
            {
                var id = InstrumentId.Parse(row.Required("series"));
                var life = new SeriesLife(Day(row, "started"), Day(row, "redefined"), Day(row, "discontinued"));
                if (life.Discontinued <= life.Started)
                    throw row.Wrong("discontinued", "is not after its beginning");
                draft.Add(life.Told(id, context.Midnight(context.Days.ZoneOf(id.Mic), life.Discontinued ?? life.Redefined ?? id.Listed)));
            }
        }
        catch (ReferenceException e)
        {
            throw file.Refuse(e.Line, e.Reason);
        }
        catch (FormatException e)
        {
            throw file.Refuse(0, e.Message);
        }
    }

    static LocalDate? Day(ReferenceTable.Row row, string column) => row.Optional(column) is null ? null : row.Date(column);
}
