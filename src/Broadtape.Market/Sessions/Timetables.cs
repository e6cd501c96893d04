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
    readonly SortedSet<string> unconfirmed = [];
    readonly Dictionary<Mic, Mic> calendars = [];
    readonly HashSet<Mic> nightly = [];

    Timetables() { }

    /// <summary>
    /// venues: mic, calendar (whose holidays it keeps; empty: none but weekends), zone, silence, zh-Hant, zh-Hans, en. sessions: mic, day,
    /// from, to, phase, kinds (all or auction). holidays: calendar, date, kind, source, confidence. weather: calendar, date, opens (a
    /// time; empty: not at all; on: from that date it stops no trading).
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
            if (phase.To < phase.From)
                read.nightly.Add(mic);
        }
        foreach (var row in ReferenceTable.Read(holidays.Text, holidays.File, "calendar", "date", "kind", "source", "confidence").Rows)
        {
            var (calendar, date) = (row.Mic("calendar"), row.Date("date"));
            if (!read.days.TryAdd((calendar, date), row.Enum<DayKind>("kind")))
                throw row.Wrong("date", $"{date:uuuu-MM-dd} stands here twice");
            if (IsWeekend(date))
                throw row.Wrong("date", $"{date:uuuu-MM-dd} is a weekend, when nothing trades anyway");
            row.Required("source");
            read.years.Add((calendar, date.Year));
            if (row["confidence"] is not ("verified" or "unconfirmed"))
                throw row.Wrong("confidence", $"'{row["confidence"]}' is neither verified nor unconfirmed");
            if (row["confidence"] == "unconfirmed")
                read.unconfirmed.Add($"{calendar} {date.Year}");
        }
        var goesOn = new Dictionary<Mic, LocalDate>();
        foreach (var row in ReferenceTable.Read(weather.Text, weather.File, "calendar", "date", "opens").Rows)
        {
            var key = (Calendar: row.Mic("calendar"), Date: row.Date("date"));
            if (goesOn.TryGetValue(key.Calendar, out var since) && key.Date >= since)
                throw row.Wrong("date", $"{key.Date:uuuu-MM-dd}: severe weather stops no trading since {since:uuuu-MM-dd}");
            if (row["opens"] == "on")
                goesOn[key.Calendar] = key.Date;
            else if (row.Optional("opens") is null)
                read.days[key] = DayKind.Closed;
            else
                (read.days[key], read.lateOpenings[key]) = (DayKind.Full, row.Time("opens"));
        }
        return read;
    }

    public IReadOnlyCollection<Venue> Venues => venues.Values;

    /// <summary>Calendars and years, such as "XHKG 2026", with a row no published table was read for: they hold, and the portal says so.</summary>
    public IReadOnlyCollection<string> Unconfirmed => unconfirmed;

    /// <summary>Null for a market no timetable is kept for.</summary>
    public Venue? Find(Mic market) => venues.GetValueOrDefault(market);

    /// <summary>Whether <see cref="DayOf"/> can say: a market that is kept, and a year that has rows.</summary>
    public bool Knows(Mic market, LocalDate date) =>
        venues.ContainsKey(market) && (!calendars.TryGetValue(market, out var calendar) || years.Contains((calendar, date.Year)));

    /// <summary>Whose holidays a market keeps; null when none but weekends, or when no timetable is kept for it.</summary>
    public Mic? CalendarOf(Mic market) => calendars.TryGetValue(market, out var calendar) ? calendar : null;

    /// <summary>True when the calendar has rows for the year: <see cref="DayOf"/> answers for it.</summary>
    public bool Knows(Mic calendar, int year) => years.Contains((calendar, year));

    /// <summary>Throws for a market without a timetable and for a year without rows.</summary>
    public DayKind DayOf(Mic market, LocalDate date)
    {
        VenueOf(market);
        if (!calendars.TryGetValue(market, out var calendar))
            return IsWeekend(date) ? DayKind.Closed : DayKind.Full;
        if (days.TryGetValue((calendar, date), out var kind))
            return kind;
        if (!years.Contains((calendar, date.Year)))
            throw new ArgumentException($"the holidays of {calendar} in {date.Year} are not known; add them to the reference data");
        return IsWeekend(date) ? DayKind.Closed : DayKind.Full;
    }

    /// <summary>The phase by the clock, for an instrument of that kind. Throws as <see cref="DayOf"/> does.</summary>
    public SessionPhase PhaseAt(Mic market, Moment moment, InstrumentKind kind)
    {
        var local = Local(market, moment);
        foreach (var day in DaysBegun(market, local.Date))
        foreach (var phase in PhasesOf(market, day))
            if (phase.Holds(kind) && local >= phase.Start(day) && local < phase.End(day))
                return phase.Name;
        return SessionPhase.Closed;
    }

    /// <summary>The phase of a time of day on a day of that kind, whatever kind of instrument keeps it.</summary>
    public SessionPhase PhaseOn(Mic market, DayKind day, LocalTime time) =>
        phases
            .GetValueOrDefault((market, day), [])
            .Where(p => time >= p.From && (time < p.To || p.To <= p.From))
            .Select(p => p.Name)
            .FirstOrDefault(SessionPhase.Closed);

    /// <summary>
    /// The newest trading day that had begun by the moment: until the next one begins, the evening, the night and the weekend are still
    /// its own (R9), and a night session is the day's it began on.
    /// </summary>
    public LocalDate TradingDayAt(Mic market, Moment moment)
    {
        var local = Local(market, moment);
        var day = local.Date;
        while (!PhasesOf(market, day).Any(p => local >= p.Start(day)))
            day = day.PlusDays(-1);
        return day;
    }

    /// <summary>
    /// The next change of phase after the moment for an instrument of that kind; its exact time is not known for the random phases, whose
    /// end here is their latest.
    /// </summary>
    public PhaseChange NextChange(Mic market, Moment moment, InstrumentKind kind)
    {
        var date = Local(market, moment).Date;
        return Changes(market, DaysBegun(market, date)[^1], LocalDate.MaxIsoValue, p => p.Holds(kind)).First(c => c.At > moment);
    }

    /// <summary>Every change of phase of days beginning in [from, until), in order; Closed where nothing follows at once.</summary>
    public IEnumerable<PhaseChange> Changes(Mic market, LocalDate from, LocalDate until) => Changes(market, from, until, static _ => true);

    IEnumerable<PhaseChange> Changes(Mic market, LocalDate from, LocalDate until, Func<Phase, bool> holds)
    {
        var zone = VenueOf(market).Zone;
        for (var day = from; day < until; day = day.PlusDays(1))
        {
            LocalDateTime? end = null;
            foreach (var phase in PhasesOf(market, day).Where(holds).OrderBy(p => p.Start(day)))
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

    Venue VenueOf(Mic market) => Find(market) ?? throw new ArgumentException($"no timetable is kept for {market}");

    LocalDateTime Local(Mic market, Moment moment) => moment.In(VenueOf(market).Zone).LocalDateTime;

    /// <summary>Days whose phases may reach into the date: itself and, where a session runs over midnight, the day before.</summary>
    LocalDate[] DaysBegun(Mic market, LocalDate date) => nightly.Contains(market) ? [date, date.PlusDays(-1)] : [date];

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
        internal bool Holds(InstrumentKind kind) => !AuctionOnly || HasAuctions(kind);

        internal LocalDateTime Start(LocalDate day) => day + From;

        internal LocalDateTime End(LocalDate day) => (To > From ? day : day.PlusDays(1)) + To;
    }
}
