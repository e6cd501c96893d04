using System.Globalization;
using System.Numerics;
using Broadtape.Feeds.Hkex;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>
/// Reads every field of a message through its view, under the specification's name, and writes it through another view into a copy.
/// </summary>
sealed class OmdMirror : IOmdHandler
{
    byte[] copy = [];

    /// <summary>Name in lower case and bytes as they lie, in the order of the message.</summary>
    public List<(string Name, string Hex)> Fields { get; } = [];

    /// <summary>The last message, written anew: fillers are zero.</summary>
    public ReadOnlySpan<byte> Copy => copy;

    public void On(MarketDefinition m)
    {
        var c = new MarketDefinition(Begin(MarketDefinition.Type, MarketDefinition.Size));
        Take("marketcode", m.MarketCode, c.MarketCode);
        Take("marketname", m.MarketName, c.MarketName);
        Take("currencycode", m.CurrencyCode, c.CurrencyCode);
        Take("numberofsecurities", c.NumberOfSecurities = m.NumberOfSecurities);
    }

    public void On(SecurityDefinition m)
    {
        var c = new SecurityDefinition(Begin(SecurityDefinition.Type, SecurityDefinition.Size + m.NoUnderlyingSecurities * UnderlyingSecurity.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("marketcode", m.MarketCode, c.MarketCode);
        Take("isincode", m.IsinCode, c.IsinCode);
        Take("instrumenttype", m.InstrumentType, c.InstrumentType);
        Take("producttype", c.ProductType = m.ProductType);
        Take("spreadtablecode", m.SpreadTableCode, c.SpreadTableCode);
        Take("securityshortname", m.SecurityShortName, c.SecurityShortName);
        Take("currencycode", m.CurrencyCode, c.CurrencyCode);
        Take("securitynamegccs", m.SecurityNameGccs, c.SecurityNameGccs);
        Take("securitynamegb", m.SecurityNameGb, c.SecurityNameGb);
        Take("lotsize", c.LotSize = m.LotSize);
        Take("previousclosingprice", c.PreviousClosingPrice = m.PreviousClosingPrice);
        Take("vcmflag", c.VcmFlag = m.VcmFlag);
        Take("shortsellflag", c.ShortSellFlag = m.ShortSellFlag);
        Take("casflag", c.CasFlag = m.CasFlag);
        Take("ccassflag", c.CcassFlag = m.CcassFlag);
        Take("dummysecurityflag", c.DummySecurityFlag = m.DummySecurityFlag);
        Take("stampdutyflag", c.StampDutyFlag = m.StampDutyFlag);
        Take("listingdate", c.ListingDate = m.ListingDate);
        Take("delistingdate", c.DelistingDate = m.DelistingDate);
        Take("freetext", m.FreeText, c.FreeText);
        Take("posflag", c.PosFlag = m.PosFlag);
        Take("posupperlimit", c.PosUpperLimit = m.PosUpperLimit);
        Take("poslowerlimit", c.PosLowerLimit = m.PosLowerLimit);
        Take("domainstmtsecuritycode", c.DomainStmtSecurityCode = m.DomainStmtSecurityCode);
        Take("efnflag", c.EfnFlag = m.EfnFlag);
        Take("accruedinterest", c.AccruedInterest = m.AccruedInterest);
        Take("couponrate", c.CouponRate = m.CouponRate);
        Take("facevalue", c.FaceValue = m.FaceValue);
        Take("decimalsinfacevalue", c.DecimalsInFaceValue = m.DecimalsInFaceValue);
        Take("facevaluecurrency", m.FaceValueCurrency, c.FaceValueCurrency);
        Take("maturitydate", c.MaturityDate = m.MaturityDate);
        Take("investortype", c.InvestorType = m.InvestorType);
        Take("conversionratio", c.ConversionRatio = m.ConversionRatio);
        Take("strikeprice1", c.StrikePrice1 = m.StrikePrice1);
        Take("strikeprice2", c.StrikePrice2 = m.StrikePrice2);
        Take("warrantmaturitydate", c.WarrantMaturityDate = m.WarrantMaturityDate);
        Take("callputflag", c.CallPutFlag = m.CallPutFlag);
        Take("style", c.Style = m.Style);
        Take("warranttype", c.WarrantType = m.WarrantType);
        Take("callprice", c.CallPrice = m.CallPrice);
        Take("decimalsincallprice", c.DecimalsInCallPrice = m.DecimalsInCallPrice);
        Take("entitlement", c.Entitlement = m.Entitlement);
        Take("decimalsinentitlement", c.DecimalsInEntitlement = m.DecimalsInEntitlement);
        Take("nowarrantsperentitlement", c.NoWarrantsPerEntitlement = m.NoWarrantsPerEntitlement);
        Take("nounderlyingsecurities", c.NoUnderlyingSecurities = m.NoUnderlyingSecurities);
        for (var i = 0; i < m.NoUnderlyingSecurities; i++)
        {
            var from = m.Underlying(i);
            var to = c.Underlying(i);
            Take("underlyingsecuritycode", to.UnderlyingSecurityCode = from.UnderlyingSecurityCode);
        }
    }

    public void On(LiquidityProvider m)
    {
        var c = new LiquidityProvider(Begin(LiquidityProvider.Type, LiquidityProvider.Size + m.NoLiquidityProviders * LiquidityProviderBroker.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("noliquidityproviders", c.NoLiquidityProviders = m.NoLiquidityProviders);
        for (var i = 0; i < m.NoLiquidityProviders; i++)
        {
            var from = m.Broker(i);
            var to = c.Broker(i);
            Take("lpbrokernumber", to.BrokerNumber = from.BrokerNumber);
        }
    }

    public void On(CurrencyRate m)
    {
        var c = new CurrencyRate(Begin(CurrencyRate.Type, CurrencyRate.Size));
        Take("currencycode", m.CurrencyCode, c.CurrencyCode);
        Take("currencyfactor", c.CurrencyFactor = m.CurrencyFactor);
        Take("currencyrate", c.Rate = m.Rate);
    }

    public void On(TradingSessionStatus m)
    {
        var c = new TradingSessionStatus(Begin(TradingSessionStatus.Type, TradingSessionStatus.Size));
        Take("marketcode", m.MarketCode, c.MarketCode);
        Take("tradingsessionsubid", c.TradingSessionSubId = m.TradingSessionSubId);
        Take("tradingsesstatus", c.TradingSesStatus = m.TradingSesStatus);
        Take("tradingsescontrolflag", c.TradingSesControlFlag = m.TradingSesControlFlag);
        Take("startdatetime", c.StartDateTime = m.StartDateTime);
        Take("enddatetime", c.EndDateTime = m.EndDateTime);
    }

    public void On(SecurityStatus m)
    {
        var c = new SecurityStatus(Begin(SecurityStatus.Type, SecurityStatus.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("suspensionindicator", c.SuspensionIndicator = m.SuspensionIndicator);
    }

    public void On(VCMTrigger m)
    {
        var c = new VCMTrigger(Begin(VCMTrigger.Type, VCMTrigger.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("coolingoffstarttime", c.CoolingOffStartTime = m.CoolingOffStartTime);
        Take("coolingoffendtime", c.CoolingOffEndTime = m.CoolingOffEndTime);
        Take("vcmreferenceprice", c.ReferencePrice = m.ReferencePrice);
        Take("vcmlowerprice", c.LowerPrice = m.LowerPrice);
        Take("vcmupperprice", c.UpperPrice = m.UpperPrice);
    }

    public void On(AddOrder m)
    {
        var c = new AddOrder(Begin(AddOrder.Type, AddOrder.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("orderid", c.OrderId = m.OrderId);
        Take("price", c.Price = m.Price);
        Take("quantity", c.Quantity = m.Quantity);
        Take("side", c.Side = m.Side);
        Take("ordertype", c.OrderType = m.OrderType);
        Take("orderbookposition", c.OrderBookPosition = m.OrderBookPosition);
    }

    public void On(ModifyOrder m)
    {
        var c = new ModifyOrder(Begin(ModifyOrder.Type, ModifyOrder.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("orderid", c.OrderId = m.OrderId);
        Take("quantity", c.Quantity = m.Quantity);
        Take("side", c.Side = m.Side);
        Take("orderbookposition", c.OrderBookPosition = m.OrderBookPosition);
    }

    public void On(DeleteOrder m)
    {
        var c = new DeleteOrder(Begin(DeleteOrder.Type, DeleteOrder.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("orderid", c.OrderId = m.OrderId);
        Take("side", c.Side = m.Side);
    }

    public void On(AddOddLotOrder m)
    {
        var c = new AddOddLotOrder(Begin(AddOddLotOrder.Type, AddOddLotOrder.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("orderid", c.OrderId = m.OrderId);
        Take("price", c.Price = m.Price);
        Take("quantity", c.Quantity = m.Quantity);
        Take("brokerid", c.BrokerId = m.BrokerId);
        Take("side", c.Side = m.Side);
    }

    public void On(DeleteOddLotOrder m)
    {
        var c = new DeleteOddLotOrder(Begin(DeleteOddLotOrder.Type, DeleteOddLotOrder.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("orderid", c.OrderId = m.OrderId);
        Take("brokerid", c.BrokerId = m.BrokerId);
        Take("side", c.Side = m.Side);
    }

    public void On(NominalPrice m)
    {
        var c = new NominalPrice(Begin(NominalPrice.Type, NominalPrice.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("nominalprice", c.Price = m.Price);
    }

    public void On(IndicativeEquilibriumPrice m)
    {
        var c = new IndicativeEquilibriumPrice(Begin(IndicativeEquilibriumPrice.Type, IndicativeEquilibriumPrice.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("price", c.Price = m.Price);
        Take("aggregatequantity", c.AggregateQuantity = m.AggregateQuantity);
    }

    public void On(ReferencePrice m)
    {
        var c = new ReferencePrice(Begin(ReferencePrice.Type, ReferencePrice.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("referenceprice", c.Price = m.Price);
        Take("lowerprice", c.LowerPrice = m.LowerPrice);
        Take("upperprice", c.UpperPrice = m.UpperPrice);
    }

    public void On(Yield m)
    {
        var c = new Yield(Begin(Yield.Type, Yield.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("yield", c.Value = m.Value);
    }

    public void On(Trade m)
    {
        var c = new Trade(Begin(Trade.Type, Trade.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("tradeid", c.TradeId = m.TradeId);
        Take("price", c.Price = m.Price);
        Take("quantity", c.Quantity = m.Quantity);
        Take("trdtype", c.TrdType = m.TrdType);
        Take("tradetime", c.TradeTime = m.TradeTime);
    }

    public void On(TradeCancel m)
    {
        var c = new TradeCancel(Begin(TradeCancel.Type, TradeCancel.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("tradeid", c.TradeId = m.TradeId);
    }

    public void On(TradeTicker m)
    {
        var c = new TradeTicker(Begin(TradeTicker.Type, TradeTicker.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("tickerid", c.TickerId = m.TickerId);
        Take("price", c.Price = m.Price);
        Take("aggregatequantity", c.AggregateQuantity = m.AggregateQuantity);
        Take("tradetime", c.TradeTime = m.TradeTime);
        Take("trdtype", c.TrdType = m.TrdType);
        Take("trdcancelflag", c.TrdCancelFlag = m.TrdCancelFlag);
    }

    public void On(AggregateOrderBookUpdate m)
    {
        var c = new AggregateOrderBookUpdate(Begin(AggregateOrderBookUpdate.Type, AggregateOrderBookUpdate.Size + m.NoEntries * BookEntry.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("noentries", c.NoEntries = m.NoEntries);
        for (var i = 0; i < m.NoEntries; i++)
        {
            var from = m.Entry(i);
            var to = c.Entry(i);
            Take("aggregatequantity", to.AggregateQuantity = from.AggregateQuantity);
            Take("price", to.Price = from.Price);
            Take("numberoforders", to.NumberOfOrders = from.NumberOfOrders);
            Take("side", to.Side = from.Side);
            Take("pricelevel", to.PriceLevel = from.PriceLevel);
            Take("updateaction", to.UpdateAction = from.UpdateAction);
        }
    }

    public void On(BrokerQueue m)
    {
        var c = new BrokerQueue(Begin(BrokerQueue.Type, BrokerQueue.Size + m.ItemCount * QueueItem.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("itemcount", c.ItemCount = m.ItemCount);
        Take("bqside", c.Side = m.Side);
        Take("bqmoreflag", c.MoreFlag = m.MoreFlag);
        for (var i = 0; i < m.ItemCount; i++)
        {
            var from = m.Item(i);
            var to = c.Item(i);
            Take("item", to.Item = from.Item);
            Take("type", to.Kind = from.Kind);
        }
    }

    public void On(OrderImbalance m)
    {
        var c = new OrderImbalance(Begin(OrderImbalance.Type, OrderImbalance.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("orderimbalancedirection", c.OrderImbalanceDirection = m.OrderImbalanceDirection);
        Take("orderimbalancequantity", c.OrderImbalanceQuantity = m.OrderImbalanceQuantity);
    }

    public void On(Statistics m)
    {
        var c = new Statistics(Begin(Statistics.Type, Statistics.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("sharestraded", c.SharesTraded = m.SharesTraded);
        Take("turnover", c.Turnover = m.Turnover);
        Take("highprice", c.HighPrice = m.HighPrice);
        Take("lowprice", c.LowPrice = m.LowPrice);
        Take("lastprice", c.LastPrice = m.LastPrice);
        Take("vwap", c.Vwap = m.Vwap);
        Take("shortsellsharestraded", c.ShortSellSharesTraded = m.ShortSellSharesTraded);
        Take("shortsellturnover", c.ShortSellTurnover = m.ShortSellTurnover);
    }

    public void On(MarketTurnover m)
    {
        var c = new MarketTurnover(Begin(MarketTurnover.Type, MarketTurnover.Size));
        Take("marketcode", m.MarketCode, c.MarketCode);
        Take("currencycode", m.CurrencyCode, c.CurrencyCode);
        Take("turnover", c.Turnover = m.Turnover);
    }

    public void On(ClosingPrice m)
    {
        var c = new ClosingPrice(Begin(ClosingPrice.Type, ClosingPrice.Size));
        Take("securitycode", c.SecurityCode = m.SecurityCode);
        Take("closingprice", c.Price = m.Price);
        Take("numberoftrades", c.NumberOfTrades = m.NumberOfTrades);
    }

    public void On(IndexDefinition m)
    {
        var c = new IndexDefinition(Begin(IndexDefinition.Type, IndexDefinition.Size));
        Take("indexcode", m.IndexCode, c.IndexCode);
        Take("indexsource", c.IndexSource = m.IndexSource);
        Take("currencycode", m.CurrencyCode, c.CurrencyCode);
    }

    public void On(IndexData m)
    {
        var c = new IndexData(Begin(IndexData.Type, IndexData.Size));
        Take("indexcode", m.IndexCode, c.IndexCode);
        Take("indexstatus", c.IndexStatus = m.IndexStatus);
        Take("indextime", c.IndexTime = m.IndexTime);
        Take("indexvalue", c.IndexValue = m.IndexValue);
        Take("netchgprevday", c.NetChgPrevDay = m.NetChgPrevDay);
        Take("highvalue", c.HighValue = m.HighValue);
        Take("lowvalue", c.LowValue = m.LowValue);
        Take("easvalue", c.EasValue = m.EasValue);
        Take("indexturnover", c.IndexTurnover = m.IndexTurnover);
        Take("openingvalue", c.OpeningValue = m.OpeningValue);
        Take("closingvalue", c.ClosingValue = m.ClosingValue);
        Take("previoussesclose", c.PreviousSesClose = m.PreviousSesClose);
        Take("indexvolume", c.IndexVolume = m.IndexVolume);
        Take("netchgprevdaypct", c.NetChgPrevDayPct = m.NetChgPrevDayPct);
        Take("exception", c.Exception = m.Exception);
    }

    public void On(StockConnectDailyQuotaBalance m)
    {
        var c = new StockConnectDailyQuotaBalance(Begin(StockConnectDailyQuotaBalance.Type, StockConnectDailyQuotaBalance.Size));
        Take("stockconnectmarket", m.StockConnectMarket, c.StockConnectMarket);
        Take("tradingdirection", m.TradingDirection, c.TradingDirection);
        Take("dailyquotabalance", c.DailyQuotaBalance = m.DailyQuotaBalance);
        Take("dailyquotabalancetime", c.DailyQuotaBalanceTime = m.DailyQuotaBalanceTime);
    }

    public void On(StockConnectMarketTurnover m)
    {
        var c = new StockConnectMarketTurnover(Begin(StockConnectMarketTurnover.Type, StockConnectMarketTurnover.Size));
        Take("stockconnectmarket", m.StockConnectMarket, c.StockConnectMarket);
        Take("tradingdirection", m.TradingDirection, c.TradingDirection);
        Take("buyturnover", c.BuyTurnover = m.BuyTurnover);
        Take("sellturnover", c.SellTurnover = m.SellTurnover);
        Take("buyplussellturnover", c.BuyPlusSellTurnover = m.BuyPlusSellTurnover);
    }

    public void On(SequenceReset m)
    {
        var c = new SequenceReset(Begin(SequenceReset.Type, SequenceReset.Size));
        Take("newseqno", c.NewSeqNo = m.NewSeqNo);
    }

    public void On(Logon m)
    {
        var c = new Logon(Begin(Logon.Type, Logon.Size));
        Take("username", m.Username, c.Username);
    }

    public void On(LogonResponse m)
    {
        var c = new LogonResponse(Begin(LogonResponse.Type, LogonResponse.Size));
        Take("sessionstatus", c.SessionStatus = m.SessionStatus);
    }

    public void On(DisasterRecoverySignal m)
    {
        var c = new DisasterRecoverySignal(Begin(DisasterRecoverySignal.Type, DisasterRecoverySignal.Size));
        Take("drstatus", c.Status = m.Status);
    }

    public void On(RetransmissionRequest m)
    {
        var c = new RetransmissionRequest(Begin(RetransmissionRequest.Type, RetransmissionRequest.Size));
        Take("channelid", c.ChannelId = m.ChannelId);
        Take("beginseqnum", c.BeginSeqNum = m.BeginSeqNum);
        Take("endseqnum", c.EndSeqNum = m.EndSeqNum);
    }

    public void On(RetransmissionResponse m)
    {
        var c = new RetransmissionResponse(Begin(RetransmissionResponse.Type, RetransmissionResponse.Size));
        Take("channelid", c.ChannelId = m.ChannelId);
        Take("retransstatus", c.RetransStatus = m.RetransStatus);
        Take("beginseqnum", c.BeginSeqNum = m.BeginSeqNum);
        Take("endseqnum", c.EndSeqNum = m.EndSeqNum);
    }

    public void On(RefreshComplete m)
    {
        var c = new RefreshComplete(Begin(RefreshComplete.Type, RefreshComplete.Size));
        Take("lastseqnum", c.LastSeqNum = m.LastSeqNum);
    }

    public void On(News m)
    {
        var c = new News(Begin(News.Type, News.SizeOf(m.NoMarketCodes, m.NoSecurityCodes, m.NoNewsLines)));
        Take("newstype", m.NewsType, c.NewsType);
        Take("newsid", m.NewsId, c.NewsId);
        Take("headline", m.Headline, c.Headline);
        Take("cancelflag", c.CancelFlag = m.CancelFlag);
        Take("lastfragment", c.LastFragment = m.LastFragment);
        Take("releasetime", c.ReleaseTime = m.ReleaseTime);
        c.SetCounts((ushort)m.NoMarketCodes, (ushort)m.NoSecurityCodes, (ushort)m.NoNewsLines);
        Take("nomarketcodes", (ushort)m.NoMarketCodes);
        for (var i = 0; i < m.NoMarketCodes; i++)
            Take("marketcode", m.MarketCode(i), c.MarketCode(i));
        Take("nosecuritycodes", (ushort)m.NoSecurityCodes);
        for (var i = 0; i < m.NoSecurityCodes; i++)
        {
            c.SetSecurityCode(i, m.SecurityCode(i));
            Take("securitycode", m.SecurityCode(i));
        }
        Take("nonewslines", (ushort)m.NoNewsLines);
        for (var i = 0; i < m.NoNewsLines; i++)
            Take("newsline", m.Line(i), c.Line(i));
    }

    public void OnUnknown(ushort type, Span<byte> message) => Begin(type, message.Length);

    Span<byte> Begin(ushort type, int size)
    {
        Fields.Clear();
        var packet = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        Assert.True(packet.TryAdd(type, size, out var message));
        copy = packet.Finish(1, 0).ToArray();
        return copy.AsSpan(OmdPacket.HeaderSize);
    }

    void Take(string name, ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        Fields.Add((name, Convert.ToHexString(from)));
    }

    void Take(string name, char value) => Fields.Add((name, ((byte)value).ToString("X2", CultureInfo.InvariantCulture)));

    void Take<T>(string name, T value)
        where T : IBinaryInteger<T>
    {
        Span<byte> bytes = stackalloc byte[8];
        Fields.Add((name, Convert.ToHexString(bytes[..value.WriteLittleEndian(bytes)])));
    }
}
