using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// From the exchange's messages to market events. A message without a time of its own happened when its packet was sent. Market and
/// liquidity provider definitions and yields make no event.
/// </summary>
sealed class OmdTranslator(InstrumentNumbers numbers, EventSource source, InstrumentMaster? known = null) : IOmdHandler, IOmdListener
{
    /// <summary>Messages kept for codes that are not defined yet; the oldest goes when there are more, and is counted.</summary>
    internal const int ParkedMost = 20_000;

    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly Mic Shanghai = Mic.Parse("XSHG");

    /// <summary>Rates of exchange are listed on no market.</summary>
    static readonly Mic Nowhere = Mic.Parse("XXXX");
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    /// <summary>A rate for more units than this says nothing in millionths.</summary>
    const int FactorMost = 18;

    /// <summary>A listing date the exchange does not know.</summary>
    const uint UnknownDate = 19000101;

    /// <summary>Index codes of the compilers, and what the house calls them; another keeps its own code.</summary>
    static readonly Dictionary<string, (Mic Mic, string Code)> Indices = new()
    {
        ["0000100"] = (HongKong, "HSI"),
        ["0001400"] = (HongKong, "HSCEI"),
        ["0208300"] = (HongKong, "HSTECH"),
        ["000001"] = (Shanghai, "000001"),
        ["CSI300"] = (Shanghai, "000300"),
    };

    readonly Dictionary<uint, Security> securities = [];
    readonly Dictionary<string, InstrumentNumber> indices = [];
    readonly Dictionary<string, InstrumentNumber> rates = [];

    /// <summary>The day of each index's newest value.</summary>
    readonly Dictionary<InstrumentNumber, LocalDate> indexDays = [];
    IMarketEvents sink = null!;
    Moment received;
    Moment sent;

    /// <summary>Messages about codes not defined yet, in the order they came: reference data travels on a channel of its own.</summary>
    readonly Queue<(uint Code, Moment Sent, ushort Channel, byte[] Message)> parked = [];
    ushort channel;
    int snapshots;
    bool inSnapshot;

    /// <summary>Messages about a code that was not defined by the time there was no more room for them.</summary>
    internal long Undefined { get; private set; }

    /// <summary>Times that an entry could not be meant for the book it spoke of.</summary>
    internal long BadBooks { get; private set; }

    /// <summary>Messages waiting for the definition of their code.</summary>
    internal int Parked => parked.Count;

    /// <summary>Set before a channel takes a packet: where events go, and when the packet came.</summary>
    internal void Receive(IMarketEvents events, Moment now) => (sink, received) = (events, now);

    public void Enter(ushort channel, Moment now) => (this.channel, received) = (channel, now);

    public void OnPacket(ulong sendTime) => sent = new((long)sendTime);

    public void OnMessage(OmdMessage message)
    {
        if (OmdDecoder.IsOfOneSecurity(message.Type) && message.Bytes.U32(4) is var code && !securities.ContainsKey(code))
        {
            Park(code, message.Bytes);
            return;
        }
        var self = this;
        OmdDecoder.Decode(message.Bytes, ref self);
    }

    public void BeginSnapshot()
    {
        snapshots++;
        inSnapshot = true;
        // It stands for what was said on its channel before, trades aside: they are in none.
        for (var left = parked.Count; left > 0; left--)
            if (parked.Dequeue() is var waiting && (waiting.Channel != channel || OmdDecoder.IsOfATrade(waiting.Message.AsSpan().U16(2))))
                parked.Enqueue(waiting);
    }

    public void EndSnapshot()
    {
        inSnapshot = false;
        foreach (var security in securities.Values)
            if (security.BookChannel == channel && security.BookSnapshot != snapshots)
                ClearBook(security);
    }

    public void OnAlive() => sink.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, received, received, source), new Heartbeat(HongKong)));

    public void OnSilence() => sink.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, received, received, source), new Silence(HongKong)));

    void Park(uint code, Span<byte> message)
    {
        if (parked.Count == ParkedMost)
        {
            parked.Dequeue();
            Undefined++;
        }
        parked.Enqueue((code, sent, channel, message.ToArray()));
    }

    /// <summary>What was said of a code before it was defined follows its definition.</summary>
    void Unpark(uint code)
    {
        if (parked.Count == 0)
            return;
        var (sentNow, channelNow) = (sent, channel);
        for (var left = parked.Count; left > 0; left--)
        {
            var waiting = parked.Dequeue();
            if (waiting.Code != code)
            {
                parked.Enqueue(waiting);
                continue;
            }
            (sent, channel) = (waiting.Sent, waiting.Channel);
            var self = this;
            OmdDecoder.Decode(waiting.Message, ref self);
        }
        (sent, channel) = (sentNow, channelNow);
    }

    public void On(SequenceReset message)
    {
        foreach (var security in securities.Values)
            if (security.BookChannel == channel)
                ClearBook(security);
    }

    /// <summary>Books told by changes are no longer known; last prices and statistics are told whole and stand.</summary>
    public void OnLost(OmdGap gap)
    {
        foreach (var security in securities.Values)
        {
            if (security.BookChannel != channel)
                continue;
            ClearBook(security);
            security.Book.Spoil();
            security.IsBookBad = true;
        }
    }

    public void OnUnknown(ushort type, Span<byte> message) { }

    public void On(SecurityDefinition message)
    {
        if (message.DummySecurityFlag == 'Y')
            return;
        var today = sent.In(Zone).Date;
        if (!securities.TryGetValue(message.SecurityCode, out var security))
        {
            var listed = Date(message.ListingDate);
            var assumed = listed is null;
            var code = Code(message.SecurityCode);
            // The exchange does not always know since when; the house may.
            var listing =
                known?.FindSymbol($"{HongKong}:{code}") is { } instrument && (listed is null || instrument.Id.Listed == listed)
                    ? new Listing(instrument.Id, instrument.Kind, instrument.ListedAssumed)
                    : new(new(HongKong, code, listed ?? today), KindOf(message), assumed);
            var isOnTape = numbers.Has(listing.Id);
            securities[message.SecurityCode] = security = new(numbers.Of(listing, sent, received, source, sink));
            // What the tape knew of the book before we listened is void.
            if (isOnTape)
                TellNoBook(security);
        }
        // The message is sent again when a remark on it changes; a base is told once a day, or when it is another.
        var previous = Thousandths(message.PreviousClosingPrice);
        if (!previous.IsNone && (security.PreviousCloseDay != today || security.PreviousClose != previous))
        {
            (security.PreviousClose, security.PreviousCloseDay) = (previous, today);
            sink.Accept(MarketEvent.OfPreviousClose(Stamp(security, sent), previous));
        }
        TellNames(security, message);
        Unpark(message.SecurityCode);
    }

    /// <summary>Where the house does not name it, the exchange does.</summary>
    void TellNames(Security security, SecurityDefinition message)
    {
        var names = (message.SecurityNameGccs.Utf16(), message.SecurityNameGb.Utf16(), message.SecurityShortName.Ascii());
        if (names == security.Names || known?.FindSymbol($"{HongKong}:{Code(message.SecurityCode)}") is not null)
            return;
        security.Names = names;
        Tell(Stamp(security, sent), WordsOf.NameZhHant, names.Item1);
        Tell(Stamp(security, sent), WordsOf.NameZhHans, names.Item2);
        Tell(Stamp(security, sent), WordsOf.NameEn, names.Item3);
    }

    public void On(TradingSessionStatus message)
    {
        // One timetable is kept for the exchange: its main board's.
        if (message.MarketCode.Ascii() != "MAIN" || PhaseOf(message) is not { } phase)
            return;
        sink.Accept(MarketEvent.Of(Stamp(sent), new SessionChange(HongKong, phase, sent.In(Zone).Date)));
    }

    public void On(SecurityStatus message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.Of(Stamp(security, sent), message.SuspensionIndicator == 2 ? TradingState.Suspended : TradingState.Normal));
    }

    public void On(NominalPrice message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.OfNominal(Stamp(security, sent), Thousandths(message.Price)));
    }

    public void On(IndicativeEquilibriumPrice message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.Of(Stamp(security, sent), new AuctionPrice(Thousandths(message.Price), Shares(message.AggregateQuantity))));
    }

    public void On(Trade message)
    {
        if (Find(message.SecurityCode) is { } security && IsBelieved(Thousandths(message.Price), message.Quantity))
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, new((long)message.TradeTime)),
                    new Market.Trade(Thousandths(message.Price), new(message.Quantity), message.TradeId, ConditionsOf(message.TrdType))
                )
            );
    }

    public void On(TradeCancel message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.Of(Stamp(security, sent), new Amendment(message.TradeId, default, default)));
    }

    public void On(TradeTicker message)
    {
        if (Find(message.SecurityCode) is not { } security || !IsBelieved(Thousandths(message.Price), message.AggregateQuantity))
            return;
        var (price, quantity) = (Thousandths(message.Price), Shares(message.AggregateQuantity));
        sink.Accept(
            message.TrdCancelFlag == 'Y'
                ? MarketEvent.Of(Stamp(security, sent), new Amendment(message.TickerId, price, quantity))
                : MarketEvent.Of(
                    Stamp(security, new((long)message.TradeTime)),
                    new Market.Trade(price, quantity, message.TickerId, ConditionsOf(message.TrdType))
                )
        );
    }

    public void On(AggregateOrderBookUpdate message)
    {
        if (Find(message.SecurityCode) is not { } security)
            return;
        // A snapshot does not say that it begins anew: the first it says of a book in a cycle replaces what was there.
        if (inSnapshot && security.BookSnapshot != snapshots)
            ClearBook(security, isTold: false);
        (security.BookChannel, security.BookSnapshot) = (channel, snapshots);
        for (var i = 0; i < message.NoEntries; i++)
            if (security.Book.Apply(message.Entry(i), out var change))
                sink.Accept(MarketEvent.Of(Stamp(security, sent), change));
            else if (!security.IsBookBad)
                TellBad(security);
        security.IsBookBad = security.Book.IsBad;
        TellTop(security);
    }

    public void On(Statistics message)
    {
        if (Find(message.SecurityCode) is not { } security)
            return;
        sink.Accept(
            MarketEvent.Of(
                Stamp(security, sent),
                new Market.Statistics(
                    Thousandths(message.HighPrice),
                    Thousandths(message.LowPrice),
                    Shares(message.SharesTraded),
                    new(message.Turnover == Wire.Null ? 0 : message.Turnover)
                )
            )
        );
        TellMore(security, message);
    }

    void TellMore(Security security, Statistics message)
    {
        if (message.Vwap != 0 && Thousandths(message.Vwap) is var vwap && vwap != security.Vwap)
        {
            security.Vwap = vwap;
            sink.Accept(MarketEvent.OfVwap(Stamp(security, sent), vwap));
        }
        var selling = new ShortSelling(
            new(message.ShortSellSharesTraded),
            new(message.ShortSellTurnover == Wire.Null ? 0 : message.ShortSellTurnover)
        );
        if (selling == security.ShortSelling)
            return;
        security.ShortSelling = selling;
        sink.Accept(MarketEvent.Of(Stamp(security, sent), selling));
    }

    public void On(ClosingPrice message)
    {
        if (Find(message.SecurityCode) is { } security && message.Price != 0)
            sink.Accept(MarketEvent.OfClosingPrice(Stamp(security, sent), Thousandths(message.Price)));
    }

    public void On(IndexDefinition message) => IndexOf(message.IndexCode.Ascii());

    public void On(IndexData message)
    {
        if (message.IndexValue == Wire.Null || IndexOf(message.IndexCode.Ascii()) is not { } number)
            return;
        var today = sent.In(Zone).Date;
        // Before the day's first value, the last close of the session before is the day's base; at noon it is only the morning's end.
        if (message.IndexStatus == 'P')
        {
            if (indexDays.GetValueOrDefault(number) != today)
                sink.Accept(MarketEvent.OfPreviousClose(new(number, sent, received, source), TenThousandths(message.IndexValue)));
            return;
        }
        indexDays[number] = today;
        var status = message.IndexStatus switch
        {
            'I' => IndexStatus.Indicative,
            'O' => IndexStatus.Opening,
            'C' or 'R' => IndexStatus.Closing,
            _ => IndexStatus.Trading,
        };
        var hasChange = message.NetChgPrevDay != Wire.Null;
        var time = message.IndexTime is Wire.Null or 0 ? sent : new Moment(message.IndexTime);
        sink.Accept(
            MarketEvent.Of(
                new EventStamp(number, time, received, source),
                new IndexValue(
                    TenThousandths(message.IndexValue),
                    hasChange ? TenThousandths(message.NetChgPrevDay) : default,
                    hasChange ? new(message.NetChgPrevDayPct * 100L) : default,
                    hasChange,
                    status
                )
            )
        );
    }

    public void On(MarketDefinition message) { }

    public void On(LiquidityProvider message) { }

    /// <summary>Hong Kong dollars for one unit of a currency: XXXX:JPYHKD.</summary>
    public void On(CurrencyRate message)
    {
        if (RateOf(message.CurrencyCode.Ascii()) is not { } number)
            return;
        var units = PowerOfTen(message.CurrencyFactor);
        var rate = new Price((long)((2 * (Int128)message.Rate * 100 + units) / (2 * units)));
        if (!rate.IsNone)
            sink.Accept(MarketEvent.OfFxRate(new(number, sent, received, source), rate));
    }

    static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < Math.Min(exponent, FactorMost); i++)
            power *= 10;
        return power;
    }

    public void On(VCMTrigger message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, new((long)message.CoolingOffStartTime)),
                    new CoolingOff(
                        new((long)message.CoolingOffEndTime),
                        Thousandths(message.ReferencePrice),
                        Thousandths(message.LowerPrice),
                        Thousandths(message.UpperPrice)
                    )
                )
            );
    }

    public void On(AddOrder message) =>
        TellOrder(
            EventKind.OrderAdded,
            message.SecurityCode,
            message.Side,
            new(
                (long)message.OrderId,
                default,
                Thousandths(message.Price),
                new(message.Quantity),
                message.OrderType == '1',
                IsOddLot: false,
                Broker: 0
            )
        );

    public void On(ModifyOrder message) =>
        TellOrder(
            EventKind.OrderChanged,
            message.SecurityCode,
            message.Side,
            new((long)message.OrderId, default, default, new(message.Quantity), IsMarketOrder: false, IsOddLot: false, Broker: 0)
        );

    public void On(DeleteOrder message) =>
        TellOrder(
            EventKind.OrderDeleted,
            message.SecurityCode,
            message.Side,
            new((long)message.OrderId, default, default, default, IsMarketOrder: false, IsOddLot: false, Broker: 0)
        );

    public void On(AddOddLotOrder message) =>
        TellOrder(
            EventKind.OrderAdded,
            message.SecurityCode,
            message.Side,
            new(
                (long)message.OrderId,
                default,
                Thousandths(message.Price),
                new(message.Quantity),
                IsMarketOrder: false,
                IsOddLot: true,
                message.BrokerId
            )
        );

    public void On(DeleteOddLotOrder message) =>
        TellOrder(
            EventKind.OrderDeleted,
            message.SecurityCode,
            message.Side,
            new((long)message.OrderId, default, default, default, IsMarketOrder: false, IsOddLot: true, message.BrokerId)
        );

    void TellOrder(EventKind kind, uint code, ushort side, in BookOrder order)
    {
        if (Find(code) is { } security)
            sink.Accept(MarketEvent.OfOrder(Stamp(security, sent), kind, order with { Side = side == 0 ? BookSide.Bid : BookSide.Ask }));
    }

    public void On(ReferencePrice message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, sent),
                    new AuctionLimits(Thousandths(message.Price), Thousandths(message.LowerPrice), Thousandths(message.UpperPrice))
                )
            );
    }

    public void On(Yield message) { }

    public void On(BrokerQueue message)
    {
        if (Find(message.SecurityCode) is not { } security || message.Side is not (1 or 2))
            return;
        var side = message.Side == 1 ? BookSide.Bid : BookSide.Ask;
        for (var from = 0; from == 0 || from < message.ItemCount; from += BrokerItems.Count)
        {
            BrokerItems items = default;
            for (var i = from; i < Math.Min(message.ItemCount, from + BrokerItems.Count); i++)
            {
                var item = message.Item(i);
                items[i - from] =
                    item.Kind == 'B' ? (short)item.Item
                    : item.Item == 0 ? BrokerItems.Nobody
                    : (short)-item.Item;
            }
            sink.Accept(MarketEvent.Of(Stamp(security, sent), new BrokerQueuePart(side, from / BrokerItems.Count, message.MoreFlag == 'Y', items)));
        }
    }

    public void On(OrderImbalance message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, sent),
                    message.OrderImbalanceDirection switch
                    {
                        'B' => new Imbalance(BookSide.Bid, Shares(message.OrderImbalanceQuantity)),
                        'S' => new(BookSide.Ask, Shares(message.OrderImbalanceQuantity)),
                        _ => new(null, default),
                    }
                )
            );
    }

    public void On(MarketTurnover message)
    {
        sink.Accept(
            MarketEvent.Of(
                Stamp(sent),
                new Market.MarketTurnover(HongKong, message.MarketCode.Ascii(), message.CurrencyCode.Ascii(), new(message.Turnover))
            )
        );
    }

    public void On(StockConnectDailyQuotaBalance message)
    {
        var time = message.DailyQuotaBalanceTime == 0 ? sent : new Moment((long)message.DailyQuotaBalanceTime);
        var link = message.StockConnectMarket.Ascii() + message.TradingDirection.Ascii();
        sink.Accept(MarketEvent.Of(Stamp(time), new ConnectQuota(link, Said(message.DailyQuotaBalance))));
    }

    public void On(StockConnectMarketTurnover message)
    {
        var link = message.StockConnectMarket.Ascii() + message.TradingDirection.Ascii();
        sink.Accept(
            MarketEvent.Of(
                Stamp(sent),
                new ConnectTurnover(link, Said(message.BuyTurnover), Said(message.SellTurnover), Said(message.BuyPlusSellTurnover))
            )
        );
    }

    public void On(Logon message) { }

    public void On(LogonResponse message) { }

    public void On(DisasterRecoverySignal message) { }

    public void On(RetransmissionRequest message) { }

    public void On(RetransmissionResponse message) { }

    public void On(RefreshComplete message) { }

    public void On(News message)
    {
        var isChinese = message.NewsType.Ascii() == "EXC";
        var id = message.NewsType.Ascii() + message.NewsId.Ascii();
        var isLast = message.LastFragment == 'Y';
        sink.Accept(MarketEvent.Of(Stamp(sent), new NewsPart(id, new((long)message.ReleaseTime), isLast, message.CancelFlag == 'Y')));
        if (Text(message.Headline, isChinese) is { Length: > 0 } headline)
            Tell(Stamp(sent), WordsOf.NewsHeadline, headline);
        var codes = new string[message.NoSecurityCodes];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = Code(message.SecurityCode(i));
        if (codes.Length > 0)
            Tell(Stamp(sent), WordsOf.NewsCodes, string.Join(' ', codes));
        for (var i = 0; i < message.NoNewsLines; i++)
            Tell(Stamp(sent), WordsOf.NewsLine, Text(message.Line(i), isChinese));
    }

    /// <summary>More shares than any market has; what says so is not believed, and counted.</summary>
    const ulong SharesBelieved = 1_000_000_000_000;

    /// <summary>Nor has any trade so much money, in Hong Kong dollars.</summary>
    const long MoneyBelieved = 1_000_000_000_000_000;

    /// <summary>Numbers too large to be meant.</summary>
    internal long Unbelieved { get; private set; }

    Quantity Shares(ulong told)
    {
        if (told <= SharesBelieved)
            return new((long)told);
        Unbelieved++;
        return default;
    }

    bool IsBelieved(Price price, ulong shares)
    {
        if (shares <= SharesBelieved && price.Millionths >= 0 && (Int128)price.Millionths * shares / Price.One <= MoneyBelieved)
            return true;
        Unbelieved++;
        return false;
    }

    static string Text(Span<byte> field, bool isChinese) => isChinese ? field.Utf16() : field.Ascii();

    static long? Said(long value) => value == Wire.Null ? null : value;

    EventStamp Stamp(Moment time) => new(InstrumentNumber.None, time, received, source);

    void Tell(in EventStamp stamp, WordsOf of, string text)
    {
        foreach (var words in Words.Cut(of, text))
            sink.Accept(MarketEvent.Of(stamp, words));
    }

    Security? Find(uint code)
    {
        if (securities.TryGetValue(code, out var security))
            return security;
        Undefined++;
        return null;
    }

    /// <summary>Null for what cannot be a code; it is counted.</summary>
    InstrumentNumber? IndexOf(string code)
    {
        if (indices.TryGetValue(code, out var number))
            return number;
        if (code.Length is 0 or > InstrumentId.CodeLengthMax || code.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            Undefined++;
            return null;
        }
        var (mic, own) = Indices.GetValueOrDefault(code, (HongKong, code));
        var listing = known?.FindSymbol($"{mic}:{own}") is { } index
            ? new Listing(index.Id, index.Kind, index.ListedAssumed)
            : new(new(mic, own, sent.In(Zone).Date), InstrumentKind.Index, ListedAssumed: true);
        return indices[code] = numbers.Of(listing, sent, received, source, sink);
    }

    /// <summary>Null for what is no ISO 4217 code; it is counted.</summary>
    InstrumentNumber? RateOf(string currency)
    {
        if (rates.TryGetValue(currency, out var number))
            return number;
        if (currency.Length != 3 || currency.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
        {
            Undefined++;
            return null;
        }
        var code = currency + "HKD";
        var listing = known?.FindSymbol($"{Nowhere}:{code}") is { } pair
            ? new Listing(pair.Id, pair.Kind, pair.ListedAssumed)
            : new(new(Nowhere, code, sent.In(Zone).Date), InstrumentKind.FxPair, ListedAssumed: true);
        return rates[currency] = numbers.Of(listing, sent, received, source, sink);
    }

    /// <summary>A book that is no longer known shows nothing.</summary>
    void ClearBook(Security security, bool isTold = true)
    {
        if (!security.Book.IsEmpty || security.Book.IsBad)
            TellNoBook(security);
        security.Book.Clear();
        if (isTold)
            TellTop(security);
    }

    /// <summary>What was told does not fit what was held: it shows nothing until a clear or a snapshot.</summary>
    void TellBad(Security security)
    {
        security.IsBookBad = true;
        BadBooks++;
        TellNoBook(security);
    }

    void TellNoBook(Security security) =>
        sink.Accept(MarketEvent.Of(Stamp(security, sent), new DepthChange(BookSide.Bid, DepthAction.Clear, 0, default, default, 0)));

    /// <summary>Only when the best of a side is another.</summary>
    void TellTop(Security security)
    {
        var bids = security.Book.Bids;
        var asks = security.Book.Asks;
        var (bid, ask) = (bids.IsEmpty ? default : bids[0], asks.IsEmpty ? default : asks[0]);
        var top = new TopOfBook(bid.Price, bid.Quantity, ask.Price, ask.Quantity);
        if (top == security.Top)
            return;
        security.Top = top;
        sink.Accept(MarketEvent.Of(Stamp(security, sent), top));
    }

    EventStamp Stamp(Security security, Moment time) => new(security.Number, time, received, source);

    static string Code(uint code) => code.ToString("D5", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Null for a date the exchange does not know, and for what is no date.</summary>
    static LocalDate? Date(uint yyyymmdd)
    {
        var (year, month, day) = ((int)(yyyymmdd / 10_000), (int)(yyyymmdd / 100 % 100), (int)(yyyymmdd % 100));
        return
            yyyymmdd == UnknownDate
            || year is < 1 or > 9999
            || month is < 1 or > 12
            || day < 1
            || day > CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? null
            : new(year, month, day);
    }

    static Price Thousandths(int price) => new(price * 1_000L);

    static Price TenThousandths(long value) => new(value * 100L);

    static InstrumentKind KindOf(SecurityDefinition message) =>
        (message.InstrumentType.Ascii(), message.ProductType) switch
        {
            ("BOND", _) => InstrumentKind.Debt,
            ("EQTY", 6) => InstrumentKind.Right,
            ("EQTY", _) => InstrumentKind.Equity,
            ("TRST", 8) => InstrumentKind.Reit,
            ("TRST", _) => InstrumentKind.Etf,
            ("WRNT", 3) => InstrumentKind.DerivativeWarrant,
            ("WRNT", 11) => InstrumentKind.Cbbc,
            _ => InstrumentKind.Other,
        };

    /// <summary>Null for a session that has no phase of ours: unknown, cancel, random matching's end.</summary>
    static SessionPhase? PhaseOf(TradingSessionStatus message) =>
        message.TradingSessionSubId switch
        {
            0 or 100 or 103 => SessionPhase.Closed,
            1 => SessionPhase.PreOpening,
            101 => SessionPhase.PreOpeningNoCancel,
            108 or 2 => SessionPhase.PreOpeningMatching,
            7 => SessionPhase.Blocking,
            3 => SessionPhase.Continuous,
            105 => SessionPhase.ReferencePriceFixing,
            5 => SessionPhase.ClosingOrderInput,
            106 => SessionPhase.ClosingNoCancel,
            107 or 4 => SessionPhase.ClosingRandom,
            102 => SessionPhase.MarketHalt,
            _ => null,
        };

    /// <summary>Only automatching and auctions set the last price; trades told late, made elsewhere or odd do not, nor do they make a high or low.</summary>
    static TradeConditions ConditionsOf(short type) =>
        type switch
        {
            0 or 100 => TradeConditions.None,
            103 => TradeConditions.Auction,
            102 => TradeConditions.OddLot | TradeConditions.NotLastSale | TradeConditions.NotHighLow,
            _ => TradeConditions.NotLastSale | TradeConditions.NotHighLow,
        };

    /// <summary>What is remembered of one instrument between messages.</summary>
    sealed class Security(InstrumentNumber number)
    {
        internal InstrumentNumber Number => number;
        internal AggregatedBook Book { get; } = new();
        internal TopOfBook Top { get; set; }
        internal bool IsBookBad { get; set; }
        internal Price Vwap { get; set; }
        internal ShortSelling ShortSelling { get; set; }
        internal (string Hant, string Hans, string En) Names { get; set; }

        /// <summary>The channel that tells its book, and the newest snapshot that spoke of it.</summary>
        internal ushort BookChannel { get; set; }
        internal int BookSnapshot { get; set; }
        internal Price PreviousClose { get; set; }
        internal LocalDate PreviousCloseDay { get; set; }
    }
}
