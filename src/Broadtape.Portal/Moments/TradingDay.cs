using Broadtape.Market;
using Broadtape.Portal.Editions;
using NodaTime;

namespace Broadtape.Portal.Moments;

/// <summary>A stretch of a trading day as a reader calls it.</summary>
sealed record DayPart(Phrase Name, Moment From, Moment Until);

/// <summary>
/// The civil day of a market around a moment, midnight to midnight on its own clocks, and its parts. A day has as many hours as its
/// clocks give it.
/// </summary>
/// <param name="Kind">Null where no calendar is known for that year.</param>
sealed record TradingDay(DateTimeZone Zone, LocalDate Date, DayKind? Kind, Moment From, Moment Until, IReadOnlyList<DayPart> Parts)
{
    /// <summary>Where on a bar of the day, 1,000 wide, the moment lies.</summary>
    public int Place(Moment moment) => (int)Math.Round((moment - From) / (Until - From) * 1_000);

    static readonly Phrase Before = new("開市前", "开市前", "Pre-opening");
    static readonly Phrase Trading = new("交易", "交易", "Trading");
    static readonly Phrase Lunch = new("午休", "午休", "Lunch");
    static readonly Phrase Closing = new("收市競價", "收市竞价", "Closing auction");
    static readonly Phrase Night = new("夜市", "夜市", "Night session");
    static readonly Phrase Early = new("盤前", "盘前", "Pre-market");
    static readonly Phrase Late = new("盤後", "盘后", "After hours");

    public static TradingDay Of(Timetables timetables, Mic market, Moment moment)
    {
        var venue = timetables.Find(market) ?? timetables.Find(Mic.Parse("XHKG"))!;
        var date = moment.In(venue.Zone).Date;
        var (from, until) = (Midnight(date, venue.Zone), Midnight(date.PlusDays(1), venue.Zone));
        var known = timetables.Knows(venue.Mic, date) && timetables.Knows(venue.Mic, date.PlusDays(-1));
        return new(
            venue.Zone,
            date,
            known ? timetables.DayOf(venue.Mic, date) : null,
            from,
            until,
            known ? [.. PartsOf(timetables, venue, date, from, until)] : []
        );
    }

    /// <summary>A session that began the evening before reaches into this day.</summary>
    static IEnumerable<DayPart> PartsOf(Timetables timetables, Venue venue, LocalDate date, Moment from, Moment until)
    {
        DayPart? open = null;
        foreach (var change in timetables.Changes(venue.Mic, date.PlusDays(-1), date.PlusDays(1)))
        {
            var name = NameOf(change.Phase);
            if (open is not null && name != open.Name)
            {
                var part = open with { From = Moment.Max(open.From, from), Until = Moment.Min(change.At, until) };
                open = null;
                if (part.From < part.Until)
                    yield return part;
            }
            if (name is { } begun)
                open ??= new(begun, change.At, change.At);
        }
    }

    static Moment Midnight(LocalDate date, DateTimeZone zone) => Moment.From(zone.AtStartOfDay(date).ToInstant());

    static Phrase? NameOf(SessionPhase phase) =>
        phase switch
        {
            SessionPhase.PreOpening or SessionPhase.PreOpeningNoCancel or SessionPhase.PreOpeningMatching or SessionPhase.Blocking => Before,
            SessionPhase.Continuous => Trading,
            SessionPhase.Lunch => Lunch,
            SessionPhase.ReferencePriceFixing or SessionPhase.ClosingOrderInput or SessionPhase.ClosingNoCancel or SessionPhase.ClosingRandom =>
                Closing,
            SessionPhase.NightSession => Night,
            SessionPhase.PreMarket => Early,
            SessionPhase.AfterHours => Late,
            _ => null,
        };
}
