namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Takes messages decoded, each by its type. A message is a view of the buffer it was received in: good until the method returns.
/// </summary>
interface IOmdHandler
{
    void On(MarketDefinition message);
    void On(SecurityDefinition message);
    void On(LiquidityProvider message);
    void On(CurrencyRate message);
    void On(TradingSessionStatus message);
    void On(SecurityStatus message);
    void On(News message);
    void On(VCMTrigger message);
    void On(AddOrder message);
    void On(ModifyOrder message);
    void On(DeleteOrder message);
    void On(AddOddLotOrder message);
    void On(DeleteOddLotOrder message);
    void On(NominalPrice message);
    void On(IndicativeEquilibriumPrice message);
    void On(ReferencePrice message);
    void On(Yield message);
    void On(Trade message);
    void On(TradeCancel message);
    void On(TradeTicker message);
    void On(AggregateOrderBookUpdate message);
    void On(BrokerQueue message);
    void On(OrderImbalance message);
    void On(Statistics message);
    void On(MarketTurnover message);
    void On(ClosingPrice message);
    void On(IndexDefinition message);
    void On(IndexData message);
    void On(StockConnectDailyQuotaBalance message);
    void On(StockConnectMarketTurnover message);
    void On(SequenceReset message);
    void On(Logon message);
    void On(LogonResponse message);
    void On(DisasterRecoverySignal message);
    void On(RetransmissionRequest message);
    void On(RetransmissionResponse message);
    void On(RefreshComplete message);

    /// <summary>A type this build does not know; it is passed over by its size.</summary>
    void OnUnknown(ushort type, Span<byte> message);
}
