using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>Orders and odd lots: kept on the tape, no book is built of them.</summary>
sealed partial class OmdTranslator
{
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
}
