using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>A market's own voice: its phases and, while they last, a heartbeat.</summary>
sealed class BoxMarket : IBoxActor
{
    static readonly Duration Beat = Duration.FromSeconds(15);

    readonly Mic mic;
    readonly IEnumerator<PhaseChange> changes;
    readonly Timetables timetables;
    PhaseChange upcoming;
    PhaseChange? following;
    Moment beat = Moment.Never;

    internal BoxMarket(Mic mic, Timetables timetables, Moment from, LocalDate firstDay)
    {
        this.mic = mic;
        this.timetables = timetables;
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

    /// <summary>When continuous trading of a day ends, and its close is about to be made.</summary>
    internal Moment CloseOf(LocalDate day)
    {
        var end = Now.At;
        var open = false;
        foreach (var change in timetables.Changes(mic, day, day.PlusDays(1)))
        {
            if (open)
                end = change.At;
            open = change.Phase == SessionPhase.Continuous;
        }
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
            return;
        }
        events.Accept(MarketEvent.Of(Stamp(beat), new Heartbeat(mic)));
        TellTotals(events);
        beat += Beat;
    }

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
