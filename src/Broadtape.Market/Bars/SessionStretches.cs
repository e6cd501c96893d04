using NodaTime;

namespace Broadtape.Market;

/// <summary>
/// The day of a market cut where its trading changes kind: opening auction, morning, lunch, afternoon, closing auction, night. Where no
/// calendar is kept a day is one stretch from midnight to midnight.
/// </summary>
sealed class SessionStretches(Timetables timetables, Mic market)
{
    readonly DateTimeZone zone = timetables.Find(market)?.Zone ?? DateTimeZone.Utc;
    readonly Dictionary<LocalDate, List<Moment>> cuts = [];

    /// <summary>The stretch a moment lies in.</summary>
    internal (Moment Begins, Moment Ends) Holding(Moment moment)
    {
        var date = moment.In(zone).Date;
        if (!cuts.TryGetValue(date, out var list))
            cuts[date] = list = Cuts(date);
        var at = list.FindLastIndex(c => c <= moment);
        return (list[at], list[at + 1]);
    }

    /// <summary>When the regular trading of a day is over; hours after it make no bars.</summary>
    internal Moment DayEnds(LocalDate day)
    {
        Moment? ends = null;
        PhaseChange? before = null;
        foreach (var change in timetables.Knows(market, day) ? timetables.Changes(market, day, day.PlusDays(1)) : [])
        {
            if (before is { } phase && KindOf(phase.Phase) is not (Kind.Pause or Kind.Early or Kind.Late or Kind.Night))
                ends = change.At;
            before = change;
        }
        return ends ?? Moment.From(day.PlusDays(1).AtMidnight(), zone);
    }

    /// <summary>Midnight, every cut of the date, midnight.</summary>
    List<Moment> Cuts(LocalDate date)
    {
        var (begins, ends) = (Moment.From(date.AtMidnight(), zone), Moment.From(date.PlusDays(1).AtMidnight(), zone));
        var list = new List<Moment> { begins };
        var kind = Kind.Pause;
        // A night's session reaches into the date from the day before.
        foreach (var day in (ReadOnlySpan<LocalDate>)[date.PlusDays(-1), date])
        foreach (var change in timetables.Knows(market, day) ? timetables.Changes(market, day, day.PlusDays(1)) : [])
        {
            if (KindOf(change.Phase) == kind)
                continue;
            kind = KindOf(change.Phase);
            if (change.At > list[^1] && change.At < ends)
                list.Add(change.At);
        }
        list.Add(ends);
        return list;
    }

    enum Kind
    {
        Pause,
        OpeningAuction,
        Continuous,
        ClosingAuction,
        Night,
        Early,
        Late,
    }

    static Kind KindOf(SessionPhase phase) =>
        phase switch
        {
            SessionPhase.PreOpening or SessionPhase.PreOpeningNoCancel or SessionPhase.PreOpeningMatching or SessionPhase.Blocking =>
                Kind.OpeningAuction,
            SessionPhase.Continuous => Kind.Continuous,
            SessionPhase.ReferencePriceFixing or SessionPhase.ClosingOrderInput or SessionPhase.ClosingNoCancel or SessionPhase.ClosingRandom =>
                Kind.ClosingAuction,
            SessionPhase.NightSession => Kind.Night,
            SessionPhase.PreMarket => Kind.Early,
            SessionPhase.AfterHours => Kind.Late,
            _ => Kind.Pause,
        };
}
