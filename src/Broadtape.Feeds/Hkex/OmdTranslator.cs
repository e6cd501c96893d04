using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// From the exchange's messages to market events. A message without a time of its own happened when its packet was sent. Market and
/// liquidity provider definitions and yields make no event.
/// </summary>
sealed partial class OmdTranslator(InstrumentNumbers numbers, EventSource source, InstrumentMaster? known = null) : IOmdHandler, IOmdListener
{
    /// <summary>Messages kept for codes that are not defined yet; the oldest goes when there are more, and is counted.</summary>
    internal const int ParkedMost = 20_000;

    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly Mic Shanghai = Mic.Parse("XSHG");

    /// <summary>Rates of exchange are listed on no market.</summary>
    static readonly Mic Nowhere = Mic.Parse("XXXX");
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

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

    /// <summary>Channels of which something was lost and no snapshot came since: a book first heard of there may have begun before.</summary>
    readonly HashSet<ushort> incomplete = [];
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
        incomplete.Remove(channel);
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
        incomplete.Remove(channel);
        foreach (var security in securities.Values)
            if (security.BookChannel == channel)
                ClearBook(security);
    }

    /// <summary>Books told by changes are no longer known; last prices and statistics are told whole and stand.</summary>
    public void OnLost(OmdGap gap)
    {
        incomplete.Add(channel);
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

    public void On(LiquidityProvider message) { }

    public void On(Logon message) { }

    public void On(LogonResponse message) { }

    public void On(DisasterRecoverySignal message) { }

    public void On(RetransmissionRequest message) { }

    public void On(RetransmissionResponse message) { }

    public void On(RefreshComplete message) { }

    EventStamp Stamp(Moment time) => new(InstrumentNumber.None, time, received, source);

    Security? Find(uint code)
    {
        if (securities.TryGetValue(code, out var security))
            return security;
        Undefined++;
        return null;
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
