using Broadtape.Market;
using Broadtape.Tape.History.Import;

namespace Broadtape.Portal.Verbs;

/// <summary>Takes files of prices, corporate actions, listings and calendars into the history beside the tape.</summary>
static class ImportHistory
{
    public static int Run(ImportTerms terms, string data, string? instruments)
    {
        try
        {
            var report = Importing.Run(
                FolderIn(data),
                terms,
                Reference.Instruments(instruments),
                Reference.Load().Timetables,
                Reference.UsListings()
            );
            Console.WriteLine(report);
            return report.IsRefused ? 1 : 0;
        }
        catch (Exception e) when (e is Tape.History.HistoryException or ReferenceException or InvalidDataException or FileNotFoundException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    /// <summary>Where the history of a data folder lies.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "history");
}
