using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// One instrument through the phases of its market: its price walks on its steps, drawn towards the script's next point and through it
/// exactly, or to what it is worth by what it stands for; with neither it is free, held near where it began.
/// </summary>
sealed class BoxTrader : IBoxActor, IBoxPriced
{
    readonly BoxMarket market;
    readonly BoxLines lines;
    readonly BoxSetup setup;
    readonly StructuredTerms? terms;
    readonly BoxSteps steps;
    readonly BoxWalk walk;
    readonly BoxAgenda agenda;
    readonly BoxAim aim;
    readonly BoxClosing closing = new();
    readonly IBoxPit pit;
    readonly BoxBookPit? book;
    readonly List<IBoxWatcher> watchers = [];
    BoxCall? call;
    InstrumentNumber number;
    PhaseChange phase;
    LocalDate begun;
    bool isSuspended;
    bool isOver;
    bool isClosed;

    /// <param name="terms">Of a warrant, CBBC or right; null for everything else.</param>
    internal BoxTrader(Instrument instrument, StructuredTerms? terms, BoxLines lines, BoxMarket market, BoxSetup setup)
    {
        (Instrument, this.terms, this.lines, this.market, this.setup) = (instrument, terms, lines, market, setup);
        steps = new(instrument, setup.Ticks);
        Previous = Carried = Close = lines.Previous;
        walk = new(steps, lines.Previous, NoiseOf(instrument.Kind), new(setup.Seed, instrument.Id.Symbol + " walk"));
        agenda = new(instrument, lines, market, setup);
        aim = new(lines, market, agenda) { Anchor = lines.Previous };
        isSuspended = agenda.BeginsSuspended;
        pit = instrument.Kind switch
        {
            InstrumentKind.Index => new BoxIndexPit(),
            InstrumentKind.FxPair => new BoxRatePit(),
            _ => book = new(instrument, market, steps, setup),
        };
    }

    internal Instrument Instrument { get; }

    public Price Price => pit.Last.IsNone ? Previous : pit.Last;
    public Price Previous { get; private set; }
    public Price Carried { get; private set; }
    public Price Close { get; private set; }

    public void Watch(IBoxWatcher watcher) => watchers.Add(watcher);

    /// <summary>A scripted point is known as it happens; everything else takes its way.</summary>
    public Moment Next => agenda.At == Moment.Never || agenda.Task == BoxTask.Point ? agenda.At : agenda.At + Box.Latency;

    internal void Follow(IBoxValue worth) => aim.Worth = worth;

    /// <summary>Its price is a claim on the underlying; a CBBC is called when that touches its call price.</summary>
    internal void FollowUnderlying(IBoxPriced underlying)
    {
        var claim = new BoxClaim(terms!, Instrument.Kind, underlying);
        Follow(claim);
        if (!terms!.CallPrice.IsNone)
            underlying.Watch(call = new(terms, claim, KnockOut));
    }

    public void Act(IMarketEvents events)
    {
        var isNew = number == InstrumentNumber.None;
        if (isNew)
            number = setup.Numbers.Of(new(Instrument.Id, Instrument.Kind, Instrument.ListedAssumed), agenda.At, Next, EventSource.Box, events);
        var turn = new BoxTurn(new(number, agenda.At, Next, EventSource.Box), market.Now, events);
        if (isNew)
            Begin(turn);
        if (market.Now != phase)
            EnterPhase(turn);
        Do(agenda.Task, turn);
        Plan();
    }

    void EnterPhase(in BoxTurn turn)
    {
        var before = phase.Phase;
        phase = turn.Phase;
        if (before == SessionPhase.Continuous)
            EndSession(turn);
        if (isOver)
            return;
        book?.EnterPhase(turn);
        if (phase.Phase != SessionPhase.Closed && phase.TradingDay != begun)
            Begin(turn);
        if (phase.Phase == SessionPhase.ReferencePriceFixing && book is { IsHongKong: true })
        {
            closing.Take(book.Nominal);
            if (!book.HasAuctions)
                MakeClose(turn);
        }
        else if (phase.Phase is SessionPhase.Closed or SessionPhase.AfterHours && !pit.Last.IsNone)
            MakeClose(turn);
    }

    void Do(BoxTask task, in BoxTurn turn)
    {
        switch (task)
        {
            case BoxTask.Suspension:
                Suspend(!agenda.TakeSuspension(), turn);
                break;
            case BoxTask.Point:
                // What is suspended passes through no point.
                if (agenda.TakePoint() is var point && !isSuspended && !isOver)
                    Pass(point, turn);
                break;
            case BoxTask.Correct:
                book!.Correct(turn);
                break;
            case BoxTask.Finish:
                agenda.TakeFinish(phase.TradingDay);
                if (!isOver)
                    pit.Finish(turn);
                break;
            case var _ when isSuspended || isOver:
                break;
            case BoxTask.Match:
                Match(turn);
                break;
            default:
                Step(turn);
                if (task == BoxTask.Snapshot && book is not null)
                    closing.Take(book.Nominal);
                break;
        }
    }

    /// <summary>A day begins: the base of its change out of the last close and what went ex (R9), and nothing traded yet.</summary>
    void Begin(in BoxTurn turn)
    {
        var day = turn.Phase.TradingDay;
        if (IsOverOn(day))
        {
            Leave(turn);
            return;
        }
        (Previous, Carried) = BoxExDates.Between(lines.Actions, begun == default ? day.PlusDays(-1) : begun, day).BaseOf(Close);
        (begun, steps.Day, isClosed) = (day, day, false);
        if (Previous != Close)
        {
            walk.Set(steps.At(Previous));
            aim.Anchor = walk.Price;
        }
        book?.TradeInLotsOf(lines.LotOn(day));
        closing.Begin();
        aim.Worth?.BeginDay(turn.Phase, Previous);
        pit.Begin(Previous, turn);
        if (isSuspended)
            turn.Events.Accept(MarketEvent.Of(turn.Stamp, TradingState.Suspended));
    }

    void Step(in BoxTurn turn)
    {
        if (!ActsIn(phase.Phase))
            return;
        aim.Walk(walk, phase.TradingDay, isClosed);
        if (BoxPhases.IsIndicative(phase.Phase))
            book!.Indicate(walk.Price, Reference, turn);
        else
            Make(BoxPhases.IsExtended(phase.Phase) ? TradeConditions.ExtendedHours : TradeConditions.None, isTraded: false, turn);
    }

    void Make(TradeConditions conditions, bool isTraded, in BoxTurn turn)
    {
        var made = pit.Make(walk.Price, conditions, isTraded, turn);
        if (made != walk.Price)
            walk.Set(made);
        if (phase.Phase == SessionPhase.Continuous && !pit.Last.IsNone)
            foreach (var watcher in watchers)
                watcher.See(pit.Last, turn);
    }

    /// <summary>The scripted point: the price is made there and then.</summary>
    void Pass(Price point, in BoxTurn turn)
    {
        walk.Set(point);
        aim.Anchor = point;
        Make(TradeConditions.None, isTraded: true, turn);
    }

    void Match(in BoxTurn turn)
    {
        var isClose = phase.Phase == SessionPhase.ClosingRandom;
        if (isClose && lines.Closes.TryGetValue(phase.TradingDay, out var scripted))
            walk.Set(scripted);
        book!.Match(walk.Price, Reference, turn);
        if (isClose)
            MakeClose(turn);
    }

    void MakeClose(in BoxTurn turn)
    {
        if (isClosed)
            return;
        isClosed = true;
        if (isSuspended)
        {
            // The last price stands, and no close is made (R8).
            Close = Price;
            return;
        }
        var isScripted = lines.Closes.TryGetValue(phase.TradingDay, out var scripted);
        if (isScripted)
            walk.Set(scripted);
        else if (aim.Worth is { Steps: 0, Now: { } exactly })
            walk.Set(exactly);
        else if (book is { HasAuctions: false } && closing.Median is { } median)
            walk.Set(median);
        Close = walk.Price;
        pit.Close(Close, isScripted, turn);
    }

    void Suspend(bool suspended, in BoxTurn turn)
    {
        isSuspended = suspended;
        if (isOver)
            return;
        book?.Clear(turn);
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, suspended ? TradingState.Suspended : TradingState.Normal));
    }

    /// <summary>Its underlying has called it, and it trades no more.</summary>
    void KnockOut(BoxTurn turn)
    {
        if (isOver || number == InstrumentNumber.None)
            return;
        isOver = true;
        Withdraw(turn.For(number));
    }

    /// <summary>What is left of a called contract is its last closing price.</summary>
    void EndSession(in BoxTurn turn)
    {
        call?.EndSession();
        if (call is not { IsCalled: true, IsSettled: true })
            return;
        if (!call.Residual.IsNone)
            turn.Events.Accept(MarketEvent.OfClosingPrice(turn.Stamp, call.Residual));
        agenda.Stop();
    }

    bool IsOverOn(LocalDate day) => lines.Delisted <= day || terms?.Expiry <= day;

    /// <summary>Its days are over: a temporary counter goes, a warrant expires.</summary>
    void Leave(in BoxTurn turn)
    {
        isOver = true;
        Withdraw(turn);
        agenda.Stop();
    }

    void Withdraw(in BoxTurn turn)
    {
        book?.Clear(turn);
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, TradingState.Suspended));
    }

    void Plan()
    {
        if (agenda.At == Moment.Never)
            return;
        var mayTrade = !isOver && !isSuspended;
        agenda.Plan(
            phase,
            isActive: mayTrade && ActsIn(phase.Phase),
            takesSnapshots: mayTrade && book is { IsHongKong: true },
            matches: mayTrade && HasAuctions && agenda.At < market.MatchesAt ? market.MatchesAt : null,
            correction: book?.CorrectionDue
        );
    }

    bool HasAuctions => book is { HasAuctions: true };

    /// <summary>Whether it moves of its own accord in a phase.</summary>
    bool ActsIn(SessionPhase phase) =>
        BoxPhases.IsContinuous(phase)
        || BoxPhases.IsExtended(phase) && Instrument.Kind == InstrumentKind.Equity
        || BoxPhases.IsIndicative(phase) && HasAuctions;

    /// <summary>What an auction is judged by: the base of the day in the morning, the median of the last minute at the close.</summary>
    Price Reference => BoxPhases.IsClosingAuction(phase.Phase) ? closing.Median ?? Previous : Previous;

    /// <summary>How far noise carries a price in one step, as a part of it.</summary>
    static int NoiseOf(InstrumentKind kind) => kind is InstrumentKind.DerivativeWarrant or InstrumentKind.Cbbc ? 1_500 : 9_000;
}
