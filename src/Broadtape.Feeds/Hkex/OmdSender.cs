using System.Globalization;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>Takes packets as they go out: the same on both lines of a channel.</summary>
interface IOmdWire
{
    void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at);
}

/// <summary>A channel to send on. Groups and ports are the box's own, laid out as the exchange does it.</summary>
/// <param name="Group">IPv4 of line A.</param>
readonly record struct OmdOutlet(ushort Channel, uint Group, ushort Port)
{
    internal static readonly OmdOutlet Reference = new(1, 0xEF010115, 51000);
    internal static readonly OmdOutlet Sessions = new(2, 0xEF010115, 51001);
    internal static readonly OmdOutlet Securities = new(10, 0xEF010116, 51000);
    internal static readonly OmdOutlet Indices = new(70, 0xEF01011D, 51000);

    /// <summary>It says when the exchange's second site takes over, and nothing else; it has no refresh channel.</summary>
    internal static readonly OmdOutlet DisasterRecovery = new(99, 0xEF010128, 51000);

    internal static ReadOnlySpan<OmdOutlet> All => (OmdOutlet[])[Reference, Sessions, Securities, Indices];

    /// <summary>Line B is line A with 127 in the third place.</summary>
    internal uint GroupOf(OmdLine line) => line == OmdLine.B ? Group & 0xFFFF00FF | 127 << 8 : Group;

    /// <summary>A channel's refresh channel is ten further in the last place.</summary>
    internal System.Net.IPEndPoint EndPointOf(OmdLine line, bool isRefresh)
    {
        Span<byte> address = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(address, GroupOf(line) + (isRefresh ? RefreshOffset : 0));
        return new(new System.Net.IPAddress(address), Port);
    }

    const uint RefreshOffset = 10;
}

/// <summary>
/// The synthetic exchange's Hong Kong market as OMD-C, standard product: market events to messages to packets. Events of other markets are
/// not its own and are left to whoever else takes them.
/// </summary>
sealed class OmdSender(InstrumentMaster master, IOmdWire wire) : IMarketEvents
{
    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    /// <summary>Since midnight.</summary>
    static readonly Duration DayBegins = Duration.FromHours(6);

    readonly Dictionary<int, Line> lines = [];
    readonly Channel reference = new(OmdOutlet.Reference, wire);
    readonly Channel sessions = new(OmdOutlet.Sessions, wire);
    readonly Channel securities = new(OmdOutlet.Securities, wire);
    readonly Channel indices = new(OmdOutlet.Indices, wire);
    readonly List<DepthChange> changes = [];
    MarketEvent told;
    Moment now;
    LocalDate day;

    public void Accept(in MarketEvent e)
    {
        // No channel's packet goes out behind a later one of another.
        if (e.ReceivedTime != now)
            Flush();
        now = e.ReceivedTime;
        BeginDay((e.ExchangeTime.In(Zone) - DayBegins).Date);
        if (e.Kind != EventKind.Depth || e.Instrument != told.Instrument || changes.Count == EntriesMost)
            TellDepth();
        if (e.Kind == EventKind.Listing)
        {
            if (e.AsListing().Id is var id && id.Mic == HongKong && master.Find(id) is { } listed)
                lines[e.Instrument.Value] = new(listed);
            return;
        }
        if (e.Kind == EventKind.Session && e.AsSession() is var session && session.Market == HongKong)
        {
            Send(session.Phase, e);
            return;
        }
        if (e.Kind == EventKind.Heartbeat && e.AsHeartbeat().Market == HongKong)
        {
            foreach (var channel in (ReadOnlySpan<Channel>)[reference, sessions, securities, indices])
                channel.Beat(e);
            return;
        }
        if (TellMarket(e))
            return;
        if (!lines.TryGetValue(e.Instrument.Value, out var line))
            return;
        switch (e.Kind)
        {
            case EventKind.PreviousClose when line.Instrument.Kind != InstrumentKind.Index:
                Define(line, e);
                break;
            case EventKind.PreviousClose:
                Index(e.AsPrice(), default, default, hasChange: false, 'P', e);
                break;
            case EventKind.Trade:
                Trade(line, e.AsTrade(), e);
                break;
            case EventKind.Amendment:
                var amendment = e.AsAmendment();
                _ = new TradeTicker(securities.Add(TradeTicker.Type, TradeTicker.Size, e))
                {
                    SecurityCode = line.Code,
                    TickerId = (uint)amendment.TradeId,
                    Price = Thousandths(amendment.Price),
                    AggregateQuantity = (ulong)amendment.Quantity.Units,
                    TrdCancelFlag = 'Y',
                };
                break;
            case EventKind.TopOfBook:
                // The best of a book that is told level by level follows from it.
                if (!line.HasDepth)
                    Quote(line, e.AsTopOfBook(), e);
                break;
            case EventKind.Depth:
                line.HasDepth = true;
                told = e;
                changes.Add(e.AsDepth());
                break;
            case EventKind.BrokerQueue:
                Queue(line, e.AsBrokerQueue(), e);
                break;
            case EventKind.Imbalance:
                var imbalance = e.AsImbalance();
                _ = new OrderImbalance(securities.Add(OrderImbalance.Type, OrderImbalance.Size, e))
                {
                    SecurityCode = line.Code,
                    OrderImbalanceDirection = imbalance.Side switch
                    {
                        BookSide.Bid => 'B',
                        BookSide.Ask => 'S',
                        _ => 'N',
                    },
                    OrderImbalanceQuantity = (ulong)imbalance.Quantity.Units,
                };
                break;
            case EventKind.CoolingOff:
                var cooling = e.AsCoolingOff();
                _ = new VCMTrigger(securities.Add(VCMTrigger.Type, VCMTrigger.Size, e))
                {
                    SecurityCode = line.Code,
                    CoolingOffStartTime = (ulong)e.ExchangeTime.UnixNanoseconds,
                    CoolingOffEndTime = (ulong)cooling.Ends.UnixNanoseconds,
                    ReferencePrice = Thousandths(cooling.Reference),
                    LowerPrice = Thousandths(cooling.Lower),
                    UpperPrice = Thousandths(cooling.Upper),
                };
                break;
            case EventKind.ShortSelling:
                line.ShortSelling = e.AsShortSelling();
                Tell(line, e);
                break;
            case EventKind.Nominal:
                _ = new NominalPrice(securities.Add(NominalPrice.Type, NominalPrice.Size, e))
                {
                    SecurityCode = line.Code,
                    Price = Thousandths(e.AsPrice()),
                };
                break;
            case EventKind.Statistics:
                line.Statistics = e.AsStatistics();
                Tell(line, e);
                break;
            case EventKind.ClosingPrice:
                _ = new ClosingPrice(securities.Add(ClosingPrice.Type, ClosingPrice.Size, e))
                {
                    SecurityCode = line.Code,
                    Price = Thousandths(e.AsPrice()),
                };
                break;
            case EventKind.AuctionPrice:
                var auction = e.AsAuctionPrice();
                _ = new IndicativeEquilibriumPrice(securities.Add(IndicativeEquilibriumPrice.Type, IndicativeEquilibriumPrice.Size, e))
                {
                    SecurityCode = line.Code,
                    Price = Thousandths(auction.Price),
                    AggregateQuantity = (ulong)auction.Quantity.Units,
                };
                break;
            case EventKind.SecurityStatus:
                _ = new SecurityStatus(securities.Add(SecurityStatus.Type, SecurityStatus.Size, e))
                {
                    SecurityCode = line.Code,
                    SuspensionIndicator = (byte)(e.AsSecurityStatus() == TradingState.Suspended ? 2 : 3),
                };
                break;
            case EventKind.IndexValue:
                var index = e.AsIndexValue();
                var status = index.Status switch
                {
                    IndexStatus.Indicative => 'I',
                    IndexStatus.Opening => 'O',
                    IndexStatus.Closing => 'C',
                    _ => 'T',
                };
                Index(index.Value, index.Change, index.ChangePercent, index.HasChange, status, e);
                break;
        }
    }

    /// <summary>
    /// A channel's numbers begin again in the middle of the day, behind another reset: what it said before is void, and the caller says
    /// again what still holds.
    /// </summary>
    internal void BeginAnew(OmdOutlet outlet)
    {
        Flush();
        foreach (var channel in (ReadOnlySpan<Channel>)[reference, sessions, securities, indices])
            if (channel.Outlet == outlet)
                channel.BeginDay();
    }

    /// <summary>Every channel begins each day with a reset, and its numbers at one.</summary>
    void BeginDay(LocalDate today)
    {
        if (today == day)
            return;
        Flush();
        day = today;
        foreach (var channel in (ReadOnlySpan<Channel>)[reference, sessions, securities, indices])
            channel.BeginDay();
        foreach (var line in lines.Values)
            line.BeginDay();
    }

    /// <summary>Figures of the market as a whole; false for every other event.</summary>
    bool TellMarket(in MarketEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.MarketTurnover when e.AsMarketTurnover() is var turnover && turnover.Market == HongKong:
                var total = new MarketTurnover(securities.Add(MarketTurnover.Type, MarketTurnover.Size, e))
                {
                    Turnover = turnover.Turnover.Thousandths,
                };
                total.MarketCode.SetAscii(turnover.Segment);
                total.CurrencyCode.SetAscii(turnover.Currency);
                return true;
            case EventKind.ConnectQuota:
                var quota = e.AsConnectQuota();
                var balance = new StockConnectDailyQuotaBalance(
                    sessions.Add(StockConnectDailyQuotaBalance.Type, StockConnectDailyQuotaBalance.Size, e)
                )
                {
                    DailyQuotaBalance = quota.Balance ?? Wire.Null,
                    DailyQuotaBalanceTime = (ulong)(e.ExchangeTime.UnixNanoseconds / 1_000_000_000 * 1_000_000_000),
                };
                balance.StockConnectMarket.SetAscii(quota.Link[..2]);
                balance.TradingDirection.SetAscii(quota.Link[2..]);
                return true;
            case EventKind.ConnectTurnover:
                var connect = e.AsConnectTurnover();
                var traded = new StockConnectMarketTurnover(sessions.Add(StockConnectMarketTurnover.Type, StockConnectMarketTurnover.Size, e))
                {
                    BuyTurnover = connect.Buy ?? Wire.Null,
                    SellTurnover = connect.Sell ?? Wire.Null,
                    BuyPlusSellTurnover = connect.Total ?? Wire.Null,
                };
                traded.StockConnectMarket.SetAscii(connect.Link[..2]);
                traded.TradingDirection.SetAscii(connect.Link[2..]);
                return true;
            default:
                return false;
        }
    }

    void Tell(Line line, in MarketEvent e) =>
        _ = new Statistics(securities.Add(Statistics.Type, Statistics.Size, e))
        {
            SecurityCode = line.Code,
            SharesTraded = (ulong)line.Statistics.Volume.Units,
            Turnover = line.Statistics.Turnover.Thousandths,
            HighPrice = Thousandths(line.Statistics.High),
            LowPrice = Thousandths(line.Statistics.Low),
            ShortSellSharesTraded = (uint)line.ShortSelling.Shares.Units,
            ShortSellTurnover = line.ShortSelling.Turnover.Thousandths,
        };

    /// <summary>Entries of one message 53; it fits into any packet.</summary>
    const int EntriesMost = 40;

    /// <summary>Changes of one book that follow each other go out as one message.</summary>
    void TellDepth()
    {
        if (changes.Count == 0)
            return;
        var message = new AggregateOrderBookUpdate(
            securities.Add(AggregateOrderBookUpdate.Type, AggregateOrderBookUpdate.Size + changes.Count * BookEntry.Size, told)
        )
        {
            SecurityCode = lines[told.Instrument.Value].Code,
            NoEntries = (byte)changes.Count,
        };
        for (var i = 0; i < changes.Count; i++)
        {
            var entry = message.Entry(i);
            entry.Side = (ushort)changes[i].Side;
            entry.UpdateAction = changes[i].Action == DepthAction.Clear ? (byte)BookAction.Clear : (byte)changes[i].Action;
            entry.PriceLevel = (byte)changes[i].Level;
            entry.Price = Thousandths(changes[i].Price);
            entry.AggregateQuantity = (ulong)changes[i].Quantity.Units;
            entry.NumberOfOrders = (uint)changes[i].Orders;
        }
        changes.Clear();
    }

    /// <summary>A queue's parts come one after the other: the message goes out with all that have come, and again with more.</summary>
    void Queue(Line line, in BrokerQueuePart part, in MarketEvent e)
    {
        if (part.Part == 0)
            line.Queue.Clear();
        var items = part.Items;
        foreach (var item in items)
            if (item != 0)
                line.Queue.Add(item);
        var message = new BrokerQueue(securities.Add(BrokerQueue.Type, BrokerQueue.Size + line.Queue.Count * QueueItem.Size, e))
        {
            SecurityCode = line.Code,
            ItemCount = (byte)line.Queue.Count,
            Side = (ushort)(part.Side == BookSide.Bid ? 1 : 2),
            MoreFlag = part.HasMore ? 'Y' : 'N',
        };
        for (var i = 0; i < line.Queue.Count; i++)
        {
            var item = message.Item(i);
            item.Kind = line.Queue[i] > 0 ? 'B' : 'S';
            item.Item = (ushort)(line.Queue[i] == BrokerItems.Nobody ? 0 : Math.Abs(line.Queue[i]));
        }
    }

    /// <summary>Sends what is waiting to fill a packet.</summary>
    internal void Flush()
    {
        TellDepth();
        foreach (var channel in (ReadOnlySpan<Channel>)[reference, sessions, securities, indices])
            channel.Flush();
    }

    void Define(Line line, in MarketEvent e)
    {
        var instrument = line.Instrument;
        var message = new SecurityDefinition(reference.Add(SecurityDefinition.Type, SecurityDefinition.Size, e))
        {
            SecurityCode = line.Code,
            ProductType = ProductOf(instrument.Kind),
            LotSize = (uint)(instrument.BoardLot ?? 0),
            PreviousClosingPrice = Thousandths(e.AsPrice()),
            VcmFlag = 'N',
            ShortSellFlag = 'N',
            CasFlag = 'Y',
            CcassFlag = 'Y',
            DummySecurityFlag = 'N',
            StampDutyFlag = 'Y',
            PosFlag = 'Y',
            ListingDate = instrument.ListedAssumed ? 19000101 : Date(instrument.Id.Listed),
        };
        message.MarketCode.SetAscii("MAIN");
        message.IsinCode.SetAscii("");
        message.InstrumentType.SetAscii(TypeOf(instrument.Kind));
        message.SpreadTableCode.SetAscii(instrument.TickTable ?? "");
        message.SecurityShortName.SetAscii(Fit(string.Concat(instrument.Names.En.Where(char.IsAscii)), message.SecurityShortName.Length));
        message.CurrencyCode.SetAscii(instrument.Currency);
        message.SecurityNameGccs.SetUtf16(Fit(instrument.Names.ZhHant, message.SecurityNameGccs.Length / 2));
        message.SecurityNameGb.SetUtf16(Fit(instrument.Names.ZhHans, message.SecurityNameGb.Length / 2));
        message.FreeText.SetAscii("");
    }

    void Send(SessionPhase phase, in MarketEvent e)
    {
        var (subId, status) = phase switch
        {
            SessionPhase.PreOpening => (1, 20),
            SessionPhase.PreOpeningNoCancel => (101, 20),
            SessionPhase.PreOpeningMatching => (2, 20),
            SessionPhase.Blocking => (7, 20),
            SessionPhase.Continuous => (3, 30),
            SessionPhase.ReferencePriceFixing => (105, 40),
            SessionPhase.ClosingOrderInput => (5, 40),
            SessionPhase.ClosingNoCancel => (106, 40),
            SessionPhase.ClosingRandom => (107, 40),
            SessionPhase.MarketHalt => (102, 10),
            _ => (103, 50),
        };
        var message = new TradingSessionStatus(sessions.Add(TradingSessionStatus.Type, TradingSessionStatus.Size, e))
        {
            TradingSessionSubId = (byte)subId,
            TradingSesStatus = (byte)status,
            TradingSesControlFlag = '0',
        };
        message.MarketCode.SetAscii("MAIN");
    }

    void Trade(Line line, in Market.Trade trade, in MarketEvent e) =>
        _ = new TradeTicker(securities.Add(TradeTicker.Type, TradeTicker.Size, e))
        {
            SecurityCode = line.Code,
            TickerId = (uint)trade.TradeId,
            Price = Thousandths(trade.Price),
            AggregateQuantity = (ulong)trade.Quantity.Units,
            // In steps of a microsecond.
            TradeTime = (ulong)(e.ExchangeTime.UnixNanoseconds / 1_000 * 1_000),
            TrdType = TypeOf(trade.Conditions),
            TrdCancelFlag = 'N',
        };

    /// <summary>A book of one price a side: the old one goes, the new one comes.</summary>
    void Quote(Line line, in TopOfBook top, in MarketEvent e)
    {
        Span<(ushort Side, BookAction Action, Price Price, Quantity Quantity)> entries = stackalloc (ushort, BookAction, Price, Quantity)[4];
        var count = 0;
        foreach (
            var (side, before, quantityBefore, now, quantity) in (ReadOnlySpan<(ushort, Price, Quantity, Price, Quantity)>)
                [(0, line.Top.Bid, line.Top.BidQuantity, top.Bid, top.BidQuantity), (1, line.Top.Ask, line.Top.AskQuantity, top.Ask, top.AskQuantity)]
        )
        {
            if (!before.IsNone && before == now)
                entries[count++] = (side, BookAction.Change, now, quantity);
            else
            {
                if (!before.IsNone)
                    entries[count++] = (side, BookAction.Delete, before, quantityBefore);
                if (!now.IsNone)
                    entries[count++] = (side, BookAction.New, now, quantity);
            }
        }
        line.Top = top;
        var message = new AggregateOrderBookUpdate(
            securities.Add(AggregateOrderBookUpdate.Type, AggregateOrderBookUpdate.Size + count * BookEntry.Size, e)
        )
        {
            SecurityCode = line.Code,
            NoEntries = (byte)count,
        };
        for (var i = 0; i < count; i++)
        {
            var entry = message.Entry(i);
            entry.Side = entries[i].Side;
            entry.UpdateAction = (byte)entries[i].Action;
            entry.PriceLevel = 1;
            entry.Price = Thousandths(entries[i].Price);
            entry.AggregateQuantity = (ulong)entries[i].Quantity.Units;
            entry.NumberOfOrders = 1;
        }
    }

    void Index(Price value, Price change, Percent percent, bool hasChange, char status, in MarketEvent e)
    {
        var message = new IndexData(indices.Add(IndexData.Type, IndexData.Size, e))
        {
            IndexStatus = status,
            // In steps of a second.
            IndexTime = e.ExchangeTime.UnixNanoseconds / 1_000_000_000 * 1_000_000_000,
            IndexValue = value.Millionths / 100,
            NetChgPrevDay = hasChange ? change.Millionths / 100 : Wire.Null,
            NetChgPrevDayPct = hasChange ? (int)(percent.Millionths / 100) : 0,
            HighValue = Wire.Null,
            LowValue = Wire.Null,
            EasValue = Wire.Null,
            IndexTurnover = Wire.Null,
            OpeningValue = Wire.Null,
            ClosingValue = Wire.Null,
            PreviousSesClose = Wire.Null,
            IndexVolume = Wire.Null,
            Exception = ' ',
        };
        message.IndexCode.SetAscii("0000100");
    }

    static short TypeOf(TradeConditions conditions) =>
        (conditions & TradeConditions.Auction) != 0 ? (short)103
        : (conditions & TradeConditions.OddLot) != 0 ? (short)102
        : (conditions & TradeConditions.NotLastSale) != 0 ? (short)22
        : (short)0;

    static string TypeOf(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.Debt => "BOND",
            InstrumentKind.Etf or InstrumentKind.Reit => "TRST",
            InstrumentKind.DerivativeWarrant or InstrumentKind.Cbbc => "WRNT",
            _ => "EQTY",
        };

    static byte ProductOf(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.Right => 6,
            InstrumentKind.DerivativeWarrant => 3,
            InstrumentKind.Cbbc => 11,
            InstrumentKind.Debt => 4,
            InstrumentKind.Reit => 8,
            InstrumentKind.Etf => 16,
            _ => 1,
        };

    static string Fit(string text, int most) => text.Length <= most ? text : text[..most];

    static uint Date(NodaTime.LocalDate date) => (uint)(date.Year * 10_000 + date.Month * 100 + date.Day);

    static int Thousandths(Price price) => checked((int)(price.Millionths / 1_000));

    sealed class Line(Instrument instrument)
    {
        internal Instrument Instrument => instrument;

        /// <summary>0 for an index: it has a code of its own.</summary>
        internal uint Code { get; } = uint.TryParse(instrument.Id.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
        internal TopOfBook Top { get; set; }
        internal bool HasDepth { get; set; }
        internal Market.Statistics Statistics { get; set; }
        internal ShortSelling ShortSelling { get; set; }
        internal List<short> Queue { get; } = [];

        internal void BeginDay() => (Top, Statistics, ShortSelling) = (default, default, default);
    }

    /// <summary>Fills packets; one goes out when its send time is another or it is full. The day begins with a reset that takes no number.</summary>
    sealed class Channel(OmdOutlet outlet, IOmdWire wire)
    {
        const long Millisecond = 1_000_000;

        readonly OmdPacketWriter packet = new(new byte[OmdPacketWriter.SizeMost]);
        uint next = 1;
        bool begun;
        Moment at;
        ulong sendTime;

        internal OmdOutlet Outlet => outlet;

        internal void BeginDay() => (begun, next) = (false, 1);

        internal Span<byte> Add(ushort type, int size, in MarketEvent e)
        {
            Begin(e);
            var sent = (ulong)(e.ExchangeTime.UnixNanoseconds / Millisecond * Millisecond);
            if (sent != sendTime)
                Flush();
            (sendTime, at) = (sent, e.ReceivedTime);
            if (packet.TryAdd(type, size, out var message))
                return message;
            Flush();
            return packet.TryAdd(type, size, out message) ? message : throw new InvalidOperationException($"{size} bytes fit into no packet");
        }

        internal void Beat(in MarketEvent e)
        {
            Begin(e);
            Flush();
            wire.Send(outlet, packet.Finish(next - 1, (ulong)(e.ExchangeTime.UnixNanoseconds / Millisecond * Millisecond)), e.ReceivedTime);
        }

        void Begin(in MarketEvent e)
        {
            if (begun)
                return;
            begun = true;
            packet.TryAdd(SequenceReset.Type, SequenceReset.Size, out var message);
            _ = new SequenceReset(message) { NewSeqNo = next };
            wire.Send(outlet, packet.Finish(next, (ulong)(e.ExchangeTime.UnixNanoseconds / Millisecond * Millisecond)), e.ReceivedTime);
        }

        internal void Flush()
        {
            if (packet.Count == 0)
                return;
            var first = next;
            next += (uint)packet.Count;
            wire.Send(outlet, packet.Finish(first, sendTime), at);
        }
    }
}
