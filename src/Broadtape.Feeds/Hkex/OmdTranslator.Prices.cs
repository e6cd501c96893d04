using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>What is said of one security: its state, trades, prices and statistics.</summary>
sealed partial class OmdTranslator
{
    public void On(SecurityStatus message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.Of(Stamp(security, sent), message.SuspensionIndicator == 2 ? TradingState.Suspended : TradingState.Normal));
    }

    public void On(NominalPrice message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.OfNominal(Stamp(security, sent), Thousandths(message.Price)));
    }

    public void On(IndicativeEquilibriumPrice message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.Of(Stamp(security, sent), new AuctionPrice(Thousandths(message.Price), Shares(message.AggregateQuantity))));
    }

    public void On(Trade message)
    {
        if (Find(message.SecurityCode) is { } security && IsBelieved(Thousandths(message.Price), message.Quantity))
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, new((long)message.TradeTime)),
                    new Market.Trade(Thousandths(message.Price), new(message.Quantity), message.TradeId, ConditionsOf(message.TrdType))
                )
            );
    }

    public void On(TradeCancel message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(MarketEvent.Of(Stamp(security, sent), new Amendment(message.TradeId, default, default)));
    }

    public void On(TradeTicker message)
    {
        if (Find(message.SecurityCode) is not { } security || !IsBelieved(Thousandths(message.Price), message.AggregateQuantity))
            return;
        var (price, quantity) = (Thousandths(message.Price), Shares(message.AggregateQuantity));
        sink.Accept(
            message.TrdCancelFlag == 'Y'
                ? MarketEvent.Of(Stamp(security, sent), new Amendment(message.TickerId, price, quantity))
                : MarketEvent.Of(
                    Stamp(security, new((long)message.TradeTime)),
                    new Market.Trade(price, quantity, message.TickerId, ConditionsOf(message.TrdType))
                )
        );
    }

    public void On(Statistics message)
    {
        if (Find(message.SecurityCode) is not { } security)
            return;
        sink.Accept(
            MarketEvent.Of(
                Stamp(security, sent),
                new Market.Statistics(
                    Thousandths(message.HighPrice),
                    Thousandths(message.LowPrice),
                    Shares(message.SharesTraded),
                    new(message.Turnover == Wire.Null ? 0 : message.Turnover)
                )
            )
        );
        TellMore(security, message);
    }

    void TellMore(Security security, Statistics message)
    {
        if (message.Vwap != 0 && Thousandths(message.Vwap) is var vwap && vwap != security.Vwap)
        {
            security.Vwap = vwap;
            sink.Accept(MarketEvent.OfVwap(Stamp(security, sent), vwap));
        }
        var selling = new ShortSelling(
            new(message.ShortSellSharesTraded),
            new(message.ShortSellTurnover == Wire.Null ? 0 : message.ShortSellTurnover)
        );
        if (selling == security.ShortSelling)
            return;
        security.ShortSelling = selling;
        sink.Accept(MarketEvent.Of(Stamp(security, sent), selling));
    }

    public void On(ClosingPrice message)
    {
        if (Find(message.SecurityCode) is { } security && message.Price != 0)
            sink.Accept(MarketEvent.OfClosingPrice(Stamp(security, sent), Thousandths(message.Price)));
    }

    public void On(VCMTrigger message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, new((long)message.CoolingOffStartTime)),
                    new CoolingOff(
                        new((long)message.CoolingOffEndTime),
                        Thousandths(message.ReferencePrice),
                        Thousandths(message.LowerPrice),
                        Thousandths(message.UpperPrice)
                    )
                )
            );
    }

    public void On(ReferencePrice message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, sent),
                    new AuctionLimits(Thousandths(message.Price), Thousandths(message.LowerPrice), Thousandths(message.UpperPrice))
                )
            );
    }

    public void On(Yield message) { }

    public void On(OrderImbalance message)
    {
        if (Find(message.SecurityCode) is { } security)
            sink.Accept(
                MarketEvent.Of(
                    Stamp(security, sent),
                    message.OrderImbalanceDirection switch
                    {
                        'B' => new Imbalance(BookSide.Bid, Shares(message.OrderImbalanceQuantity)),
                        'S' => new(BookSide.Ask, Shares(message.OrderImbalanceQuantity)),
                        _ => new(null, default),
                    }
                )
            );
    }

    /// <summary>More shares than any market has; what says so is not believed, and counted.</summary>
    const ulong SharesBelieved = 1_000_000_000_000;

    /// <summary>Nor has any trade so much money, in Hong Kong dollars.</summary>
    const long MoneyBelieved = 1_000_000_000_000_000;

    /// <summary>Numbers too large to be meant.</summary>
    internal long Unbelieved { get; private set; }

    Quantity Shares(ulong told)
    {
        if (told <= SharesBelieved)
            return new((long)told);
        Unbelieved++;
        return default;
    }

    bool IsBelieved(Price price, ulong shares)
    {
        if (shares <= SharesBelieved && price.Millionths >= 0 && (Int128)price.Millionths * shares / Price.One <= MoneyBelieved)
            return true;
        Unbelieved++;
        return false;
    }

    /// <summary>Only automatching and auctions set the last price; trades told late, made elsewhere or odd do not, nor do they make a high or low.</summary>
    static TradeConditions ConditionsOf(short type) =>
        type switch
        {
            0 or 100 => TradeConditions.None,
            103 => TradeConditions.Auction,
            102 => TradeConditions.OddLot | TradeConditions.NotLastSale | TradeConditions.NotHighLow,
            _ => TradeConditions.NotLastSale | TradeConditions.NotHighLow,
        };
}
