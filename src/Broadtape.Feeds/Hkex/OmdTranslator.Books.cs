using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>The aggregated book, its best prices, and the brokers who wait.</summary>
sealed partial class OmdTranslator
{
    public void On(AggregateOrderBookUpdate message)
    {
        if (Find(message.SecurityCode) is not { } security)
            return;
        // A snapshot does not say that it begins anew: the first it says of a book in a cycle replaces what was there.
        if (inSnapshot && security.BookSnapshot != snapshots)
            ClearBook(security, isTold: false);
        if (!inSnapshot && security.BookChannel != channel && incomplete.Contains(channel))
        {
            security.Book.Spoil();
            security.IsBookBad = true;
        }
        (security.BookChannel, security.BookSnapshot) = (channel, snapshots);
        for (var i = 0; i < message.NoEntries; i++)
            if (security.Book.Apply(message.Entry(i), out var change))
                sink.Accept(MarketEvent.Of(Stamp(security, sent), change));
            else if (!security.IsBookBad)
                TellBad(security);
        security.IsBookBad = security.Book.IsBad;
        TellTop(security);
    }

    public void On(BrokerQueue message)
    {
        if (Find(message.SecurityCode) is not { } security || message.Side is not (1 or 2))
            return;
        var side = message.Side == 1 ? BookSide.Bid : BookSide.Ask;
        for (var from = 0; from == 0 || from < message.ItemCount; from += BrokerItems.Count)
        {
            BrokerItems items = default;
            for (var i = from; i < Math.Min(message.ItemCount, from + BrokerItems.Count); i++)
            {
                var item = message.Item(i);
                items[i - from] =
                    item.Kind == 'B' ? (short)item.Item
                    : item.Item == 0 ? BrokerItems.Nobody
                    : (short)-item.Item;
            }
            sink.Accept(MarketEvent.Of(Stamp(security, sent), new BrokerQueuePart(side, from / BrokerItems.Count, message.MoreFlag == 'Y', items)));
        }
    }

    /// <summary>A book that is no longer known shows nothing.</summary>
    void ClearBook(Security security, bool isTold = true)
    {
        if (!security.Book.IsEmpty || security.Book.IsBad)
            TellNoBook(security);
        security.Book.Clear();
        if (isTold)
            TellTop(security);
    }

    /// <summary>What was told does not fit what was held: it shows nothing until a clear or a snapshot.</summary>
    void TellBad(Security security)
    {
        security.IsBookBad = true;
        BadBooks++;
        TellNoBook(security);
    }

    void TellNoBook(Security security) =>
        sink.Accept(MarketEvent.Of(Stamp(security, sent), new DepthChange(BookSide.Bid, DepthAction.Clear, 0, default, default, 0)));

    /// <summary>Only when the best of a side is another.</summary>
    void TellTop(Security security)
    {
        var bids = security.Book.Bids;
        var asks = security.Book.Asks;
        var (bid, ask) = (bids.IsEmpty ? default : bids[0], asks.IsEmpty ? default : asks[0]);
        var top = new TopOfBook(bid.Price, bid.Quantity, ask.Price, ask.Quantity);
        if (top == security.Top)
            return;
        security.Top = top;
        sink.Accept(MarketEvent.Of(Stamp(security, sent), top));
    }
}
