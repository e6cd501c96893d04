using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>What comes next for an instrument. Of what falls on one moment, the later named comes first.</summary>
enum BoxTask
{
    /// <summary>Its own pace, or the end of a phase.</summary>
    Step,

    /// <summary>The day's last word.</summary>
    Finish,

    /// <summary>A nominal price is taken for the close.</summary>
    Snapshot,

    /// <summary>The auction matches.</summary>
    Match,

    /// <summary>A wrong print is put right.</summary>
    Correct,

    /// <summary>The script's next price.</summary>
    Point,

    /// <summary>The script stops trading in it, or resumes it.</summary>
    Suspension,
}

/// <summary>When somebody in a market acts next, and why.</summary>
sealed class BoxAgenda
{
    readonly BoxLines lines;
    readonly BoxMarket market;
    readonly BoxSetup setup;
    readonly Duration pace;
    Chance chance;
    int point;
    int suspension;
    LocalDate finished;

    internal BoxAgenda(Instrument instrument, BoxLines lines, BoxMarket market, BoxSetup setup)
    {
        (this.lines, this.market, this.setup) = (lines, market, setup);
        chance = new(setup.Seed, instrument.Id.Symbol + " pace");
        pace = Duration.FromMilliseconds(
            instrument.Kind switch
            {
                InstrumentKind.Index or InstrumentKind.Future => 2_000,
                InstrumentKind.DepositaryReceipt => 9_000,
                InstrumentKind.DerivativeWarrant or InstrumentKind.Cbbc => 8_000,
                _ => 5_000,
            }
        );
        At = lines.Listed is { } listed && market.BeginsOn(listed) is var first && first > setup.From ? first : setup.From;
        while (suspension < lines.Suspensions.Count && lines.Suspensions[suspension].At < At)
            BeginsSuspended = !lines.Suspensions[suspension++].Resumes;
        while (point < lines.Points.Count && lines.Points[point].At < At)
            point++;
    }

    /// <summary>By the exchange's clock; never when there is nothing more to come.</summary>
    internal Moment At { get; private set; }
    internal BoxTask Task { get; private set; }
    internal bool BeginsSuspended { get; }

    /// <summary>The script's next price; null after the last.</summary>
    internal (Moment At, Price Price)? NextPoint => point < lines.Points.Count ? lines.Points[point] : null;

    internal Price TakePoint() => lines.Points[point++].Price;

    /// <summary>True when trading resumes.</summary>
    internal bool TakeSuspension() => lines.Suspensions[suspension++].Resumes;

    internal void TakeFinish(LocalDate day) => finished = day;

    /// <summary>How many steps of its own it will make until then; at least one.</summary>
    internal long StepsUntil(Moment then) => Math.Max(1, (then.UnixNanoseconds - At.UnixNanoseconds) / pace.ToInt64Nanoseconds());

    internal void Stop() => At = Moment.Never;

    /// <param name="isActive">Whether it acts of its own accord in the phase now.</param>
    /// <param name="matches">When it is to be matched in an auction; null for not.</param>
    internal void Plan(in PhaseChange phase, bool isActive, bool takesSnapshots, Moment? matches, Moment? correction)
    {
        var now = At;
        // A change of phase is taken up after the market itself has said it.
        (At, Task) = (Moment.Max(market.Ends, now), BoxTask.Step);
        if (isActive)
        {
            var slow = phase.Phase is SessionPhase.PreMarket or SessionPhase.AfterHours ? 12 : 1;
            var spread = pace.ToInt64Nanoseconds() * slow / setup.Faults.PaceAt(now);
            Consider(now + Duration.FromNanoseconds(chance.Between(spread / 4, spread * 7 / 4)), BoxTask.Step);
        }
        Consider(FinishAfter(now, phase), BoxTask.Finish);
        if (takesSnapshots && phase.Phase == SessionPhase.Continuous)
            Consider(SnapshotAfter(now, phase.TradingDay), BoxTask.Snapshot);
        Consider(matches, BoxTask.Match);
        Consider(correction, BoxTask.Correct);
        Consider(NextPoint?.At, BoxTask.Point);
        if (suspension < lines.Suspensions.Count)
            Consider(lines.Suspensions[suspension].At, BoxTask.Suspension);
        At = Moment.Max(At, now);
    }

    void Consider(Moment? at, BoxTask task)
    {
        if (at is { } moment && moment <= At)
            (At, Task) = (moment, task);
    }

    /// <summary>When the day's last word is due; null once it has been said.</summary>
    Moment? FinishAfter(Moment now, in PhaseChange phase)
    {
        if (lines.Final is not { } time || phase.Phase != SessionPhase.Closed || finished == phase.TradingDay)
            return null;
        var due = Moment.From(phase.TradingDay + time, market.Zone);
        return due >= now ? due : null;
    }

    /// <summary>Four in the last minute of the day's trading; the fifth is its end.</summary>
    Moment? SnapshotAfter(Moment now, LocalDate day)
    {
        if (market.Ends != market.CloseOf(day))
            return null;
        for (var i = ClosingPrices.Snapshots - 1; i > 0; i--)
            if (market.Ends - Every * i is var at && at > now)
                return at;
        return null;
    }

    static readonly Duration Every = Duration.FromSeconds(15);
}
