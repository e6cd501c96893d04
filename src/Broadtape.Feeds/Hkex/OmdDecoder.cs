namespace Broadtape.Feeds.Hkex;

/// <summary>From a message's type to the handler's method for it. Generic, so that a handler which is a struct costs no call through a table.</summary>
static class OmdDecoder
{
    internal static void Decode<THandler>(OmdMessage message, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        var bytes = message.Bytes;
        switch (message.Type)
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
                handler.OnUnknown(message.Type, bytes);
                break;
        }
    }

    /// <summary>How long a message of the type is at the least, its entries counted; 4 for a type this build does not know.</summary>
    internal static int LeastSize(ushort type, Span<byte> message) =>
        type switch
        {
            MarketDefinition.Type => MarketDefinition.Size,
            SecurityDefinition.Type => message.Length < SecurityDefinition.Size ? SecurityDefinition.Size : SecurityDefinition.SizeOf(message),
            LiquidityProvider.Type => message.Length < LiquidityProvider.Size ? LiquidityProvider.Size : LiquidityProvider.SizeOf(message),
            CurrencyRate.Type => CurrencyRate.Size,
            TradingSessionStatus.Type => TradingSessionStatus.Size,
            SecurityStatus.Type => SecurityStatus.Size,
            News.Type => message.Length < News.Size ? News.Size : News.SizeOf(message),
            VCMTrigger.Type => VCMTrigger.Size,
            AddOrder.Type => AddOrder.Size,
            ModifyOrder.Type => ModifyOrder.Size,
            DeleteOrder.Type => DeleteOrder.Size,
            AddOddLotOrder.Type => AddOddLotOrder.Size,
            DeleteOddLotOrder.Type => DeleteOddLotOrder.Size,
            NominalPrice.Type => NominalPrice.Size,
            IndicativeEquilibriumPrice.Type => IndicativeEquilibriumPrice.Size,
            ReferencePrice.Type => ReferencePrice.Size,
            Yield.Type => Yield.Size,
            Trade.Type => Trade.Size,
            TradeCancel.Type => TradeCancel.Size,
            TradeTicker.Type => TradeTicker.Size,
            AggregateOrderBookUpdate.Type => message.Length < AggregateOrderBookUpdate.Size
                ? AggregateOrderBookUpdate.Size
                : AggregateOrderBookUpdate.SizeOf(message),
            BrokerQueue.Type => message.Length < BrokerQueue.Size ? BrokerQueue.Size : BrokerQueue.SizeOf(message),
            OrderImbalance.Type => OrderImbalance.Size,
            Statistics.Type => Statistics.Size,
            MarketTurnover.Type => MarketTurnover.Size,
            ClosingPrice.Type => ClosingPrice.Size,
            IndexDefinition.Type => IndexDefinition.Size,
            IndexData.Type => IndexData.Size,
            StockConnectDailyQuotaBalance.Type => StockConnectDailyQuotaBalance.Size,
            StockConnectMarketTurnover.Type => StockConnectMarketTurnover.Size,
            SequenceReset.Type => SequenceReset.Size,
            Logon.Type => Logon.Size,
            LogonResponse.Type => LogonResponse.Size,
            DisasterRecoverySignal.Type => DisasterRecoverySignal.Size,
            RetransmissionRequest.Type => RetransmissionRequest.Size,
            RetransmissionResponse.Type => RetransmissionResponse.Size,
            RefreshComplete.Type => RefreshComplete.Size,
            _ => OmdMessage.HeaderSize,
        };
}
