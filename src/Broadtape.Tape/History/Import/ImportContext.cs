using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>What adapters ask of the house while they read.</summary>
sealed class ImportContext
{
    readonly FactIndex lives;
    readonly FactIndex listings;
    readonly Dictionary<(DateTimeZone, LocalDate), Moment> midnights = [];

    internal ImportContext(ImportTerms terms, InstrumentMaster instruments, Timetables timetables, UsListings usListings, HistoryStore store)
    {
        Terms = terms;
        UsListings = usListings;
        lives = store.Facts(SeriesLife.Topic);
        listings = store.Facts(ListedInstrument.Topic);
        Days = new(timetables, store.Facts(OpenDays.Topic));
        Book = new(instruments.All.Concat(store.Listings(Moment.Never)).DistinctBy(i => i.Id), Lives(), store.Current());
    }

    internal ImportTerms Terms { get; }
    internal UsListings UsListings { get; }
    internal OpenDays Days { get; }
    internal ListingBook Book { get; }

    /// <summary>The first day an instrument's series were told no more; null while they go on.</summary>
    internal LocalDate? EndOf(InstrumentId id) => lives.Of(id.ToString(), Moment.Never).Select(SeriesLife.Read).FirstOrDefault()?.Discontinued;

    /// <summary>What the newest list of securities said of a listing; null when none had it.</summary>
    internal ListedInstrument? ListedBefore(InstrumentId id) =>
        listings.Of(id.ToString(), Moment.Never).Select(ListedInstrument.Read).FirstOrDefault();

    /// <summary>The market whose days and zone an instrument keeps.</summary>
    internal Mic SessionOf(InstrumentId id, Mic otherwise) => Book.Find(id)?.SessionMarket ?? otherwise;

    /// <summary>A bar of a day, as published known from the day's end.</summary>
    internal Bar DayBar(Mic session, LocalDate day, Price open, Price high, Price low, Price close, Quantity volume)
    {
        var zone = Days.ZoneOf(session);
        return new(Midnight(zone, day), day, open, high, low, close, volume, default, 0, Midnight(zone, day.PlusDays(1)));
    }

    internal Moment Midnight(DateTimeZone zone, LocalDate day)
    {
        if (!midnights.TryGetValue((zone, day), out var midnight))
            midnights[(zone, day)] = midnight = Moment.From(zone.AtStartOfDay(day).ToInstant());
        return midnight;
    }

    Dictionary<InstrumentId, SeriesLife> Lives() =>
        lives.Subjects.ToDictionary(InstrumentId.Parse, subject => lives.Of(subject, Moment.Never).Select(SeriesLife.Read).First());
}
