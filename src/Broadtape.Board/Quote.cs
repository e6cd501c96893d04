using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// The current state of one instrument. Fixed size and without references: a page of them is copied in one stroke and written to a
/// checkpoint as it lies. A none price is one that never came. Each group carries the exchange's time of its newest event.
/// </summary>
struct Quote
{
    public Price Last;
    public Moment LastTime;

    public Price Nominal;
    public Moment NominalTime;

    public Price Bid;
    public Quantity BidQuantity;
    public Price Ask;
    public Quantity AskQuantity;
    public Moment BookTime;

    public Price Open;
    public Moment OpenTime;
    public Price High;
    public Price Low;
    public Quantity Volume;
    public Turnover Turnover;
    public Moment StatisticsTime;

    public Price PreviousClose;
    public Moment PreviousCloseTime;

    /// <summary>Today's, once it is made.</summary>
    public Price Close;
    public Moment CloseTime;

    /// <summary>The newest close of a day that is over, kept through the next day's trading.</summary>
    public Price CompletedClose;
    public Moment CompletedCloseTime;

    public Price AuctionPrice;
    public Quantity AuctionQuantity;
    public Moment AuctionTime;

    /// <summary>The compiler's own change; counts when <see cref="HasChange"/>.</summary>
    public Price IndexChange;
    public Percent IndexPercent;

    public Moment StateTime;

    /// <summary>Day (since 1970) the statistics belong to.</summary>
    public int Day;

    /// <summary>Eligible trades of the day so far.</summary>
    public int Trades;

    /// <summary>Place of its market in the frame's list.</summary>
    public short Market;
    public EventSource Source;
    public TradingState State;
    public IndexStatus IndexStatus;
    public bool HasChange;
    public bool StatisticsFed;
    public bool LastExtended;

    /// <summary>A broken trade may have made the day's high or low, and who made the rest is no longer known.</summary>
    public bool RangeUnknown;
}
