using System.Globalization;
using System.Net;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;
using NodaTime.Text;
using MarketTurnover = Broadtape.Feeds.Hkex.MarketTurnover;
using Statistics = Broadtape.Feeds.Hkex.Statistics;

namespace Broadtape.Feeds;

/// <summary>
/// An exchange that does what a script says, message by message, over two lines that lose what the script says, with a retransmission
/// server and refresh channels: everything a live feed goes through, on a clock of its own. For answer books.
/// </summary>
public sealed class ScriptedExchange : IOmdLines
{
    static readonly Duration Step = Duration.FromMilliseconds(250);
    static readonly OmdOutlet Outlet = OmdOutlet.Securities;

    readonly OmdExchange exchange;
    readonly OmdPacketWriter writer = new(new byte[OmdPacketWriter.SizeMost]);
    readonly OmdTranslator translator;
    readonly OmdSession session;
    readonly Desk desk;
    readonly LocalDate day;
    uint next = 1;
    (int A, int B) losses;
    bool isSilent;

    /// <param name="known">Instruments the house names; others are named by the script's definitions.</param>
    public ScriptedExchange(LocalDate day, InstrumentMaster known, IMarketEvents events)
    {
        this.day = day;
        Now = At("06:00:00");
        exchange = new(this, Duration.FromSeconds(5));
        desk = new(this);
        translator = new(new(), EventSource.OmdBox, known);
        translator.Receive(events, Now);
        var nowhere = new OmdGroups(new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2));
        session = new(
            new()
            {
                Market = Mic.Parse("XHKG"),
                Interface = IPAddress.Loopback,
                Channels = [new(Outlet.Channel, nowhere, nowhere)],
                Retransmission = new(OmdStation.User, [nowhere.A]),
            },
            desk,
            new(null),
            translator
        );
        Send(SequenceReset.Type, SequenceReset.Size, m => _ = new SequenceReset(m) { NewSeqNo = 1 });
        next = 1;
    }

    /// <summary>The script's clock.</summary>
    public Moment Now { get; private set; }

    /// <summary>Sees each packet before the lines may lose it; a copy.</summary>
    internal Action<byte[]>? Sent { get; init; }

    /// <summary>How the feed stands.</summary>
    public FeedChannelReport Channel => FeedChannelReport.Of(session.Receptions[0]);

    /// <summary>Requests made of the day's retransmission.</summary>
    public int Requests => session.Retransmission!.Quota.Used;

    /// <summary>Time passes up to a time of the day, such as 09:30:00.</summary>
    public void Pass(string time)
    {
        var until = At(time);
        if (until < Now)
            throw new FormatException($"{time} lies before {Now}");
        while (Now < until)
        {
            Now = Moment.Min(until, Now + Step);
            exchange.Tick(Now);
            session.Tick(Now);
        }
    }

    /// <summary>Does what a line of the script says; throws <see cref="FormatException"/> for what is no such thing.</summary>
    public void Do(params ReadOnlySpan<string> words)
    {
        switch (words)
        {
            case ["session", var phase]:
                Send(
                    TradingSessionStatus.Type,
                    TradingSessionStatus.Size,
                    m =>
                        new TradingSessionStatus(m) { TradingSessionSubId = SessionOf(phase), TradingSesControlFlag = '0' }.MarketCode.SetAscii(
                            "MAIN"
                        )
                );
                break;
            case ["define", var code, var previous, var name]:
                Define(Code(code), Money(previous), name);
                break;
            case ["trade", var code, var id, var price, var quantity, .. var type]:
                Trade(Code(code), Count(id), Money(price), Count(quantity), type is [var t] ? (short)Count(t) : (short)0, 'N');
                break;
            case ["cancel", var code, var id]:
                Trade(Code(code), Count(id), 0, 0, 0, 'Y');
                break;
            case ["nominal", var code, var price]:
                var (nominalCode, nominal) = (Code(code), Money(price));
                Send(NominalPrice.Type, NominalPrice.Size, m => _ = new NominalPrice(m) { SecurityCode = nominalCode, Price = nominal });
                break;
            case ["iep", var code, var price, var quantity]:
                var (iepCode, iep, iev) = (Code(code), Money(price), Count(quantity));
                Send(
                    IndicativeEquilibriumPrice.Type,
                    IndicativeEquilibriumPrice.Size,
                    m =>
                        _ = new IndicativeEquilibriumPrice(m)
                        {
                            SecurityCode = iepCode,
                            Price = iep,
                            AggregateQuantity = (ulong)iev,
                        }
                );
                break;
            case ["imbalance", var code, var side, var quantity]:
                var (imbalanced, more) = (Code(code), Count(quantity));
                var direction = side[0];
                Send(
                    OrderImbalance.Type,
                    OrderImbalance.Size,
                    m =>
                        _ = new OrderImbalance(m)
                        {
                            SecurityCode = imbalanced,
                            OrderImbalanceDirection = direction,
                            OrderImbalanceQuantity = (ulong)more,
                        }
                );
                break;
            case ["statistics", var code, var high, var low, var volume, var turnover, .. var shortly]:
                var told = (Code: Code(code), High: Money(high), Low: Money(low), Volume: Count(volume), Turnover: Count(turnover));
                var (shares, sold) = shortly is [var x, var y] ? (Count(x), Count(y)) : (0, 0);
                Send(
                    Statistics.Type,
                    Statistics.Size,
                    m =>
                        _ = new Statistics(m)
                        {
                            SecurityCode = told.Code,
                            HighPrice = told.High,
                            LowPrice = told.Low,
                            SharesTraded = (ulong)told.Volume,
                            Turnover = told.Turnover * 1_000,
                            ShortSellSharesTraded = (uint)shares,
                            ShortSellTurnover = sold * 1_000,
                        }
                );
                break;
            case ["book", var code, var side, var action, var level, var price, var quantity]:
                Book(Code(code), side, action, (byte)Count(level), Money(price), Count(quantity));
                break;
            case ["close", var code, var price]:
                var (closed, close) = (Code(code), Money(price));
                Send(ClosingPrice.Type, ClosingPrice.Size, m => _ = new ClosingPrice(m) { SecurityCode = closed, Price = close });
                break;
            case ["suspend" or "resume", var code]:
                var (stopped, indicator) = (Code(code), (byte)(words[0] == "suspend" ? 2 : 3));
                Send(
                    SecurityStatus.Type,
                    SecurityStatus.Size,
                    m => _ = new SecurityStatus(m) { SecurityCode = stopped, SuspensionIndicator = indicator }
                );
                break;
            case ["cooling", var code, var reference, var lower, var upper, var until]:
                Cool(Code(code), Money(reference), Money(lower), Money(upper), At(until));
                break;
            case ["turnover", var segment, var currency, var amount]:
                var sum = Count(amount);
                var (market, money) = (segment, currency == "-" ? "" : currency);
                Send(
                    MarketTurnover.Type,
                    MarketTurnover.Size,
                    m =>
                    {
                        var message = new MarketTurnover(m) { Turnover = sum * 1_000 };
                        message.MarketCode.SetAscii(market);
                        message.CurrencyCode.SetAscii(money);
                    }
                );
                break;
            case ["quota", var link, var balance]:
                var left = balance == "-" ? Wire.Null : Count(balance);
                var of = link;
                Send(
                    StockConnectDailyQuotaBalance.Type,
                    StockConnectDailyQuotaBalance.Size,
                    m =>
                    {
                        var message = new StockConnectDailyQuotaBalance(m) { DailyQuotaBalance = left };
                        message.StockConnectMarket.SetAscii(of[..2]);
                        message.TradingDirection.SetAscii(of[2..]);
                    }
                );
                break;
            case ["index", var code, var value, var change, var percent]:
                Index(code, value, change, percent);
                break;
            case ["lose", var line, var packets]:
                var count = (int)Count(packets);
                losses = line switch
                {
                    "a" => (count, losses.B),
                    "b" => (losses.A, count),
                    "both" => (count, count),
                    _ => throw new FormatException($"'{line}' is no line: a, b or both"),
                };
                break;
            case ["silent"]:
                isSilent = true;
                break;
            case ["speak"]:
                isSilent = false;
                break;
            case ["server", "up" or "down"]:
                desk.IsDown = words[1] == "down";
                break;
            case ["reset"]:
                next = 1;
                Send(SequenceReset.Type, SequenceReset.Size, m => _ = new SequenceReset(m) { NewSeqNo = 1 });
                next = 1;
                break;
            default:
                throw new FormatException($"'{string.Join(' ', words!)}' is nothing an exchange does");
        }
    }

    void Define(uint code, int previous, string name) =>
        Send(
            SecurityDefinition.Type,
            SecurityDefinition.Size,
            m =>
            {
                var message = new SecurityDefinition(m)
                {
                    SecurityCode = code,
                    ProductType = 1,
                    LotSize = 100,
                    PreviousClosingPrice = previous,
                    DummySecurityFlag = 'N',
                    ListingDate = 20000103,
                };
                message.InstrumentType.SetAscii("EQTY");
                message.SecurityShortName.SetAscii(name);
                message.SecurityNameGccs.SetUtf16(name);
                message.SecurityNameGb.SetUtf16(name);
            }
        );

    void Trade(uint code, long id, int price, long quantity, short type, char cancelled)
    {
        var time = (ulong)Now.UnixNanoseconds;
        Send(
            TradeTicker.Type,
            TradeTicker.Size,
            m =>
                _ = new TradeTicker(m)
                {
                    SecurityCode = code,
                    TickerId = (uint)id,
                    Price = price,
                    AggregateQuantity = (ulong)quantity,
                    TradeTime = time,
                    TrdType = type,
                    TrdCancelFlag = cancelled,
                }
        );
    }

    void Book(uint code, string side, string action, byte level, int price, long quantity) =>
        Send(
            AggregateOrderBookUpdate.Type,
            AggregateOrderBookUpdate.Size + BookEntry.Size,
            m =>
            {
                var message = new AggregateOrderBookUpdate(m) { SecurityCode = code, NoEntries = 1 };
                var entry = message.Entry(0);
                entry.Side = (ushort)(side == "bid" ? 0 : 1);
                entry.UpdateAction = (byte)(
                    action switch
                    {
                        "new" => BookAction.New,
                        "change" => BookAction.Change,
                        "delete" => BookAction.Delete,
                        "clear" => BookAction.Clear,
                        _ => throw new FormatException($"'{action}' does nothing to a book: new, change, delete, clear"),
                    }
                );
                entry.PriceLevel = level;
                entry.Price = price;
                entry.AggregateQuantity = (ulong)quantity;
                entry.NumberOfOrders = 1;
            }
        );

    void Cool(uint code, int reference, int lower, int upper, Moment until)
    {
        var from = (ulong)Now.UnixNanoseconds;
        Send(
            VCMTrigger.Type,
            VCMTrigger.Size,
            m =>
                _ = new VCMTrigger(m)
                {
                    SecurityCode = code,
                    CoolingOffStartTime = from,
                    CoolingOffEndTime = (ulong)until.UnixNanoseconds,
                    ReferencePrice = reference,
                    LowerPrice = lower,
                    UpperPrice = upper,
                }
        );
    }

    void Index(string code, string value, string change, string percent)
    {
        var time = Now.UnixNanoseconds;
        Send(
            IndexData.Type,
            IndexData.Size,
            m =>
            {
                var message = new IndexData(m)
                {
                    IndexStatus = 'T',
                    IndexTime = time,
                    IndexValue = Scaled(value, 10_000),
                    NetChgPrevDay = Scaled(change, 10_000),
                    NetChgPrevDayPct = (int)Scaled(percent, 10_000),
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
                message.IndexCode.SetAscii(code);
            }
        );
    }

    delegate void Fill(Span<byte> message);

    void Send(ushort type, int size, Fill fill)
    {
        writer.TryAdd(type, size, out var message);
        fill(message);
        var packet = writer.Finish(next++, (ulong)(Now.UnixNanoseconds / 1_000_000 * 1_000_000));
        exchange.Send(Outlet, packet, Now);
    }

    void IOmdLines.Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        Sent?.Invoke(packet.ToArray());
        if (isSilent)
            return;
        // Heartbeats are not counted among the packets lost.
        var counts = packet[2] > 0;
        if (!counts || losses.A == 0)
            session.Take(session.Receptions[0], OmdLine.A, packet.ToArray(), Now);
        if (!counts || losses.B == 0)
            session.Take(session.Receptions[0], OmdLine.B, packet.ToArray(), Now);
        if (counts)
            losses = (Math.Max(0, losses.A - 1), Math.Max(0, losses.B - 1));
    }

    void IOmdLines.SendRefresh(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        if (!isSilent)
            session.TakeRefresh(session.Receptions[0], OmdLine.A, packet.ToArray(), Now);
    }

    Moment At(string time) =>
        LocalTimePattern.ExtendedIso.Parse(time) is { Success: true, Value: var local }
            ? Moment.From(day + local, Zone)
            : throw new FormatException($"'{time}' is no time of the day such as 09:30:00");

    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    static uint Code(string text) => (uint)Count(text);

    static long Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new FormatException($"'{text}' is no whole number");

    static int Money(string text) => (int)Scaled(text, 1_000);

    static long Scaled(string text, int scale) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && value * scale == decimal.Truncate(value * scale)
            ? (long)(value * scale)
            : throw new FormatException($"'{text}' is no number of at most so many decimals");

    static byte SessionOf(string phase) =>
        phase switch
        {
            "notOpen" => 100,
            "orderInput" => 1,
            "noCancel" => 101,
            "randomMatching" => 108,
            "matching" => 2,
            "blocking" => 7,
            "continuous" => 3,
            "lunch" or "closed" => 103,
            "referencePrice" => 105,
            "closingInput" => 5,
            "closingNoCancel" => 106,
            "closingRandom" => 107,
            "halt" => 102,
            "dayClosed" => 0,
            _ => throw new FormatException($"'{phase}' is no trading session"),
        };

    /// <summary>The retransmission server, in memory.</summary>
    sealed class Desk(ScriptedExchange exchange) : IOmdConnection
    {
        readonly OmdDeskRules rules = new([OmdStation.User]);
        readonly MemoryStream answers = new();
        OmdDesk? desk;
        int read;

        internal bool IsDown { get; set; }

        public OmdConnectionState State { get; private set; }

        public void Open(int server)
        {
            Close();
            if (IsDown)
                return;
            (desk, State) = (new(rules, exchange.exchange.Histories, exchange.Now), OmdConnectionState.Open);
        }

        public void Close()
        {
            desk?.Leave();
            (desk, State, read) = (null, OmdConnectionState.Closed, 0);
            answers.SetLength(0);
        }

        public bool TrySend(ReadOnlySpan<byte> bytes)
        {
            desk?.Take(bytes, exchange.Now, answers);
            return desk is not null;
        }

        public int Receive(Span<byte> into)
        {
            if (IsDown || desk is null)
            {
                Close();
                return 0;
            }
            desk.Tick(exchange.Now, answers);
            var count = Math.Min(into.Length, (int)answers.Length - read);
            answers.GetBuffer().AsSpan(read, count).CopyTo(into);
            read += count;
            return count;
        }
    }
}
