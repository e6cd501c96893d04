using Broadtape.Market;
using Broadtape.Tape.History.Import;

namespace Broadtape.Portal;

/// <summary>The rules of exchanges, read from their files; anything wrong in them stops the start.</summary>
sealed record Reference(Timetables Timetables, TickTables Ticks)
{
    public static Reference Load() =>
        new(
            Timetables.Parse(Read("venues.csv"), Read("sessions.csv"), Read("holidays.csv"), Read("weather.csv")),
            TickTables.Parse(Read("tick-tables.csv").Text, SiteFiles.Reference("tick-tables.csv"))
        );

    /// <summary>The demo's instruments and their companies, and further ones of a file; where both have one, the demo's stands.</summary>
    public static InstrumentMaster Instruments(string? further = null)
    {
        var companies = SiteFiles.FoundingDay("companies.csv");
        var demo = Companies.Parse(File.ReadAllText(companies), companies, Of(SiteFiles.FoundingDay("instruments.csv")));
        return further is null ? demo : demo.With(Of(further).All.Where(i => demo.FindSymbol(i.Id.Symbol) is null));
    }

    /// <summary>A recording names its instruments by code alone; a file gives them names, lots and currencies. Null: none is given.</summary>
    public static InstrumentMaster InstrumentsOfRecording(string? file) => file is null ? InstrumentMaster.Empty : Of(file);

    /// <summary>Where US tickers are listed.</summary>
    public static UsListings UsListings() => Tape.History.Import.UsListings.Parse(Read("us-listings.csv").Text, "us-listings.csv");

    static InstrumentMaster Of(string file) => InstrumentParser.Parse(File.ReadAllText(file), file);

    static (string Text, string File) Read(string name) => (File.ReadAllText(SiteFiles.Reference(name)), SiteFiles.Reference(name));
}
