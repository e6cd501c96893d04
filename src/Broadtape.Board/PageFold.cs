using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// The fold of one instrument: a pure function of its own events and of its market's day, and the only code that changes a quote. So any
/// instrument can be brought to any moment without the others.
/// </summary>
sealed partial class Page
{
    /// <param name="at">The instrument's number within the page.</param>
    /// <param name="market">Place of the instrument's market in the list of markets.</param>
    /// <param name="day">The market's trading day as of this event.</param>
    internal void Apply(int at, in MarketEvent e, Instrument instrument, short market, int day)
    {
        ref var quote = ref Quotes[at];
        if (e.Kind == EventKind.Listing)
        {
            quote = new() { Market = market, Source = e.Source };
            return;
        }
        quote.Source = e.Source;
        var time = e.ExchangeTime;
        switch (e.Kind)
        {
            case EventKind.PreviousClose:
                Roll(ref quote, at, instrument, day);
                quote.PreviousClose = e.AsPrice();
                quote.PreviousCloseTime = time;
                break;
            case EventKind.Trade:
                Take(ref quote, at, day, e);
                break;
            case EventKind.TopOfBook:
                var top = e.AsTopOfBook();
                (quote.Bid, quote.BidQuantity, quote.Ask, quote.AskQuantity) = (top.Bid, top.BidQuantity, top.Ask, top.AskQuantity);
                quote.BookTime = time;
                break;
            case EventKind.Nominal:
                quote.Nominal = e.AsPrice();
                quote.NominalTime = time;
                break;
            case EventKind.Statistics:
                var statistics = e.AsStatistics();
                (quote.High, quote.Low, quote.Volume, quote.Turnover) = (statistics.High, statistics.Low, statistics.Volume, statistics.Turnover);
                quote.StatisticsTime = time;
                (quote.StatisticsFed, quote.RangeUnknown) = (true, false);
                break;
            case EventKind.ClosingPrice:
                quote.Close = e.AsPrice();
                quote.CloseTime = time;
                if (!quote.Close.IsNone)
                    (quote.CompletedClose, quote.CompletedCloseTime) = (quote.Close, time);
                break;
            case EventKind.AuctionPrice:
                var auction = e.AsAuctionPrice();
                (quote.AuctionPrice, quote.AuctionQuantity) = (auction.Price, auction.Quantity);
                quote.AuctionTime = time;
                break;
            case EventKind.IndexValue:
                Take(ref quote, day, e.AsIndexValue(), time);
                break;
            case EventKind.FxRate:
                quote.Last = e.AsPrice();
                quote.LastTime = time;
                break;
            case EventKind.SecurityStatus:
                quote.State = e.AsSecurityStatus();
                quote.StateTime = time;
                break;
            case EventKind.Amendment:
                Amend(ref quote, at, e.AsAmendment(), time);
                break;
            case EventKind.Depth:
                WriteDetail(at).Apply(e.AsDepth(), time);
                break;
            case EventKind.BrokerQueue:
                WriteDetail(at).Apply(e.AsBrokerQueue(), time);
                break;
            case EventKind.Imbalance:
                var imbalance = e.AsImbalance();
                ref var more = ref WriteDetail(at).Figures;
                (more.ImbalanceSide, more.Imbalance) = ((byte)(imbalance.Side is { } side ? (int)side + 1 : 0), imbalance.Quantity);
                more.ImbalanceTime = time;
                break;
            case EventKind.CoolingOff:
                var cooling = e.AsCoolingOff();
                ref var band = ref WriteDetail(at).Figures;
                (band.CoolingReference, band.CoolingLower, band.CoolingUpper) = (cooling.Reference, cooling.Lower, cooling.Upper);
                (band.CoolingBegins, band.CoolingEnds) = (time, cooling.Ends);
                break;
            case EventKind.Vwap:
                ref var average = ref WriteDetail(at).Figures;
                (average.Vwap, average.VwapTime) = (e.AsVwap(), time);
                break;
            case EventKind.ShortSelling:
                var selling = e.AsShortSelling();
                ref var sold = ref WriteDetail(at).Figures;
                (sold.ShortShares, sold.ShortTurnover, sold.ShortTime) = (selling.Shares, selling.Turnover, time);
                break;
            case EventKind.AuctionLimits:
                var limits = e.AsAuctionLimits();
                ref var auctioned = ref WriteDetail(at).Figures;
                (auctioned.AuctionReference, auctioned.AuctionLower, auctioned.AuctionUpper) = (limits.Reference, limits.Lower, limits.Upper);
                auctioned.AuctionLimitsTime = time;
                break;
            case EventKind.Words or EventKind.OrderAdded or EventKind.OrderChanged or EventKind.OrderDeleted:
                // Names are the roster's; orders are kept on the tape, and no book of them is built.
                break;
            default:
                throw new InvalidOperationException($"an event of {instrument.Id} is of a kind this board does not know: {e.Kind}");
        }
    }

    /// <summary>A new base is told: the last price of the day before is none of today's, nor is its book (R1, R9).</summary>
    void Roll(ref Quote quote, int at, Instrument instrument, int day)
    {
        if (instrument.Id.Mic == Venues.HongKong)
        {
            quote.Last = default;
            quote.Nominal = default;
        }
        quote.AuctionPrice = quote.Bid = quote.Ask = default;
        quote.AuctionQuantity = quote.BidQuantity = quote.AskQuantity = default;
        quote.HasChange = false;
        if (Details[at] is not null)
            WriteDetail(at).BeginDay();
        BeginDay(ref quote, at, day);
    }

    /// <summary>A market may say its day after its instruments have begun it, for they speak on channels of their own: that is no other day.</summary>
    static bool IsAnotherDay(ref Quote quote, int day)
    {
        if (quote.Day == 0)
            quote.Day = day;
        return quote.Day != day;
    }

    /// <summary>A day's statistics are its own.</summary>
    void BeginDay(ref Quote quote, int at, int day)
    {
        quote.Open = quote.High = quote.Low = quote.Close = default;
        quote.Volume = default;
        quote.Turnover = default;
        quote.StatisticsFed = quote.RangeUnknown = false;
        quote.Trades = 0;
        quote.Day = day;
        if (Trades[at] is not null)
            WriteTrades(at).Clear();
    }

    void Take(ref Quote quote, int at, int day, in MarketEvent e)
    {
        var trade = e.AsTrade();
        if (trade.Conditions.HasFlag(TradeConditions.Suspicious))
            return;
        if (IsAnotherDay(ref quote, day))
            BeginDay(ref quote, at, day);
        var sets = (trade.Conditions & TradeConditions.NotLastSale) == 0;
        WriteTrades(at).Add(new(trade.TradeId, trade.Price, trade.Quantity, e.ExchangeTime, trade.Conditions));
        if (sets)
        {
            quote.Last = trade.Price;
            quote.LastTime = e.ExchangeTime;
            quote.LastExtended = (trade.Conditions & TradeConditions.ExtendedHours) != 0;
            quote.Trades++;
            if (quote.Open.IsNone && !quote.LastExtended)
                (quote.Open, quote.OpenTime) = (trade.Price, e.ExchangeTime);
        }
        if (quote.StatisticsFed)
            return;
        quote.Volume += trade.Quantity;
        quote.Turnover += Turnover.Of(trade.Price, trade.Quantity);
        quote.StatisticsTime = e.ExchangeTime;
        if (sets && (trade.Conditions & TradeConditions.NotHighLow) == 0)
        {
            if (trade.Price > quote.High)
                quote.High = trade.Price;
            if (quote.Low.IsNone || trade.Price < quote.Low)
                quote.Low = trade.Price;
        }
    }

    static void Take(ref Quote quote, int day, in IndexValue index, Moment time)
    {
        if (IsAnotherDay(ref quote, day))
        {
            quote.Open = quote.High = quote.Low = default;
            quote.Day = day;
        }
        quote.Last = index.Value;
        quote.LastTime = time;
        (quote.IndexChange, quote.IndexPercent, quote.HasChange) = (index.Change, index.ChangePercent, index.HasChange);
        quote.IndexStatus = index.Status;
        if (quote.Open.IsNone)
            (quote.Open, quote.OpenTime) = (index.Value, time);
        if (index.Value > quote.High)
            quote.High = index.Value;
        if (quote.Low.IsNone || index.Value < quote.Low)
            quote.Low = index.Value;
        if (!quote.StatisticsFed)
            quote.StatisticsTime = time;
    }

    /// <summary>A trade is corrected or broken: what it had moved goes back to what the trades still standing say.</summary>
    void Amend(ref Quote quote, int at, in Amendment amendment, Moment time)
    {
        if (Trades[at] is null || WriteTrades(at) is var trades && !trades.TryAmend(amendment, out var before))
            return;
        if (trades.Newest() is { } newest)
        {
            quote.Last = newest.Price;
            quote.LastExtended = (newest.Conditions & TradeConditions.ExtendedHours) != 0;
        }
        else
            quote.Last = default;
        quote.LastTime = time;
        if (quote.StatisticsFed)
            return;
        quote.Volume += amendment.Quantity - before.Quantity;
        quote.Turnover += Turnover.Of(amendment.Price, amendment.Quantity) - Turnover.Of(before.Price, before.Quantity);
        quote.StatisticsTime = time;
        if (trades.HoldsAll)
            (quote.High, quote.Low) = trades.Range();
        else if (before.Price == quote.High || before.Price == quote.Low)
            quote.RangeUnknown = true;
    }
}
