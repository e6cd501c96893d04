using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>What is said of the market as a whole: phases, indices, rates, turnover, Stock Connect, news.</summary>
sealed partial class OmdTranslator
{
    /// <summary>A rate for more units than this says nothing in millionths.</summary>
    const int FactorMost = 18;

    public void On(TradingSessionStatus message)
    {
        // One timetable is kept for the exchange: its main board's.
        if (message.MarketCode.Ascii() != "MAIN" || PhaseOf(message) is not { } phase)
            return;
        sink.Accept(MarketEvent.Of(Stamp(sent), new SessionChange(HongKong, phase, sent.In(Zone).Date)));
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

    static string Text(Span<byte> field, bool isChinese) => isChinese ? field.Utf16() : field.Ascii();

    static long? Said(long value) => value == Wire.Null ? null : value;

    void Tell(in EventStamp stamp, WordsOf of, string text)
    {
        foreach (var words in Words.Cut(of, text))
            sink.Accept(MarketEvent.Of(stamp, words));
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
}
