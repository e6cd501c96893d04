using Broadtape.Market;

namespace Broadtape.Portal;

/// <summary>The rules of exchanges, read from their files; anything wrong in them stops the start.</summary>
sealed record Reference(Timetables Timetables, TickTables Ticks)
{
    public static Reference Load() =>
        new(
            Timetables.Parse(Read("venues.csv"), Read("sessions.csv"), Read("holidays.csv"), Read("weather.csv")),
            TickTables.Parse(Read("tick-tables.csv").Text, SiteFiles.Reference("tick-tables.csv"))
        );

    public static InstrumentMaster Instruments()
    {
        var file = SiteFiles.FoundingDay("instruments.csv");
        return InstrumentParser.Parse(File.ReadAllText(file), file);
    }

    static (string Text, string File) Read(string name) => (File.ReadAllText(SiteFiles.Reference(name)), SiteFiles.Reference(name));
}
