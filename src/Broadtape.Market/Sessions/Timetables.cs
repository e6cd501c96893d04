using NodaTime;

namespace Broadtape.Market;

/// <summary>A market enters a phase of a trading day.</summary>
public readonly record struct PhaseChange(Moment At, SessionPhase Phase, LocalDate TradingDay);

/// <summary>
/// Sessions, holidays and severe weather by market (R3). The exchange's own messages decide while they come; this table is the
/// fallback, the synthetic exchange's day, and how a page is worded. A year without rows is refused: a guessed calendar is worse than none.
/// </summary>
public sealed class Timetables
{
    readonly Dictionary<Mic, Venue> venues = [];
    readonly Dictionary<(Mic, DayKind), List<Phase>> phases = [];
    readonly Dictionary<(Mic, LocalDate), DayKind> days = [];
    readonly Dictionary<(Mic, LocalDate), LocalTime> lateOpenings = [];
    readonly HashSet<(Mic, int)> years = [];
    readonly Dictionary<Mic, Mic> calendars = [];
    readonly HashSet<Mic> nightly = [];

    Timetables() { }

    /// <summary>
    /// venues: mic, calendar (whose holidays it keeps; empty: none but weekends), zone, silence, zh-Hant, zh-Hans, en. sessions: mic, day,
    /// from, to, phase, kinds (all or auction). holidays: calendar, date, kind, what. weather: calendar, date, opens (empty: not at all).
    /// Each is text and file name. Throws <see cref="ReferenceException"/>.
    /// </summary>
    public static Timetables Parse(
        (string Text, string File) venues,
        (string Text, string File) sessions,
        (string Text, string File) holidays,
        (string Text, string File) weather
    )
    {
        var read = new Timetables();
        foreach (var row in ReferenceTable.Read(venues.Text, venues.File, "mic", "calendar", "zone", "silence", "zh-Hant", "zh-Hans", "en").Rows)
        {
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(row["zone"]) ?? throw row.Wrong("zone", $"'{row["zone"]}' is not in the tz database");
            var venue = new Venue(
                row.Mic("mic"),
                new(row.Required("zh-Hant"), row.Required("zh-Hans"), row.Required("en")),
                zone,
                Duration.FromSeconds(row.Int("silence"))
            );
            if (!read.venues.TryAdd(venue.Mic, venue))
                throw row.Wrong("mic", $"{venue.Mic} stands here twice");
            if (row.Optional("calendar") is not null)
                read.calendars[venue.Mic] = row.Mic("calendar");
        }
        foreach (var row in ReferenceTable.Read(sessions.Text, sessions.File, "mic", "day", "from", "to", "phase", "kinds").Rows)
        {
            var mic = row.Mic("mic");
            if (!read.venues.ContainsKey(mic))
                throw row.Wrong("mic", $"{mic} is no venue");
            var key = (mic, row.Enum<DayKind>("day"));
            if (!read.phases.TryGetValue(key, out var list))
                read.phases[key] = list = [];
            var phase = new Phase(row.Time("from"), row.Time("to"), row.Enum<SessionPhase>("phase"), row["kinds"] == "auction");
            list.Add(phase);
            if (phase.To <= phase.From)
                read.nightly.Add(mic);
        }
        foreach (var row in ReferenceTable.Read(holidays.Text, holidays.File, "calendar", "date", "kind", "what").Rows)
        {
            var (calendar, date) = (row.Mic("calendar"), row.Date("date"));
            if (!read.days.TryAdd((calendar, date), row.Enum<DayKind>("kind")))
                throw row.Wrong("date", $"{date:uuuu-MM-dd} stands here twice");
            read.years.Add((calendar, date.Year));
        }
        foreach (var row in ReferenceTable.Read(weather.Text, weather.File, "calendar", "date", "opens").Rows)
        {
            var key = (row.Mic("calendar"), row.Date("date"));
            if (row.Optional("opens") is null)
                read.days[key] = DayKind.Closed;
            else
                (read.days[key], read.lateOpenings[key]) = (DayKind.Full, row.Time("opens"));
        }
        return read;
    }

    public IReadOnlyCollection<Venue> Venues => venues.Values;

    /// <summary>Null for a market no timetable is kept for.</summary>
    public Venue? Find(Mic market) => venues.GetValueOrDefault(market);

    /// <summary>Throws for a market without a timetable and for a year without rows.</summary>
    public DayKind DayOf(Mic market, LocalDate date)
    {
        if (!venues.ContainsKey(market))
            throw new ArgumentException($"no timetable is kept for {market}");
        if (!calendars.TryGetValue(market, out var calendar))
            return IsWeekend(date) ? DayKind.Closed : DayKind.Full;
        if (days.TryGetValue((calendar, date), out var kind))
            return kind;
        if (!years.Contains((calendar, date.Year)))
            throw new ArgumentException($"the holidays of {calendar} in {date.Year} are not known; add them to the reference data");
        return IsWeekend(date) ? DayKind.Closed : DayKind.Full;
    }

    /// <summary>The phase by the clock, for an instrument of that kind.</summary>
    public SessionPhase PhaseAt(Mic market, Moment moment, InstrumentKind kind)
    {
        var local = moment.In(venues[market].Zone).LocalDateTime;
        // A night session belongs to the day it began on; a market without one is not asked about yesterday.
        foreach (var day in nightly.Contains(market) ? (ReadOnlySpan<LocalDate>)[local.Date, local.Date.PlusDays(-1)] : [local.Date])
        foreach (var phase in PhasesOf(market, day))
            if ((!phase.AuctionOnly || HasAuctions(kind)) && local >= phase.Start(day) && local < phase.End(day))
                return phase.Name;
        return SessionPhase.Closed;
    }

    /// <summary>Every change of phase of days beginning in [from, until), in order; Closed where nothing follows at once.</summary>
    public IEnumerable<PhaseChange> Changes(Mic market, LocalDate from, LocalDate until)
    {
        var zone = venues[market].Zone;
        for (var day = from; day < until; day = day.PlusDays(1))
        {
            LocalDateTime? end = null;
            foreach (var phase in PhasesOf(market, day).OrderBy(p => p.Start(day)))
            {
                if (end is { } ended && ended < phase.Start(day))
                    yield return new(Moment.From(ended, zone), SessionPhase.Closed, day);
                yield return new(Moment.From(phase.Start(day), zone), phase.Name, day);
                end = phase.End(day);
            }
            if (end is { } last)
                yield return new(Moment.From(last, zone), SessionPhase.Closed, day);
        }
    }

    /// <summary>True when prices are made in that phase, so that silence means something.</summary>
    public static bool IsOpen(SessionPhase phase) =>
        phase is SessionPhase.Continuous or SessionPhase.NightSession or SessionPhase.PreMarket or SessionPhase.AfterHours;

    /// <summary>Equities and funds have the opening and closing auctions; debt and structured products do not.</summary>
    public static bool HasAuctions(InstrumentKind kind) => kind is InstrumentKind.Equity or InstrumentKind.Etf or InstrumentKind.Reit;

    IEnumerable<Phase> PhasesOf(Mic market, LocalDate day)
    {
        var kind = DayOf(market, day);
        if (kind == DayKind.Closed || !phases.TryGetValue((market, kind), out var list))
            return [];
        if (!calendars.TryGetValue(market, out var calendar) || !lateOpenings.TryGetValue((calendar, day), out var opens))
            return list;
        // What had begun by then is cut off, the opening auction does not take place.
        return list.Where(p => p.Start(day) >= day + opens || p.End(day) > day + opens).Select(p => p.From < opens ? p with { From = opens } : p);
    }

    static bool IsWeekend(LocalDate date) => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;

    sealed record Phase(LocalTime From, LocalTime To, SessionPhase Name, bool AuctionOnly)
    {
        internal LocalDateTime Start(LocalDate day) => day + From;

        internal LocalDateTime End(LocalDate day) => (To > From ? day : day.PlusDays(1)) + To;
    }
}
