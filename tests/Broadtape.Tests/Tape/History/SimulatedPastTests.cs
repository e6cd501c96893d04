using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;

namespace Broadtape.Tests.TapeTests.History;

public sealed class SimulatedPastTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "samples", "founding-day");
    static readonly InstrumentMaster Master = InstrumentParser.Parse(File.ReadAllText(Path.Combine(Folder, "instruments.csv")), "instruments.csv");
    static readonly string Script = File.ReadAllText(Path.Combine(Folder, "script.csv"));
    static readonly TickTables Ticks = TickTables.Parse(Repository.Read("reference/tick-tables.csv"), "tick-tables.csv");

    [Fact]
    public void Every_instruments_past_ends_at_its_previous_close_on_the_day_before_the_first()
    {
        var previous = Script
            .Split('\n')
            .Select(l => l.Split(','))
            .Where(c => c.Length > 3 && c[1] == "previous")
            .ToDictionary(c => c[0], c => Price.Parse(c[3]));
        var past = Past(7).ToList();
        Assert.Equal(previous.Count, past.Count);
        foreach (var (instrument, days) in past)
        {
            Assert.Equal(previous[instrument.Id.Symbol], days[^1].Close);
            Assert.All(
                days,
                d =>
                {
                    Assert.True(d.Low <= d.Open && d.Low <= d.Close && d.High >= d.Open && d.High >= d.Close && d.Low.Millionths > 0);
                    Assert.NotEqual(DayKind.Closed, HistoryFolder.Timetables.DayOf(instrument.SessionMarket, d.Day));
                    Assert.True(instrument.ListedAssumed || d.Day >= instrument.Id.Listed);
                }
            );
            Assert.Equal(days.Select(d => d.Day).Order().Distinct(), days.Select(d => d.Day));
        }
        Assert.True(past.Single(p => p.Instrument.Id.Code == "00700").Days.Count > 700);
        Assert.Equal(past.SelectMany(p => p.Days), Past(7).SelectMany(p => p.Days));
        Assert.NotEqual(past.SelectMany(p => p.Days), Past(8).SelectMany(p => p.Days));
    }

    [Fact]
    public void It_is_taken_once_and_told_as_simulated_and_was_known_then()
    {
        using var folder = new HistoryFolder();
        var usListings = UsListings.Parse(Repository.Read("reference/us-listings.csv"), "us-listings.csv");
        var id = Master.FindSymbol("XHKG:00005")!.Id;
        var dividend = new CorporateAction(new(2025, 5, 8), CorporateActionKind.Dividend, Price.Parse("0.8"), 0, 0, HistoryFolder.Day("2025-05-01"));
        var actions = new Dictionary<InstrumentId, IReadOnlyList<CorporateAction>> { [id] = [dividend] };
        HistoryImportReport Take() =>
            SimulatedPast.Take(folder.Path, Past(7), actions, HistoryFolder.At, Master, HistoryFolder.Timetables, usListings);
        var first = Take();
        Assert.Equal((0, 0), (first.Refused.Count, first.Unchanged));
        Assert.Equal((0, first.Taken), Take() is var again ? (again.Taken, again.Unchanged) : default);
        using var store = folder.Open();
        var then = HistoryFolder.Day("2025-06-02");
        var line = store.Line(id, BarLength.Day, then)!;
        Assert.Equal(("simulated", PriceBasis.Raw), (line.Series.Source, line.Series.Basis));
        Assert.All(line.Bars, b => Assert.True(b.Known <= then));
        Assert.Equal([dividend], store.AllActions(id, then));
        Assert.Empty(store.AllActions(id, HistoryFolder.Day("2025-04-30")));
    }

    static IEnumerable<(Instrument Instrument, IReadOnlyList<Bar> Days)> Past(ulong seed) =>
        BoxPast.Of(Master, BoxScript.Parse(Script, "script.csv", Master), HistoryFolder.Timetables, Ticks, seed);
}
