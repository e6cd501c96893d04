using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>
/// A market that does something at random, a few times a second, and says it through the box's own sender. What it did is kept in its
/// order: the truth.
/// </summary>
sealed class Exchange
{
    internal static readonly Mic HongKong = Mic.Parse("XHKG");

    static readonly (string Code, int Close)[] Listed = [("00001", 40_000), ("00005", 66_000), ("00700", 616_000), ("02318", 45_500)];

    readonly Random random;
    readonly OmdSender sender;
    readonly Line[] lines;
    Moment now;

    internal Exchange(Random random, IOmdWire wire)
    {
        this.random = random;
        lines = [.. Listed.Select((l, i) => new Line(i + 1, new Price(l.Close * 1_000L)))];
        sender = new(Master, wire);
    }

    internal static InstrumentMaster Master { get; } =
        new(
            Listed.Select(l => new Instrument
            {
                Id = new(HongKong, l.Code, new LocalDate(2000, 1, 3)),
                Kind = InstrumentKind.Equity,
                Names = new(l.Code, l.Code, l.Code),
                Currency = "HKD",
                SessionMarket = HongKong,
                BoardLot = 100,
            })
        );

    static readonly Dictionary<InstrumentId, int> Numbers = Master
        .All.OrderBy(i => i.Id.Code, StringComparer.Ordinal)
        .Index()
        .ToDictionary(i => i.Item.Id, i => i.Index + 1);

    /// <summary>Its number in the truth.</summary>
    internal static int NumberOf(InstrumentId id) => Numbers[id];

    /// <summary>Everything that happened, in order, by place in <see cref="Master"/> + 1.</summary>
    internal List<MarketEvent> Truth { get; } = [];

    internal void Open(Moment at)
    {
        now = at;
        foreach (var (i, instrument) in Master.All.OrderBy(i => i.Id.Code, StringComparer.Ordinal).Index())
        {
            sender.Accept(
                MarketEvent.Of(new EventStamp(new(i + 1), at, at, EventSource.Box), new Listing(instrument.Id, instrument.Kind, ListedAssumed: false))
            );
            Say(i + 1, s => MarketEvent.OfPreviousClose(s, lines[i].Price));
        }
        Say(0, s => MarketEvent.Of(s, new SessionChange(HongKong, SessionPhase.Continuous, at.In(Zone).Date)));
        sender.Flush();
    }

    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    /// <summary>How often a channel's numbers have begun again.</summary>
    internal int EpochOf(ushort channel) => epochs.GetValueOrDefault(channel);

    readonly Dictionary<ushort, int> epochs = [];

    /// <summary>
    /// Numbers begin again, where securities are told or everywhere. Nothing happens to the market: what holds is said again, trades aside.
    /// </summary>
    internal void BeginAnew(Moment at, bool isWhole)
    {
        now = at;
        foreach (var outlet in isWhole ? OmdOutlet.All : (ReadOnlySpan<OmdOutlet>)[OmdOutlet.Securities])
        {
            sender.BeginAnew(outlet);
            epochs[outlet.Channel] = EpochOf(outlet.Channel) + 1;
        }
        foreach (var line in lines)
        {
            var stamp = Stamp(line.Number);
            if (isWhole)
                sender.Accept(MarketEvent.OfPreviousClose(stamp, line.Close));
            line.SayAgain(stamp, sender);
        }
        if (isWhole)
            sender.Accept(MarketEvent.Of(Stamp(0), new SessionChange(HongKong, SessionPhase.Continuous, at.In(Zone).Date)));
        sender.Flush();
    }

    /// <summary>Something happens.</summary>
    internal void Act(Moment at)
    {
        now = at;
        var line = lines[random.Next(lines.Length)];
        switch (random.Next(12))
        {
            case < 4:
                Trade(line);
                break;
            case < 8:
                MoveBook(line);
                break;
            case 8 when line.Trades.Count > 0:
                // One of the last few is cancelled.
                var cancelled = line.Trades[random.Next(line.Trades.Count)];
                line.Trades.Remove(cancelled);
                Say(line.Number, s => MarketEvent.Of(s, new Amendment(cancelled, default, default)));
                break;
            case 9:
                line.Nominal = new(line.Price.Millionths + random.Next(-3, 4) * Tick);
                Say(line.Number, s => MarketEvent.OfNominal(s, line.Nominal));
                break;
            case 10 when random.Next(6) == 0:
                (line.IsSuspended, line.WasSuspended) = (!line.IsSuspended, true);
                Say(line.Number, s => MarketEvent.Of(s, line.IsSuspended ? TradingState.Suspended : TradingState.Normal));
                break;
            case 11 when random.Next(4) == 0:
                line.ClosingPrice = line.Price;
                Say(line.Number, s => MarketEvent.OfClosingPrice(s, line.Price));
                break;
            default:
                MoveBook(line);
                break;
        }
        sender.Flush();
    }

    const long Tick = 50_000;

    void Trade(Line line)
    {
        line.Price = new(Math.Max(Tick * 100, line.Price.Millionths + random.Next(-2, 3) * Tick));
        var quantity = new Quantity(100 * random.Next(1, 50));
        var id = ++line.LastTrade;
        line.Trades.Add(id);
        if (line.Trades.Count > 5)
            line.Trades.RemoveAt(0);
        line.High = line.High.IsNone || line.Price > line.High ? line.Price : line.High;
        line.Low = line.Low.IsNone || line.Price < line.Low ? line.Price : line.Low;
        line.Volume += quantity;
        line.Turnover += Turnover.Of(line.Price, quantity);
        var conditions =
            random.Next(10) == 0 ? TradeConditions.OddLot | TradeConditions.NotLastSale | TradeConditions.NotHighLow : TradeConditions.None;
        Say(line.Number, s => MarketEvent.Of(s, new Market.Trade(line.Price, quantity, id, conditions)));
        Say(line.Number, s => MarketEvent.Of(s, new Market.Statistics(line.High, line.Low, line.Volume, line.Turnover)));
    }

    void MoveBook(Line line)
    {
        if (random.Next(40) == 0)
        {
            if (!line.Bids.IsEmpty || !line.Asks.IsEmpty)
                Say(line.Number, s => MarketEvent.Of(s, new DepthChange(BookSide.Bid, DepthAction.Clear, 0, default, default, 0)));
            line.Bids.Clear();
            line.Asks.Clear();
        }
        else
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var side = (BookSide)random.Next(2);
                var away = random.Next(1, 14);
                var price = new Price(line.Middle + (side == BookSide.Bid ? -away : away) * Tick);
                foreach (
                    var change in (side == BookSide.Bid ? line.Bids : line.Asks).Set(
                        price,
                        random.Next(3) == 0 ? default : new(100 * random.Next(1, 90))
                    )
                )
                    Say(line.Number, s => MarketEvent.Of(s, change));
            }
        var top = new TopOfBook(line.Bids.Best.Price, line.Bids.Best.Quantity, line.Asks.Best.Price, line.Asks.Best.Quantity);
        if (top != line.Top)
            Say(line.Number, s => MarketEvent.Of(s, top));
        line.Top = top;
    }

    EventStamp Stamp(int number) => new(new(number), now, now, EventSource.Box);

    void Say(int number, Func<EventStamp, MarketEvent> what) => Say(what(Stamp(number)));

    void Say(in MarketEvent e)
    {
        Truth.Add(e);
        sender.Accept(e);
    }

    sealed class Line(int number, Price close)
    {
        internal int Number => number;
        internal Price Close { get; } = close;
        internal Price ClosingPrice { get; set; }
        internal long Middle { get; } = close.Millionths;
        internal Price Price { get; set; } = close;
        internal Price Nominal { get; set; }
        internal Price High { get; set; }
        internal Price Low { get; set; }
        internal Quantity Volume { get; set; }
        internal Turnover Turnover { get; set; }
        internal BookSideTold Bids { get; } = new(BookSide.Bid);
        internal BookSideTold Asks { get; } = new(BookSide.Ask);
        internal TopOfBook Top { get; set; }
        internal List<long> Trades { get; } = [];
        internal long LastTrade { get; set; }
        internal bool IsSuspended { get; set; }
        internal bool WasSuspended { get; set; }

        /// <summary>All that holds of it.</summary>
        internal void SayAgain(in EventStamp stamp, IMarketEvents to)
        {
            if (WasSuspended)
                to.Accept(MarketEvent.Of(stamp, IsSuspended ? TradingState.Suspended : TradingState.Normal));
            if (!Nominal.IsNone)
                to.Accept(MarketEvent.OfNominal(stamp, Nominal));
            if (!ClosingPrice.IsNone)
                to.Accept(MarketEvent.OfClosingPrice(stamp, ClosingPrice));
            if (LastTrade > 0)
                to.Accept(MarketEvent.Of(stamp, new Market.Statistics(High, Low, Volume, Turnover)));
            foreach (var change in Bids.Whole.Concat(Asks.Whole))
                to.Accept(MarketEvent.Of(stamp, change));
        }
    }
}
