namespace Broadtape.Feeds.Hkex;

/// <summary>From a message's type to the handler's method for it. Generic, so that a handler which is a struct costs no call through a table.</summary>
static class OmdDecoder
{
    /// <summary>Whether a message of the type speaks of one security, and names it in its first field; definitions aside.</summary>
    internal static bool IsOfOneSecurity(ushort type) =>
        type
            is LiquidityProvider.Type
                or SecurityStatus.Type
                or VCMTrigger.Type
                or (>= AddOrder.Type and <= DeleteOddLotOrder.Type)
                or NominalPrice.Type
                or IndicativeEquilibriumPrice.Type
                or ReferencePrice.Type
                or Yield.Type
                or (>= Trade.Type and <= BrokerQueue.Type)
                or OrderImbalance.Type
                or Statistics.Type
                or ClosingPrice.Type;

    /// <summary>Trades and tickers, and what takes them back: no snapshot holds them.</summary>
    internal static bool IsOfATrade(ushort type) => type is Trade.Type or TradeCancel.Type or TradeTicker.Type;

    /// <param name="bytes">From the message's header on, as long as <see cref="LeastSize"/> says or longer.</param>
    internal static void Decode<THandler>(Span<byte> bytes, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        var type = bytes.U16(2);
        switch (type)
        {
            case MarketDefinition.Type:
                handler.On(new MarketDefinition(bytes));
                break;
            case SecurityDefinition.Type:
                handler.On(new SecurityDefinition(bytes));
                break;
            case LiquidityProvider.Type:
                handler.On(new LiquidityProvider(bytes));
                break;
            case CurrencyRate.Type:
                handler.On(new CurrencyRate(bytes));
                break;
            case TradingSessionStatus.Type:
                handler.On(new TradingSessionStatus(bytes));
                break;
            case SecurityStatus.Type:
                handler.On(new SecurityStatus(bytes));
                break;
            case News.Type:
                handler.On(new News(bytes));
                break;
            case VCMTrigger.Type:
                handler.On(new VCMTrigger(bytes));
                break;
            case AddOrder.Type:
                handler.On(new AddOrder(bytes));
                break;
            case ModifyOrder.Type:
                handler.On(new ModifyOrder(bytes));
                break;
            case DeleteOrder.Type:
                handler.On(new DeleteOrder(bytes));
                break;
            case AddOddLotOrder.Type:
                handler.On(new AddOddLotOrder(bytes));
                break;
            case DeleteOddLotOrder.Type:
                handler.On(new DeleteOddLotOrder(bytes));
                break;
            case NominalPrice.Type:
                handler.On(new NominalPrice(bytes));
                break;
            case IndicativeEquilibriumPrice.Type:
                handler.On(new IndicativeEquilibriumPrice(bytes));
                break;
            case ReferencePrice.Type:
                handler.On(new ReferencePrice(bytes));
                break;
            case Yield.Type:
                handler.On(new Yield(bytes));
                break;
            case Trade.Type:
                handler.On(new Trade(bytes));
                break;
            case TradeCancel.Type:
                handler.On(new TradeCancel(bytes));
                break;
            case TradeTicker.Type:
                handler.On(new TradeTicker(bytes));
                break;
            case AggregateOrderBookUpdate.Type:
                handler.On(new AggregateOrderBookUpdate(bytes));
                break;
            case BrokerQueue.Type:
                handler.On(new BrokerQueue(bytes));
                break;
            case OrderImbalance.Type:
                handler.On(new OrderImbalance(bytes));
                break;
            case Statistics.Type:
                handler.On(new Statistics(bytes));
                break;
            case MarketTurnover.Type:
                handler.On(new MarketTurnover(bytes));
                break;
            case ClosingPrice.Type:
                handler.On(new ClosingPrice(bytes));
                break;
            case IndexDefinition.Type:
                handler.On(new IndexDefinition(bytes));
                break;
            case IndexData.Type:
                handler.On(new IndexData(bytes));
                break;
            case StockConnectDailyQuotaBalance.Type:
                handler.On(new StockConnectDailyQuotaBalance(bytes));
                break;
            case StockConnectMarketTurnover.Type:
                handler.On(new StockConnectMarketTurnover(bytes));
                break;
            case SequenceReset.Type:
                handler.On(new SequenceReset(bytes));
                break;
            case Logon.Type:
                handler.On(new Logon(bytes));
                break;
            case LogonResponse.Type:
                handler.On(new LogonResponse(bytes));
                break;
            case DisasterRecoverySignal.Type:
                handler.On(new DisasterRecoverySignal(bytes));
                break;
            case RetransmissionRequest.Type:
                handler.On(new RetransmissionRequest(bytes));
                break;
            case RetransmissionResponse.Type:
                handler.On(new RetransmissionResponse(bytes));
                break;
            case RefreshComplete.Type:
                handler.On(new RefreshComplete(bytes));
                break;
            default:
                handler.OnUnknown(type, bytes);
                break;
        }
    }

    /// <summary>Sizes by type; 0 for those this build does not know, and for those that hold lists.</summary>
    static readonly ushort[] FixedSizes = Sizes();

    /// <summary>How long the message is at the least, its entries counted; a header for a type this build does not know.</summary>
    internal static int LeastSize(Span<byte> message)
    {
        var type = message.U16(2);
        // Most messages are of this type.
        if (type == AggregateOrderBookUpdate.Type && message.Length >= AggregateOrderBookUpdate.Size)
            return AggregateOrderBookUpdate.SizeOf(message);
        return type < FixedSizes.Length && FixedSizes[type] is > 0 and var size ? size : LeastSizeOfList(type, message);
    }

    static int LeastSizeOfList(ushort type, Span<byte> message) =>
        type switch
        {
            SecurityDefinition.Type => message.Length < SecurityDefinition.Size ? SecurityDefinition.Size : SecurityDefinition.SizeOf(message),
            LiquidityProvider.Type => message.Length < LiquidityProvider.Size ? LiquidityProvider.Size : LiquidityProvider.SizeOf(message),
            News.Type => message.Length < News.Size ? News.Size : News.SizeOf(message),
            AggregateOrderBookUpdate.Type => AggregateOrderBookUpdate.Size,
            BrokerQueue.Type => message.Length < BrokerQueue.Size ? BrokerQueue.Size : BrokerQueue.SizeOf(message),
            _ => OmdMessage.HeaderSize,
        };

    static ushort[] Sizes()
    {
        var sizes = new ushort[RefreshComplete.Type + 1];
        sizes[MarketDefinition.Type] = MarketDefinition.Size;
        sizes[CurrencyRate.Type] = CurrencyRate.Size;
        sizes[TradingSessionStatus.Type] = TradingSessionStatus.Size;
        sizes[SecurityStatus.Type] = SecurityStatus.Size;
        sizes[VCMTrigger.Type] = VCMTrigger.Size;
        sizes[AddOrder.Type] = AddOrder.Size;
        sizes[ModifyOrder.Type] = ModifyOrder.Size;
        sizes[DeleteOrder.Type] = DeleteOrder.Size;
        sizes[AddOddLotOrder.Type] = AddOddLotOrder.Size;
        sizes[DeleteOddLotOrder.Type] = DeleteOddLotOrder.Size;
        sizes[NominalPrice.Type] = NominalPrice.Size;
        sizes[IndicativeEquilibriumPrice.Type] = IndicativeEquilibriumPrice.Size;
        sizes[ReferencePrice.Type] = ReferencePrice.Size;
        sizes[Yield.Type] = Yield.Size;
        sizes[Trade.Type] = Trade.Size;
        sizes[TradeCancel.Type] = TradeCancel.Size;
        sizes[TradeTicker.Type] = TradeTicker.Size;
        sizes[OrderImbalance.Type] = OrderImbalance.Size;
        sizes[Statistics.Type] = Statistics.Size;
        sizes[MarketTurnover.Type] = MarketTurnover.Size;
        sizes[ClosingPrice.Type] = ClosingPrice.Size;
        sizes[IndexDefinition.Type] = IndexDefinition.Size;
        sizes[IndexData.Type] = IndexData.Size;
        sizes[StockConnectDailyQuotaBalance.Type] = StockConnectDailyQuotaBalance.Size;
        sizes[StockConnectMarketTurnover.Type] = StockConnectMarketTurnover.Size;
        sizes[SequenceReset.Type] = SequenceReset.Size;
        sizes[Logon.Type] = Logon.Size;
        sizes[LogonResponse.Type] = LogonResponse.Size;
        sizes[DisasterRecoverySignal.Type] = DisasterRecoverySignal.Size;
        sizes[RetransmissionRequest.Type] = RetransmissionRequest.Size;
        sizes[RetransmissionResponse.Type] = RetransmissionResponse.Size;
        sizes[RefreshComplete.Type] = RefreshComplete.Size;
        return sizes;
    }
}
