using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// What is traded through an order book: the makers' prices stand around the walk, somebody may trade against them, and Hong Kong's auctions
/// match at one price. What follows from it is told: trades, statistics, the nominal price, a cooling-off.
/// </summary>
sealed class BoxBookPit : IBoxPit
{
    readonly Instrument instrument;
    readonly BoxMarket market;
    readonly BoxSteps steps;
    readonly BoxDesk desk;
    readonly BoxTally tally = new();
    readonly BoxCooling? cooling;
    readonly BoxShortSelling? shorts;
    readonly BoxMisprints misprints;
    Chance chance;
    Price previous;
    Price bid;
    Price ask;

    internal BoxBookPit(Instrument instrument, BoxMarket market, BoxSteps steps, BoxSetup setup)
    {
        (this.instrument, this.market, this.steps) = (instrument, market, steps);
        var symbol = instrument.Id.Symbol;
        chance = new(setup.Seed, symbol);
        desk = new(steps, IsHongKong, new(setup.Seed, symbol + " book"));
        misprints = new(setup.Faults.BadTicks, tally, steps, new(setup.Seed, symbol + " misprints"));
        if (HasAuctions)
            shorts = new(new(setup.Seed, symbol + " shorts"));
        if (HasAuctions && instrument.Kind == InstrumentKind.Equity)
            cooling = new(market, steps);
    }

    internal bool IsHongKong => market.IsHongKong;

    internal bool HasAuctions => IsHongKong && Timetables.HasAuctions(instrument.Kind);

    public Price Last => tally.Last;

    /// <summary>As told last.</summary>
    internal Price Nominal { get; private set; }

    internal BoxDesk Desk => desk;

    /// <summary>When a wrong print is to be put right; null when none stands.</summary>
    internal Moment? CorrectionDue => misprints.Due;

    /// <summary>The board lot from now on; null for the instrument's own, or what is usual in its market.</summary>
    internal void TradeInLotsOf(int? lot) =>
        desk.Lot =
            lot
            ?? instrument.BoardLot
            ?? (
                IsHongKong ? 1_000
                : instrument.Kind == InstrumentKind.Future ? 1
                : 100
            );

    public void Begin(Price previous, in BoxTurn turn)
    {
        (this.previous, Nominal) = (previous, default);
        tally.Begin();
        Clear(turn);
        turn.Events.Accept(MarketEvent.OfPreviousClose(turn.Stamp, previous));
        SayNominal(turn);
    }

    internal void EnterPhase(in BoxTurn turn)
    {
        cooling?.EnterPhase(turn.Phase.Phase);
        shorts?.EnterPhase(tally.Figures, desk.Lot, turn);
        // An auction keeps no book; at noon and at night it stands as it was left.
        if (HasAuctions && turn.Phase.Phase is not (SessionPhase.Continuous or SessionPhase.Lunch or SessionPhase.Closed or SessionPhase.MarketHalt))
            Clear(turn);
    }

    internal void Clear(in BoxTurn turn)
    {
        (bid, ask) = (default, default);
        desk.Clear(turn);
    }

    public Price Make(Price wanted, TradeConditions conditions, bool isTraded, in BoxTurn turn)
    {
        var price = cooling?.Hold(wanted, turn) ?? wanted;
        var buyersPay = chance.Below(2) == 0;
        (bid, ask) = buyersPay ? (Lower(price), price) : (price, Higher(price));
        var quantity = isTraded || chance.Below(2) == 0 ? new Quantity(desk.Lot * chance.Between(1, 12)) : default;
        desk.Settle(bid, ask, new(quantity.Units + desk.Lot));
        desk.Tell(turn);
        if (quantity.Units > 0)
        {
            var now = turn;
            desk.Take(price, quantity, (at, matched) => Trade(at, matched, conditions, now));
            desk.Tell(turn);
        }
        SayNominal(turn);
        return price;
    }

    /// <summary>Orders gather around the price; what the auction would make of them now is told, and returned.</summary>
    internal Equilibrium Indicate(Price around, Price reference, in BoxTurn turn)
    {
        var found = desk.Gather(around, reference);
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, new AuctionPrice(found.Price, found.Matched)));
        BookSide? side =
            found.Surplus > 0 ? BookSide.Bid
            : found.Surplus < 0 ? BookSide.Ask
            : null;
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, new Imbalance(side, new(Math.Abs(found.Surplus)))));
        TellNominal(found.Price, turn);
        return found;
    }

    /// <summary>The auction makes its price; nothing of it is left to be indicated.</summary>
    internal void Match(Price around, Price reference, in BoxTurn turn)
    {
        var found = Indicate(around, reference, turn);
        Trade(found.Price, found.Matched, TradeConditions.Auction, turn);
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, default(AuctionPrice)));
        turn.Events.Accept(MarketEvent.Of(turn.Stamp, new Imbalance(null, default)));
    }

    internal void Correct(in BoxTurn turn) => market.Traded(misprints.PutRight(turn));

    public void Close(Price close, bool isScripted, in BoxTurn turn)
    {
        if (isScripted && IsHongKong && Nominal != close)
            Make(close, TradeConditions.None, isTraded: true, turn);
        turn.Events.Accept(MarketEvent.OfClosingPrice(turn.Stamp, close));
    }

    public void Finish(in BoxTurn turn) => tally.TellFigures(turn);

    void Trade(Price price, Quantity quantity, TradeConditions conditions, in BoxTurn turn)
    {
        cooling?.See(price, turn.Now);
        tally.Trade(price, quantity, conditions, turn);
        market.Traded(Turnover.Of(price, quantity));
        if (conditions == TradeConditions.None)
            market.Traded(misprints.Beside(price, quantity, turn));
    }

    /// <summary>In Hong Kong the exchange says its nominal price whenever it changes (R1).</summary>
    void SayNominal(in BoxTurn turn)
    {
        if (IsHongKong)
            TellNominal(Broadtape.Market.Nominal.Of(bid, ask, Last, previous), turn);
    }

    void TellNominal(Price price, in BoxTurn turn)
    {
        if (price == Nominal)
            return;
        Nominal = price;
        turn.Events.Accept(MarketEvent.OfNominal(turn.Stamp, price));
    }

    /// <summary>Makers of a fund quote its net asset value two steps wide, everybody else one.</summary>
    int Spread => instrument.Kind == InstrumentKind.Etf ? 2 : 1;

    Price Higher(Price price)
    {
        for (var i = 0; i < Spread; i++)
            price = steps.Up(price);
        return price;
    }

    Price Lower(Price price)
    {
        for (var i = 0; i < Spread; i++)
            price = steps.Down(price);
        return price;
    }
}
