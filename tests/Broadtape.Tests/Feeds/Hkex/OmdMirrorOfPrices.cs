using Broadtape.Feeds.Hkex;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>Notes the nominal prices it is handed, which stand for numbers, and what was lost.</summary>
sealed class OmdMirrorOfPrices : IOmdHandler
{
    public List<uint> Seen { get; } = [];
    public List<OmdGap> Lost { get; } = [];

    public void On(NominalPrice message) => Seen.Add((uint)message.Price);

    public void OnPacket(ulong sendTime) { }

    public void OnLost(OmdGap gap) => Lost.Add(gap);

    public void OnUnknown(ushort type, Span<byte> message) { }

    public void On(MarketDefinition message) { }

    public void On(SecurityDefinition message) { }

    public void On(LiquidityProvider message) { }

    public void On(CurrencyRate message) { }

    public void On(TradingSessionStatus message) { }

    public void On(SecurityStatus message) { }

    public void On(VCMTrigger message) { }

    public void On(AddOrder message) { }

    public void On(ModifyOrder message) { }

    public void On(DeleteOrder message) { }

    public void On(AddOddLotOrder message) { }

    public void On(DeleteOddLotOrder message) { }

    public void On(IndicativeEquilibriumPrice message) { }

    public void On(ReferencePrice message) { }

    public void On(Yield message) { }

    public void On(Trade message) { }

    public void On(TradeCancel message) { }

    public void On(TradeTicker message) { }

    public void On(AggregateOrderBookUpdate message) { }

    public void On(BrokerQueue message) { }

    public void On(OrderImbalance message) { }

    public void On(Statistics message) { }

    public void On(MarketTurnover message) { }

    public void On(ClosingPrice message) { }

    public void On(IndexDefinition message) { }

    public void On(IndexData message) { }

    public void On(StockConnectDailyQuotaBalance message) { }

    public void On(StockConnectMarketTurnover message) { }

    public void On(SequenceReset message) { }

    public void On(Logon message) { }

    public void On(LogonResponse message) { }

    public void On(DisasterRecoverySignal message) { }

    public void On(RetransmissionRequest message) { }

    public void On(RetransmissionResponse message) { }

    public void On(RefreshComplete message) { }

    public void On(News message) { }
}
