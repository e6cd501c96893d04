using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// One instrument's trading: a walk on its price steps, drawn towards the script's next point and through it exactly; after the last
/// point it is free, held near where it began (a depositary receipt near its parity).
/// </summary>
sealed class BoxTrader : IBoxActor
{
    readonly BoxMarket market;
    readonly BoxScript.Lines lines;
    readonly InstrumentNumbers numbers;
    readonly TickTables ticks;
    readonly Duration pace;

    /// <summary>How far noise carries a price in one step, as a part of it.</summary>
    readonly int noisePart;
    readonly List<Price> snapshots = [];
    readonly BoxDesk? desk;

    /// <summary>Last trades of the past minutes, for the volatility control.</summary>
    readonly Queue<(Moment At, Price Price)> lately = [];
    Chance chance;
    InstrumentNumber number;
    (Price Lower, Price Upper, Moment Ends) cooling;
    Moment sessionBegan;
    bool suspended;
    int suspension;
    (LocalDate Day, SessionPhase Phase) shortTold;
    int point;
    PhaseChange phase;
    Moment wake;
    bool pinned;
    bool crossed;
    bool closed = true;
    bool snapshotDue;
    LocalDate finalDone;
    BoxTrader? underlying;
    BoxTrader? rate;

    /// <summary>Where the walk stands between two price steps, in millionths.</summary>
    long fair;
    Price price;
    Price anchor;
    Price close;
    Price previous;
    Price last;
    Price bid;
    Price ask;
    Price nominal;
    Price high;
    Price low;
    Quantity volume;
    Turnover turnover;
    long tradeId;

    internal BoxTrader(
        Instrument instrument,
        BoxScript.Lines lines,
        BoxMarket market,
        TickTables ticks,
        ulong seed,
        Moment from,
        InstrumentNumbers numbers
    )
    {
        Instrument = instrument;
        this.lines = lines;
        this.market = market;
        this.ticks = ticks;
        this.numbers = numbers;
        chance = new(seed, instrument.Id.Symbol);
        previous = price = anchor = close = lines.Previous;
        fair = price.Millionths;
        noisePart = instrument.Kind is InstrumentKind.DerivativeWarrant or InstrumentKind.Cbbc ? 1_500 : 9_000;
        pace = Duration.FromMilliseconds(
            instrument.Kind switch
            {
                InstrumentKind.Index => 3_000,
                InstrumentKind.Future => 2_000,
                InstrumentKind.FxPair => 5_000,
                InstrumentKind.DepositaryReceipt => 9_000,
                InstrumentKind.DerivativeWarrant or InstrumentKind.Cbbc => 8_000,
                _ => 5_000,
            }
        );
        wake = from;
        if (IsHongKong)
            desk = new(seed, instrument.Id.Symbol, Up, p => Down(p) is var lower && lower < p ? lower : default, Lot);
        while (suspension < lines.Suspensions.Count && lines.Suspensions[suspension].At < from)
            suspended = !lines.Suspensions[suspension++].Resumes;
        while (point < lines.Points.Count && lines.Points[point].At < from)
            point++;
    }

    internal Instrument Instrument { get; }

    /// <summary>A scripted point is known as it happens; everything else takes its way.</summary>
    public Moment Next => pinned ? wake : wake + Box.Latency;

    internal void Follow(BoxTrader underlying, BoxTrader rate) => (this.underlying, this.rate) = (underlying, rate);

    public void Act(IMarketEvents events)
    {
        if (number == InstrumentNumber.None)
        {
            number = numbers.Of(new(Instrument.Id, Instrument.Kind, Instrument.ListedAssumed), wake, Next, EventSource.Box, events);
            Open(events);
        }
        if (market.Now != phase)
            EnterPhase(events);
        if (suspension < lines.Suspensions.Count && lines.Suspensions[suspension].At <= wake)
            Suspend(events);
        else if (suspended)
            pinned = false;
        else if (pinned)
            Pass(events);
        else if (IsFinal(out var day))
            Finish(day, events);
        else
            Step(events);
        Plan();
    }

    void EnterPhase(IMarketEvents events)
    {
        var newDay = market.Now.TradingDay != phase.TradingDay && market.Now.Phase != SessionPhase.Closed;
        phase = market.Now;
        crossed = false;
        if (phase.Phase == SessionPhase.Continuous)
            (sessionBegan, cooling) = (phase.At, default);
        lately.Clear();
        if (Auctions && phase.Phase is not (SessionPhase.Continuous or SessionPhase.Lunch or SessionPhase.Closed or SessionPhase.MarketHalt))
        {
            (bid, ask) = (default, default);
            desk!.Clear(Stamp(), events);
        }
        TellShortSelling(events);
        if (newDay && closed)
        {
            previous = close;
            Open(events);
        }
        if (phase.Phase == SessionPhase.ReferencePriceFixing && IsHongKong && !Auctions)
        {
            snapshots.Add(nominal);
            Close(events);
        }
        else if (phase.Phase is (SessionPhase.Closed or SessionPhase.AfterHours) && !last.IsNone)
            Close(events);
    }

    /// <summary>A day begins: the base of its change, and nothing traded yet.</summary>
    void Open(IMarketEvents events)
    {
        (last, bid, ask, nominal, high, low) = (default, default, default, default, default, default);
        (volume, turnover) = (default, default);
        closed = false;
        snapshots.Clear();
        desk?.Clear(Stamp(), events);
        if (Instrument.Kind == InstrumentKind.FxPair)
        {
            events.Accept(MarketEvent.OfFxRate(Stamp(), price));
            return;
        }
        events.Accept(MarketEvent.OfPreviousClose(Stamp(), previous));
        SayNominal(events);
    }

    void Step(IMarketEvents events)
    {
        switch (phase.Phase)
        {
            case SessionPhase.PreOpening
            or SessionPhase.PreOpeningNoCancel
            or SessionPhase.ClosingOrderInput
            or SessionPhase.ClosingNoCancel when Auctions:
                Walk(TargetAhead());
                TellAuction(desk!.Gather(price, previous), events);
                break;
            case SessionPhase.PreOpeningMatching when Auctions && !crossed:
                crossed = true;
                Match(desk!.Gather(price, previous), events);
                SayNominal(events);
                break;
            case SessionPhase.ClosingRandom when Auctions && !crossed:
                crossed = true;
                SetPrice(lines.Closes.GetValueOrDefault(phase.TradingDay, price));
                Match(desk!.Gather(price, previous), events);
                Close(events);
                break;
            case SessionPhase.Continuous or SessionPhase.NightSession:
                Walk(TargetAhead());
                Quote(events);
                if (snapshotDue)
                    snapshots.Add(nominal);
                break;
            case SessionPhase.PreMarket or SessionPhase.AfterHours when Instrument.Kind == InstrumentKind.Equity:
                Walk(TargetAhead());
                Quote(events, TradeConditions.ExtendedHours);
                break;
        }
    }

    /// <summary>A new top of book, perhaps a trade, and what follows from them.</summary>
    void Quote(IMarketEvents events, TradeConditions conditions = TradeConditions.None)
    {
        if (Instrument.Kind == InstrumentKind.Index)
        {
            SayIndex(IndexStatus.Trading, events);
            return;
        }
        if (Instrument.Kind == InstrumentKind.FxPair)
        {
            last = price;
            events.Accept(MarketEvent.OfFxRate(Stamp(), price));
            return;
        }
        var buyers = chance.Below(2) == 0;
        CoolOff(events);
        bid = buyers ? price : Down(price);
        ask = buyers ? Up(price) : price;
        MakeMarket(chance.Below(2) == 0 ? new(Lot * chance.Between(1, 12)) : default, conditions, events);
        SayNominal(events);
    }

    /// <summary>The book stands at the best prices, and somebody may trade at the price of the walk.</summary>
    void MakeMarket(Quantity traded, TradeConditions conditions, IMarketEvents events)
    {
        if (desk is null)
        {
            events.Accept(MarketEvent.Of(Stamp(), new TopOfBook(bid, new(Lot * chance.Between(1, 60)), ask, new(Lot * chance.Between(1, 60)))));
            if (traded.Units > 0)
                Trade(traded, conditions, events);
            return;
        }
        desk.Settle(bid, ask, new(traded.Units + Lot));
        desk.Tell(Stamp(), events);
        if (traded.Units == 0)
            return;
        desk.Take(price, traded, (at, quantity) => Trade(quantity, conditions, events));
        desk.Tell(Stamp(), events);
    }

    void TellAuction(in Equilibrium found, IMarketEvents events)
    {
        events.Accept(MarketEvent.Of(Stamp(), new AuctionPrice(found.Price, found.Matched)));
        events.Accept(
            MarketEvent.Of(
                Stamp(),
                new Imbalance(
                    found.Surplus > 0 ? BookSide.Bid
                        : found.Surplus < 0 ? BookSide.Ask
                        : null,
                    new(Math.Abs(found.Surplus))
                )
            )
        );
        price = nominal = found.Price;
        events.Accept(MarketEvent.OfNominal(Stamp(), nominal));
    }

    /// <summary>The auction makes its price; nothing of it is left to be indicated.</summary>
    void Match(in Equilibrium found, IMarketEvents events)
    {
        price = found.Price;
        Trade(found.Matched, TradeConditions.Auction, events);
        events.Accept(MarketEvent.Of(Stamp(), default(AuctionPrice)));
        events.Accept(MarketEvent.Of(Stamp(), new Imbalance(null, default)));
    }

    /// <summary>A price too far from the last trade of five minutes ago opens a band, and is held within it (R6).</summary>
    void CoolOff(IMarketEvents events)
    {
        if (!Auctions || Instrument.Kind != InstrumentKind.Equity || Instrument.TickTable is not { } table || phase.Phase != SessionPhase.Continuous)
            return;
        if (wake < cooling.Ends)
        {
            Hold();
            return;
        }
        while (lately.Count > 1 && lately.ElementAt(1).At <= wake - VolatilityControl.Lasts)
            lately.Dequeue();
        var watched =
            wake - sessionBegan >= VolatilityControl.AfterOpening && market.CloseOf(phase.TradingDay) - wake > VolatilityControl.BeforeClose;
        if (!watched || lately.Count == 0 || lately.Peek().At > wake - VolatilityControl.Lasts)
            return;
        var reference = lately.Peek().Price;
        var (lower, upper) = VolatilityControl.Band(reference, CoolingPercent, ticks, table, Today);
        if (price >= lower && price <= upper)
            return;
        cooling = (lower, upper, wake + VolatilityControl.Lasts);
        events.Accept(MarketEvent.Of(Stamp(), new CoolingOff(cooling.Ends, reference, lower, upper)));
        Hold();
    }

    void Hold()
    {
        if (price < cooling.Lower)
            SetPrice(cooling.Lower);
        else if (price > cooling.Upper)
            SetPrice(cooling.Upper);
    }

    /// <summary>Told at noon and at the close.</summary>
    void TellShortSelling(IMarketEvents events)
    {
        if (
            !Auctions
            || volume.Units == 0
            || phase.Phase is not (SessionPhase.Lunch or SessionPhase.Closed)
            || shortTold == (phase.TradingDay, phase.Phase)
        )
            return;
        shortTold = (phase.TradingDay, phase.Phase);
        var share = chance.Between(3, 25);
        var shares = volume.Units / Lot * share / 100 * Lot;
        events.Accept(MarketEvent.Of(Stamp(), new ShortSelling(new(shares), new((long)((Int128)turnover.Thousandths * shares / volume.Units)))));
    }

    void Suspend(IMarketEvents events)
    {
        suspended = !lines.Suspensions[suspension++].Resumes;
        pinned = false;
        desk?.Clear(Stamp(), events);
        (bid, ask) = (default, default);
        events.Accept(MarketEvent.Of(Stamp(), suspended ? TradingState.Suspended : TradingState.Normal));
    }

    void Trade(Quantity quantity, TradeConditions conditions, IMarketEvents events)
    {
        last = price;
        lately.Enqueue((wake, price));
        if (IsHongKong)
            market.Traded(Turnover.Of(price, quantity));
        volume += quantity;
        turnover += Turnover.Of(price, quantity);
        high = high.IsNone || price > high ? price : high;
        low = low.IsNone || price < low ? price : low;
        events.Accept(MarketEvent.Of(Stamp(), new Trade(price, quantity, ++tradeId, conditions)));
        SayStatistics(events);
    }

    void SayStatistics(IMarketEvents events) => events.Accept(MarketEvent.Of(Stamp(), new Statistics(high, low, volume, turnover)));

    void SayIndex(IndexStatus status, IMarketEvents events)
    {
        var change = price - previous;
        last = price;
        events.Accept(
            MarketEvent.Of(Stamp(), new IndexValue(price, change, Percent.Of(change.Millionths, previous.Millionths), HasChange: true, status))
        );
    }

    /// <summary>In Hong Kong the exchange says its nominal price whenever it changes.</summary>
    void SayNominal(IMarketEvents events)
    {
        if (!IsHongKong)
            return;
        var now = Nominal.Of(bid, ask, last, previous);
        if (now == nominal)
            return;
        nominal = now;
        events.Accept(MarketEvent.OfNominal(Stamp(), nominal));
    }

    void Close(IMarketEvents events)
    {
        if (closed)
            return;
        closed = true;
        if (lines.Closes.TryGetValue(phase.TradingDay, out var scripted))
            SetPrice(scripted);
        else if (snapshots.Count == ClosingPrices.Snapshots && !Auctions)
            SetPrice(ClosingPrices.Median(snapshots.ToArray()));
        close = price;
        switch (Instrument.Kind)
        {
            case InstrumentKind.Index:
                SayIndex(IndexStatus.Closing, events);
                break;
            case InstrumentKind.FxPair:
                break;
            default:
                if (IsHongKong && nominal != price)
                {
                    if (last != price)
                        Trade(new(Lot), TradeConditions.None, events);
                    nominal = price;
                    events.Accept(MarketEvent.OfNominal(Stamp(), nominal));
                }
                events.Accept(MarketEvent.OfClosingPrice(Stamp(), price));
                break;
        }
    }

    /// <summary>The scripted point: the price is made there and then.</summary>
    void Pass(IMarketEvents events)
    {
        SetPrice(lines.Points[point].Price);
        anchor = price;
        point++;
        if (Instrument.Kind is InstrumentKind.Index or InstrumentKind.FxPair)
        {
            Quote(events);
            return;
        }
        var buyers = chance.Below(2) == 0;
        bid = buyers ? price : Down(price);
        ask = buyers ? Up(price) : price;
        MakeMarket(new(Lot * chance.Between(1, 12)), TradeConditions.None, events);
        SayNominal(events);
    }

    bool IsFinal(out LocalDate day)
    {
        var local = wake.In(market.Zone).LocalDateTime;
        day = local.Date;
        return lines.Final is { } time && local.TimeOfDay == time && finalDone != day && phase.TradingDay == day;
    }

    /// <summary>The day's last statistics, some time after the close.</summary>
    void Finish(LocalDate day, IMarketEvents events)
    {
        finalDone = day;
        if (Instrument.Kind == InstrumentKind.Index)
            SayIndex(IndexStatus.Closing, events);
        else
            SayStatistics(events);
    }

    /// <summary>Where the price is drawn to, and in how many steps.</summary>
    (Price Target, long Steps) TargetAhead()
    {
        if (point < lines.Points.Count && lines.Points[point] is var next && next.At < market.Ends)
            return (next.Price, Steps(next.At));
        if (!closed && lines.Closes.TryGetValue(phase.TradingDay, out var scripted))
            return (scripted, Steps(market.CloseOf(phase.TradingDay)));
        if (point < lines.Points.Count)
            return (lines.Points[point].Price, Math.Max(60, Steps(lines.Points[point].At)));
        if (underlying is { } line && rate is { } fx && !line.price.IsNone && !fx.price.IsNone)
        {
            var depositary = Instrument.Depositary!;
            var parity = (Int128)line.price.Millionths * depositary.Shares * Price.One / fx.price.Millionths / depositary.PerReceipts;
            return (new((long)parity), 400);
        }
        return (anchor, 2_000);
    }

    long Steps(Moment until) => Math.Max(1, (until.UnixNanoseconds - wake.UnixNanoseconds) / pace.ToInt64Nanoseconds());

    void Walk((Price Target, long Steps) aim)
    {
        var gap = aim.Target.Millionths - fair;
        var noise = Math.Max(1, fair / noisePart);
        // Noise dies down as the point comes near, so that reaching it is no jump.
        var room = Math.Min(aim.Steps, 16);
        fair = Math.Max(Tick, fair + gap / aim.Steps + chance.Between(-noise, noise) * room / 16);
        var legal = OnTick(new(fair));
        price = legal.IsNone ? price : legal;
    }

    void SetPrice(Price exactly)
    {
        price = exactly;
        fair = price.Millionths;
    }

    void Plan()
    {
        (pinned, snapshotDue) = (false, false);
        var active = phase.Phase switch
        {
            SessionPhase.Continuous or SessionPhase.NightSession => true,
            SessionPhase.PreMarket or SessionPhase.AfterHours => Instrument.Kind == InstrumentKind.Equity,
            SessionPhase.PreOpening or SessionPhase.PreOpeningNoCancel or SessionPhase.ClosingOrderInput or SessionPhase.ClosingNoCancel => Auctions,
            SessionPhase.PreOpeningMatching or SessionPhase.ClosingRandom => Auctions && !crossed,
            _ => false,
        };
        var slow = phase.Phase is SessionPhase.PreMarket or SessionPhase.AfterHours ? 12 : 1;
        var spread = pace.ToInt64Nanoseconds() * slow;
        var then = active ? wake + Duration.FromNanoseconds(chance.Between(spread / 4, spread * 7 / 4)) : Moment.Never;
        // A change of phase is taken up after the market itself has said it.
        var now = wake;
        wake = Moment.Min(then, Moment.Max(market.Ends, now));
        if (lines.Final is { } time && FinalAfter(now, time) is { } final)
            wake = Moment.Min(wake, final);
        if (IsHongKong && !Auctions && phase.Phase == SessionPhase.Continuous && NextSnapshot(now) is { } snapshot && snapshot <= wake)
            (wake, snapshotDue) = (snapshot, true);
        if (point < lines.Points.Count && lines.Points[point].At <= wake)
            (wake, pinned, snapshotDue) = (lines.Points[point].At, true, false);
        if (suspension < lines.Suspensions.Count && lines.Suspensions[suspension].At <= wake)
            (wake, pinned, snapshotDue) = (lines.Suspensions[suspension].At, false, false);
    }

    /// <summary>A constituent of the large caps, which all of the demo's equities are taken to be (R6).</summary>
    const int CoolingPercent = 10;

    /// <summary>When the day's last statistics are due; null once they have been.</summary>
    Moment? FinalAfter(Moment now, LocalTime time)
    {
        var final = Moment.From(phase.TradingDay + time, market.Zone);
        return phase.Phase == SessionPhase.Closed && finalDone != phase.TradingDay && final >= now ? final : null;
    }

    Moment? NextSnapshot(Moment now)
    {
        var end = market.Ends;
        for (var i = ClosingPrices.Snapshots - 1; i >= 0; i--)
            if (end - Duration.FromSeconds(15 * i) is var at && at > now && end.In(market.Zone).Hour == 16)
                return at;
        return null;
    }

    static readonly Mic HongKong = Mic.Parse("XHKG");

    bool IsHongKong => Instrument.Id.Mic == HongKong && Instrument.Kind != InstrumentKind.Index;

    bool Auctions => IsHongKong && Timetables.HasAuctions(Instrument.Kind);

    long Lot =>
        Instrument.BoardLot
        ?? (
            IsHongKong ? 1_000
            : Instrument.Kind == InstrumentKind.Future ? 1
            : 100
        );

    LocalDate Today => wake.In(market.Zone).Date;

    EventStamp Stamp() => new(number, wake, Next, EventSource.Box);

    /// <summary>Steps of what no tick table of ours speaks of.</summary>
    long Tick =>
        Instrument.TickTable is { } table && ticks.Up(table, Today, price) is { } up
            ? (up - price).Millionths
            : Instrument.Kind switch
            {
                InstrumentKind.Index => 10_000,
                InstrumentKind.Future => Price.One,
                InstrumentKind.FxPair => 100,
                InstrumentKind.DepositaryReceipt => 1_000,
                _ => 5_000,
            };

    Price Up(Price from) => Instrument.TickTable is { } table && ticks.Up(table, Today, from) is { } up ? up : new(from.Millionths + Tick);

    Price Down(Price from) =>
        Instrument.TickTable is { } table && ticks.Down(table, Today, from) is { } down ? down : new(Math.Max(0, from.Millionths - Tick));

    Price OnTick(Price free) => Instrument.TickTable is { } table ? ticks.Floor(table, Today, free) : new((free.Millionths + Tick / 2) / Tick * Tick);
}
