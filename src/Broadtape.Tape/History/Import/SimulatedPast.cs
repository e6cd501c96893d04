using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>Takes days that were made and not traded, under a source that says so; known as if published then, once.</summary>
public static class SimulatedPast
{
    public const string Source = "simulated";

    /// <summary>Days and corporate actions are taken the first time, unchanged after. Throws <see cref="HistoryException"/>.</summary>
    public static HistoryImportReport Take(
        string folder,
        IEnumerable<(Instrument Instrument, IReadOnlyList<Bar> Days)> past,
        IReadOnlyDictionary<InstrumentId, IReadOnlyList<CorporateAction>> actions,
        Moment at,
        InstrumentMaster instruments,
        Timetables timetables,
        UsListings usListings
    ) =>
        Importing.Run(
            folder,
            new(Source, [], at, AsPublished: true),
            instruments,
            timetables,
            usListings,
            (_, _, draft) =>
            {
                foreach (var (instrument, days) in past)
                {
                    if (days.Count == 0)
                        continue;
                    var index = draft.IndexOf(
                        new(instrument.Id, BarLength.Day, TradingHours.Regular, Source, PriceBasis.Raw),
                        instrument.ListedAssumed
                    );
                    foreach (var day in days)
                        draft.Add(index, day, default);
                }
                foreach (var (id, told) in actions)
                foreach (var action in told)
                    draft.Add(ToldAction.Told(id, action));
            }
        );
}
