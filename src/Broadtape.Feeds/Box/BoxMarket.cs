using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>A market's own voice: its phases and, while they last, a heartbeat. Its auctions match at a random moment of their last minutes (R3).</summary>
sealed class BoxMarket : IBoxActor
{
    static readonly Duration Beat = Duration.FromSeconds(15);

    readonly Mic mic;
    readonly IEnumerator<PhaseChange> changes;
    readonly Timetables timetables;
    readonly ulong seed;
    PhaseChange upcoming;
    PhaseChange? following;
    Moment beat = Moment.Never;
    (LocalDate Day, Moment At) close;

    internal BoxMarket(Mic mic, Timetables timetables, ulong seed, Moment from, LocalDate firstDay)
    {
        (this.mic, this.timetables, this.seed) = (mic, timetables, seed);
        Zone = timetables.Find(mic)!.Zone;
        changes = timetables.Changes(mic, firstDay.PlusDays(-1), LocalDate.MaxIsoValue).GetEnumerator();
        Step();
        // What had begun before the tape is told as the tape begins.
        var before = new PhaseChange(from, SessionPhase.Closed, firstDay);
        while (upcoming.At <= from)
        {
            before = upcoming with { At = from };
            Step();
        }
        (upcoming, following) = (before, upcoming);
    }

    internal DateTimeZone Zone { get; }

    /// <summary>The phase now, since when, and of which day.</summary>
    internal PhaseChange Now { get; private set; }

    /// <summary>When the phase now ends.</summary>
    internal Moment Ends => upcoming.At;

    internal bool IsHongKong => mic == HongKong;

    /// <summary>When the auction of the phase now matches; null in every other phase. The phase ends a moment later.</summary>
    internal Moment? MatchesAt { get; private set; }

    /// <summary>When the market begins its day, or the first after it.</summary>
    internal Moment BeginsOn(LocalDate day) => timetables.Changes(mic, day, LocalDate.MaxIsoValue).First().At;

    /// <summary>When continuous trading of a day ends, and its close is about to be made.</summary>
    internal Moment CloseOf(LocalDate day)
    {
        if (close.Day == day)
            return close.At;
        var end = Now.At;
        var open = false;
        foreach (var change in timetables.Changes(mic, day, day.PlusDays(1)))
        {
            if (open)
                end = change.At;
            open = change.Phase == SessionPhase.Continuous;
        }
        close = (day, end);
        return end;
    }

    public Moment Next => Moment.Min(upcoming.At, beat) + Box.Latency;

    public void Act(IMarketEvents events)
    {
        if (upcoming.At <= beat)
        {
            if (upcoming.TradingDay != Now.TradingDay && upcoming.Phase != SessionPhase.Closed)
                turnover = default;
            Now = upcoming;
            events.Accept(MarketEvent.Of(Stamp(Now.At), new SessionChange(mic, Now.Phase, Now.TradingDay)));
            beat = Now.Phase == SessionPhase.Closed ? Moment.Never : Now.At + Beat;
            if (following is { } after)
                (upcoming, following) = (after, null);
            else
                Step();
            DrawMatch();
            return;
        }
        events.Accept(MarketEvent.Of(Stamp(beat), new Heartbeat(mic)));
        TellTotals(events);
        beat += Beat;
    }

    /// <summary>A random phase ends when it has matched, and nobody can know when that will be.</summary>
    void DrawMatch()
    {
        MatchesAt = null;
        if (Now.Phase is not (SessionPhase.PreOpeningMatching or SessionPhase.ClosingRandom))
            return;
        var chance = new Chance(seed, $"{mic} {Now.TradingDay} {Now.Phase}");
        var last = (upcoming.At - Now.At).ToInt64Nanoseconds() - Matching.ToInt64Nanoseconds();
        MatchesAt = Now.At + Duration.FromNanoseconds(chance.Between(0, Math.Max(0, last)));
        upcoming = upcoming with { At = MatchesAt.Value + Matching };
    }

    /// <summary>From the matching to the end of its phase.</summary>
    static readonly Duration Matching = Duration.FromSeconds(1);

    /// <summary>A trade of one of the market's instruments.</summary>
    internal void Traded(Turnover trade) => turnover += trade;

    /// <summary>Hong Kong tells its turnover as a whole, and what Stock Connect has done and has left.</summary>
    void TellTotals(IMarketEvents events)
    {
        if (mic != HongKong || turnover.Thousandths == 0)
            return;
        events.Accept(MarketEvent.Of(Stamp(beat), new MarketTurnover(mic, "MAIN", "", turnover)));
        events.Accept(MarketEvent.Of(Stamp(beat), new ConnectQuota("SHNB", null)));
        events.Accept(MarketEvent.Of(Stamp(beat), new ConnectQuota("SZNB", null)));
        // A fifth of the market comes from the mainland, a little more of it buying.
        var whole = turnover.Thousandths / 1_000;
        events.Accept(MarketEvent.Of(Stamp(beat), new ConnectTurnover("SHSB", whole * 6 / 100, whole * 5 / 100, whole * 11 / 100)));
        events.Accept(MarketEvent.Of(Stamp(beat), new ConnectTurnover("SZSB", whole * 5 / 100, whole * 4 / 100, whole * 9 / 100)));
    }

    static readonly Mic HongKong = Mic.Parse("XHKG");

    Turnover turnover;

    EventStamp Stamp(Moment at) => new(InstrumentNumber.None, at, at + Box.Latency, EventSource.Box);

    void Step()
    {
        changes.MoveNext();
        upcoming = changes.Current;
    }
}
