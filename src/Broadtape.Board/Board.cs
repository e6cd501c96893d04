using Broadtape.Market;
using NodaTime;

namespace Broadtape.Board;

/// <summary>
/// Events to quotes: a pure fold, and the only writer of quote state. Quotes lie in pages; freezing shares them, and the first write
/// to a shared page copies it, so that a frame costs what has changed since the one before. Not thread-safe: one writer.
/// </summary>
sealed class Board(InstrumentMaster master)
{
    const int PageBits = 5;
    internal const int PageSize = 1 << PageBits;

    /// <summary>The rate that turns depositary receipts into Hong Kong dollars.</summary>
    const string ParityRate = "XXXX:USDHKD";

    static readonly LocalDate Epoch = new(1970, 1, 1);

    // By instrument number; place 0 stays empty.
    readonly List<Instrument?> instruments = [null];
    readonly List<int[]?> dependents = [null];
    readonly List<RecentTrades?> recent = [null];
    readonly List<int> receipts = [];

    /// <summary>Pages of details as quotes have pages; most instruments have none.</summary>
    Detail?[][] details = [];
    bool[] sharedDetails = [];

    /// <summary>Counts frames: a detail of an older one is copied before it changes.</summary>
    long epoch;
    readonly Dictionary<string, MarketFigure> marketFigures = [];
    IReadOnlyList<MarketFigure>? frozenFigures = [];
    readonly ExchangeNews news = new();
    Quote[][] pages = [];
    bool[] shared = [];
    MarketState[] markets = [];
    Dictionary<InstrumentId, int> numbers = [];
    bool numbersShared;
    int synthesised;
    int rate;
    InstrumentMaster? known;
    int knownSynthesised;

    /// <summary>Events folded so far.</summary>
    internal long Position { get; private set; }

    internal void Apply(in MarketEvent e)
    {
        Position++;
        switch (e.Kind)
        {
            case EventKind.Listing:
                List(e);
                return;
            case EventKind.Session:
                Enter(e);
                return;
            case EventKind.Heartbeat:
                ref var alive = ref StateOf(e.AsHeartbeat().Market);
                alive.IsSilent = false;
                Hear(ref alive, e);
                return;
            case EventKind.MarketTurnover:
                var segment = e.AsMarketTurnover();
                Note(e, $"turnover:{segment.Segment}:{segment.Currency}", segment.Turnover.Thousandths);
                Hear(ref StateOf(segment.Market), e);
                return;
            case EventKind.ConnectQuota:
                var quota = e.AsConnectQuota();
                Note(e, $"quota:{quota.Link}", quota.Balance);
                return;
            case EventKind.ConnectTurnover:
                var connect = e.AsConnectTurnover();
                Note(e, $"connect:{connect.Link}", connect.Total, connect.Buy, connect.Sell);
                return;
            case EventKind.News:
                news.Begin(e.AsNews(), e.ExchangeTime, e.Source);
                return;
            case EventKind.Words when e.Instrument == InstrumentNumber.None:
                news.Take(e.AsWords());
                return;
            case EventKind.Silence:
                StateOf(e.AsSilence().Market).IsSilent = true;
                return;
        }
        var number = e.Instrument.Value;
        if ((uint)number >= (uint)instruments.Count || number == 0)
            throw new InvalidOperationException($"event {Position - 1} speaks of instrument {number}, which was never listed");
        ref var quote = ref Write(number);
        ref var market = ref markets[quote.Market];
        if (e.ReleaseTime > market.Heard)
            market.Heard = e.ReleaseTime;
        quote.Source = e.Source;
        var time = e.ExchangeTime;
        switch (e.Kind)
        {
            case EventKind.PreviousClose:
                Roll(ref quote, number, market.Day);
                quote.PreviousClose = e.AsPrice();
                quote.PreviousCloseTime = time;
                break;
            case EventKind.Trade:
                Take(ref quote, number, market.Day, e);
                Derive(number);
                break;
            case EventKind.TopOfBook:
                var top = e.AsTopOfBook();
                (quote.Bid, quote.BidQuantity, quote.Ask, quote.AskQuantity) = (top.Bid, top.BidQuantity, top.Ask, top.AskQuantity);
                quote.BookTime = time;
                break;
            case EventKind.Nominal:
                quote.Nominal = e.AsPrice();
                quote.NominalTime = time;
                break;
            case EventKind.Statistics:
                var statistics = e.AsStatistics();
                (quote.High, quote.Low, quote.Volume, quote.Turnover) = (statistics.High, statistics.Low, statistics.Volume, statistics.Turnover);
                quote.StatisticsTime = time;
                (quote.StatisticsFed, quote.RangeUnknown) = (true, false);
                break;
            case EventKind.ClosingPrice:
                quote.Close = e.AsPrice();
                quote.CloseTime = time;
                if (!quote.Close.IsNone)
                    (quote.CompletedClose, quote.CompletedCloseTime) = (quote.Close, time);
                Derive(number);
                break;
            case EventKind.AuctionPrice:
                var auction = e.AsAuctionPrice();
                (quote.AuctionPrice, quote.AuctionQuantity) = (auction.Price, auction.Quantity);
                quote.AuctionTime = time;
                break;
            case EventKind.IndexValue:
                Take(ref quote, market.Day, e.AsIndexValue(), time);
                break;
            case EventKind.FxRate:
                quote.Last = e.AsPrice();
                quote.LastTime = time;
                Derive(number);
                break;
            case EventKind.SecurityStatus:
                quote.State = e.AsSecurityStatus();
                quote.StateTime = time;
                break;
            case EventKind.Amendment:
                Amend(ref quote, number, e.AsAmendment(), time);
                Derive(number);
                break;
            case EventKind.Depth:
                WriteDetail(number).Apply(e.AsDepth(), time);
                break;
            case EventKind.BrokerQueue:
                WriteDetail(number).Apply(e.AsBrokerQueue(), time);
                break;
            case EventKind.Imbalance:
                var imbalance = e.AsImbalance();
                ref var more = ref WriteDetail(number).Figures;
                (more.ImbalanceSide, more.Imbalance) = ((byte)(imbalance.Side is { } side ? (int)side + 1 : 0), imbalance.Quantity);
                more.ImbalanceTime = time;
                break;
            case EventKind.CoolingOff:
                var cooling = e.AsCoolingOff();
                ref var band = ref WriteDetail(number).Figures;
                (band.CoolingReference, band.CoolingLower, band.CoolingUpper) = (cooling.Reference, cooling.Lower, cooling.Upper);
                (band.CoolingBegins, band.CoolingEnds) = (time, cooling.Ends);
                break;
            case EventKind.Vwap:
                ref var average = ref WriteDetail(number).Figures;
                (average.Vwap, average.VwapTime) = (e.AsVwap(), time);
                break;
            case EventKind.ShortSelling:
                var selling = e.AsShortSelling();
                ref var sold = ref WriteDetail(number).Figures;
                (sold.ShortShares, sold.ShortTurnover, sold.ShortTime) = (selling.Shares, selling.Turnover, time);
                break;
            case EventKind.AuctionLimits:
                var limits = e.AsAuctionLimits();
                ref var auctioned = ref WriteDetail(number).Figures;
                (auctioned.AuctionReference, auctioned.AuctionLower, auctioned.AuctionUpper) = (limits.Reference, limits.Lower, limits.Upper);
                auctioned.AuctionLimitsTime = time;
                break;
            case EventKind.Words:
                Name(number, e.AsWords());
                break;
            case EventKind.OrderAdded or EventKind.OrderChanged or EventKind.OrderDeleted:
                // Kept on the tape; no book of orders is built.
                break;
            default:
                throw new InvalidOperationException($"event {Position - 1} is of a kind this board does not know: {e.Kind}");
        }
    }

    /// <summary>The board as it stands, for any thread; what is applied later does not reach it.</summary>
    internal BoardFrame Freeze(Moment horizon)
    {
        Array.Fill(shared, true);
        Array.Fill(sharedDetails, true);
        epoch++;
        numbersShared = true;
        frozenFigures ??= [.. marketFigures.Values];
        if (known is null || knownSynthesised != synthesised)
        {
            known = master.With(instruments.OfType<Instrument>().Where(i => master.Find(i.Id) is null));
            knownSynthesised = synthesised;
        }
        return new(horizon, Position, (Quote[][])pages.Clone(), (MarketState[])markets.Clone(), numbers, known)
        {
            Details = (Detail?[][])details.Clone(),
            MarketFigures = frozenFigures,
            News = news.Pages,
        };
    }

    void List(in MarketEvent e)
    {
        var listing = e.AsListing();
        var number = e.Instrument.Value;
        if (number != instruments.Count)
            throw new InvalidOperationException($"event {Position - 1} lists instrument {number}; the next is {instruments.Count}");
        var instrument = master.Find(listing.Id);
        if (instrument is null)
        {
            instrument = Unknown(listing);
            synthesised++;
        }
        Admit(number, instrument);
        Write(number) = new() { Market = MarketOf(instrument.SessionMarket), Source = e.Source };
    }

    /// <summary>Gives an instrument its place and finds who is derived from whom.</summary>
    void Admit(int number, Instrument instrument)
    {
        instruments.Add(instrument);
        dependents.Add(null);
        recent.Add(null);
        if (numbersShared)
            (numbers, numbersShared) = (new(numbers), false);
        numbers.Add(instrument.Id, number);
        if (number >> PageBits >= pages.Length)
        {
            Array.Resize(ref pages, pages.Length + 1);
            pages[^1] = new Quote[PageSize];
            Array.Resize(ref shared, pages.Length);
            Array.Resize(ref details, pages.Length);
            details[^1] = new Detail?[PageSize];
            Array.Resize(ref sharedDetails, pages.Length);
        }
        if (instrument.Id.Symbol == ParityRate)
            rate = number;
        if (instrument.Depositary is { } depositary && numbers.TryGetValue(depositary.Underlying, out var underlying))
            Depend(underlying, number);
        foreach (var receipt in receipts)
            if (number == rate || instruments[receipt]!.Depositary!.Underlying == instrument.Id)
                Depend(number, receipt);
        if (instrument.Depositary is null)
            return;
        receipts.Add(number);
        if (rate > 0)
            Depend(rate, number);
    }

    void Depend(int on, int dependent) => dependents[on] = [.. dependents[on] ?? [], dependent];

    static Instrument Unknown(in Listing listing) =>
        new()
        {
            Id = listing.Id,
            ListedAssumed = listing.ListedAssumed,
            Kind = listing.Kind,
            Names = new(listing.Id.Code, listing.Id.Code, listing.Id.Code),
            Currency = listing.Id.Mic == Venues.HongKong ? "HKD" : "USD",
            SessionMarket = listing.Id.Mic,
            PriceDecimals =
                listing.Kind == InstrumentKind.Index ? 2
                : listing.Id.Mic == Venues.HongKong ? 3
                : 4,
        };

    void Enter(in MarketEvent e)
    {
        var change = e.AsSession();
        ref var market = ref StateOf(change.Market);
        (market.Phase, market.HasPhase, market.PhaseTime) = (change.Phase, true, e.ExchangeTime);
        market.Day = Period.DaysBetween(Epoch, change.TradingDay);
        Hear(ref market, e);
    }

    static void Hear(ref MarketState market, in MarketEvent e) => market.Heard = Moment.Max(market.Heard, e.ReleaseTime);

    ref MarketState StateOf(Mic mic)
    {
        // The list may be replaced by a longer one first.
        var place = MarketOf(mic);
        return ref markets[place];
    }

    short MarketOf(Mic mic)
    {
        for (var i = 0; i < markets.Length; i++)
            if (markets[i].Mic == mic)
                return (short)i;
        Array.Resize(ref markets, markets.Length + 1);
        markets[^1].Mic = mic;
        return (short)(markets.Length - 1);
    }

    /// <summary>A new base is told: the last price of the day before is none of today's, nor is its book (R1, R9).</summary>
    void Roll(ref Quote quote, int number, int day)
    {
        if (instruments[number]!.Id.Mic == Venues.HongKong)
        {
            quote.Last = default;
            quote.Nominal = default;
        }
        quote.AuctionPrice = quote.Bid = quote.Ask = default;
        quote.AuctionQuantity = quote.BidQuantity = quote.AskQuantity = default;
        quote.HasChange = false;
        if (details[number >> PageBits][number & PageSize - 1] is not null)
            WriteDetail(number).BeginDay();
        BeginDay(ref quote, number, day);
    }

    /// <summary>A market may say its day after its instruments have begun it, for they speak on channels of their own: that is no other day.</summary>
    static bool IsAnotherDay(ref Quote quote, int day)
    {
        if (quote.Day == 0)
            quote.Day = day;
        return quote.Day != day;
    }

    /// <summary>A day's statistics are its own.</summary>
    void BeginDay(ref Quote quote, int number, int day)
    {
        quote.Open = quote.High = quote.Low = quote.Close = default;
        quote.Volume = default;
        quote.Turnover = default;
        quote.StatisticsFed = quote.RangeUnknown = false;
        quote.Trades = 0;
        quote.Day = day;
        recent[number]?.Clear();
    }

    void Take(ref Quote quote, int number, int day, in MarketEvent e)
    {
        var trade = e.AsTrade();
        if (trade.Conditions.HasFlag(TradeConditions.Suspicious))
            return;
        if (IsAnotherDay(ref quote, day))
            BeginDay(ref quote, number, day);
        var sets = (trade.Conditions & TradeConditions.NotLastSale) == 0;
        (recent[number] ??= new()).Add(new(trade.TradeId, trade.Price, trade.Quantity, e.ExchangeTime, trade.Conditions));
        if (sets)
        {
            quote.Last = trade.Price;
            quote.LastTime = e.ExchangeTime;
            quote.LastExtended = (trade.Conditions & TradeConditions.ExtendedHours) != 0;
            quote.Trades++;
            if (quote.Open.IsNone && !quote.LastExtended)
                (quote.Open, quote.OpenTime) = (trade.Price, e.ExchangeTime);
        }
        if (quote.StatisticsFed)
            return;
        quote.Volume += trade.Quantity;
        quote.Turnover += Turnover.Of(trade.Price, trade.Quantity);
        quote.StatisticsTime = e.ExchangeTime;
        if (sets && (trade.Conditions & TradeConditions.NotHighLow) == 0)
        {
            if (trade.Price > quote.High)
                quote.High = trade.Price;
            if (quote.Low.IsNone || trade.Price < quote.Low)
                quote.Low = trade.Price;
        }
    }

    void Take(ref Quote quote, int day, in IndexValue index, Moment time)
    {
        if (IsAnotherDay(ref quote, day))
        {
            quote.Open = quote.High = quote.Low = default;
            quote.Day = day;
        }
        quote.Last = index.Value;
        quote.LastTime = time;
        (quote.IndexChange, quote.IndexPercent, quote.HasChange) = (index.Change, index.ChangePercent, index.HasChange);
        quote.IndexStatus = index.Status;
        if (quote.Open.IsNone)
            (quote.Open, quote.OpenTime) = (index.Value, time);
        if (index.Value > quote.High)
            quote.High = index.Value;
        if (quote.Low.IsNone || index.Value < quote.Low)
            quote.Low = index.Value;
        if (!quote.StatisticsFed)
            quote.StatisticsTime = time;
    }

    /// <summary>A trade is corrected or broken: what it had moved goes back to what the trades still standing say.</summary>
    void Amend(ref Quote quote, int number, in Amendment amendment, Moment time)
    {
        if (recent[number] is not { } trades || !trades.TryAmend(amendment, out var before))
            return;
        if (trades.Newest() is { } newest)
        {
            quote.Last = newest.Price;
            quote.LastExtended = (newest.Conditions & TradeConditions.ExtendedHours) != 0;
        }
        else
            quote.Last = default;
        quote.LastTime = time;
        if (quote.StatisticsFed)
            return;
        quote.Volume += amendment.Quantity - before.Quantity;
        quote.Turnover += Turnover.Of(amendment.Price, amendment.Quantity) - Turnover.Of(before.Price, before.Quantity);
        quote.StatisticsTime = time;
        if (trades.HoldsAll)
            (quote.High, quote.Low) = trades.Range();
        else if (before.Price == quote.High || before.Price == quote.Low)
            quote.RangeUnknown = true;
    }

    /// <summary>Brings everything derived from an instrument up to date; most have nothing.</summary>
    void Derive(int number)
    {
        if (instruments[number]!.Depositary is not null)
            DeriveReceipt(number);
        if (dependents[number] is { } receipts)
            foreach (var receipt in receipts)
                DeriveReceipt(receipt);
    }

    void DeriveReceipt(int number)
    {
        var depositary = instruments[number]!.Depositary!;
        if (rate == 0)
            return;
        ref readonly var fx = ref Read(rate);
        ref readonly var now = ref Read(number);
        if (now.Last.IsNone || fx.Last.IsNone)
            return;
        var parity = new DepositaryParity(now.Last, fx.Last, depositary);
        ref var quote = ref Write(number);
        quote.Equivalent = parity.Equivalent;
        quote.EquivalentTime = Moment.Max(quote.LastTime, fx.LastTime);
        if (!numbers.TryGetValue(depositary.Underlying, out var underlying))
            return;
        ref readonly var line = ref Read(underlying);
        var close = line.CompletedClose.IsNone ? line.PreviousClose : line.CompletedClose;
        quote.HasVersus = !close.IsNone;
        if (quote.HasVersus)
            quote.Versus = parity.Versus(close);
    }

    void Note(in MarketEvent e, string key, long? first, long? second = null, long? third = null)
    {
        marketFigures[key] = new(key, first, second, third, e.ExchangeTime, e.Source);
        frozenFigures = null;
    }

    /// <summary>The exchange names what the house does not; the master's names stand.</summary>
    void Name(int number, in Words words)
    {
        var instrument = instruments[number]!;
        if (master.Find(instrument.Id) is not null || naming.Take(words) is not { } text)
            return;
        var names = instrument.Names;
        instruments[number] = instrument with
        {
            Names = words.Of switch
            {
                WordsOf.NameZhHant => names with { ZhHant = text },
                WordsOf.NameZhHans => names with { ZhHans = text },
                _ => names with { En = text },
            },
        };
        synthesised++;
    }

    readonly Spelling naming = new();

    Detail WriteDetail(int number)
    {
        var page = number >> PageBits;
        if (sharedDetails[page])
        {
            details[page] = (Detail?[])details[page].Clone();
            sharedDetails[page] = false;
        }
        ref var detail = ref details[page][number & PageSize - 1];
        if (detail is null)
            detail = new(epoch);
        else if (detail.Epoch != epoch)
            detail = detail.CopyFor(epoch);
        return detail;
    }

    ref readonly Quote Read(int number) => ref pages[number >> PageBits][number & PageSize - 1];

    ref Quote Write(int number)
    {
        var page = number >> PageBits;
        if (shared[page])
        {
            pages[page] = (Quote[])pages[page].Clone();
            shared[page] = false;
        }
        return ref pages[page][number & PageSize - 1];
    }

    /// <summary>Everything the fold remembers, as bytes; <see cref="Restore"/> reads them back.</summary>
    internal byte[] Save()
    {
        var writer = new CheckpointWriter();
        writer.Write(Position);
        writer.Write(markets.AsSpan());
        writer.Write(instruments.Count);
        for (var number = 1; number < instruments.Count; number++)
        {
            var instrument = instruments[number]!;
            writer.Write(instrument.Id.ToString());
            writer.Write((byte)instrument.Kind);
            writer.Write(instrument.ListedAssumed);
            writer.Write(Read(number));
            writer.Write((recent[number]?.Standing ?? []).AsSpan());
            writer.WriteText(instrument.Names.ZhHant);
            writer.WriteText(instrument.Names.ZhHans);
            writer.WriteText(instrument.Names.En);
            var detail = details[number >> PageBits][number & PageSize - 1];
            writer.Write(detail is not null);
            detail?.Save(writer);
        }
        writer.Write(marketFigures.Count);
        foreach (var figure in marketFigures.Values)
        {
            writer.WriteText(figure.Key);
            writer.Write(figure.First ?? long.MinValue);
            writer.Write(figure.Second ?? long.MinValue);
            writer.Write(figure.Third ?? long.MinValue);
            writer.Write(figure.Time);
            writer.Write(figure.Source);
        }
        news.Save(writer);
        naming.Save(writer);
        return writer.Done();
    }

    /// <summary>Null when the bytes are of another layout: they can be computed again.</summary>
    internal static Board? Restore(InstrumentMaster master, ReadOnlySpan<byte> bytes)
    {
        if (!CheckpointReader.TryOpen(bytes, out var reader))
            return null;
        var board = new Board(master) { Position = reader.Read<long>() };
        board.markets = reader.ReadSpan<MarketState>().ToArray();
        var count = reader.Read<int>();
        for (var number = 1; number < count; number++)
        {
            var id = InstrumentId.Parse(reader.ReadText());
            var (kind, assumed) = ((InstrumentKind)reader.Read<byte>(), reader.Read<bool>());
            var instrument = master.Find(id);
            if (instrument is null)
            {
                instrument = Unknown(new(id, kind, assumed));
                board.synthesised++;
            }
            board.Admit(number, instrument);
            board.Write(number) = reader.Read<Quote>();
            board.Write(number).Market = board.MarketOf(instrument.SessionMarket);
            var standing = reader.ReadSpan<RecentTrade>();
            if (standing.Length > 0)
                board.recent[number] = new(standing);
            var names = new Names(reader.ReadUtf8(), reader.ReadUtf8(), reader.ReadUtf8());
            if (master.Find(id) is null)
                board.instruments[number] = instrument with { Names = names };
            if (reader.Read<bool>())
                board.details[number >> PageBits][number & PageSize - 1] = Detail.Restore(ref reader, board.epoch);
        }
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var key = reader.ReadUtf8();
            board.marketFigures[key] = new(
                key,
                Said(reader.Read<long>()),
                Said(reader.Read<long>()),
                Said(reader.Read<long>()),
                reader.Read<Moment>(),
                reader.Read<EventSource>()
            );
        }
        board.frozenFigures = null;
        board.news.Restore(ref reader);
        board.naming.Restore(ref reader);
        return board;
    }

    static long? Said(long value) => value == long.MinValue ? null : value;
}
