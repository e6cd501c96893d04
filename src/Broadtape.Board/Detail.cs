using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// What is known of one instrument beyond its quote: the book of ten prices, the brokers waiting, what an auction and the volatility
/// control say. A frame shares it; the first change after a frame was made copies it.
/// </summary>
sealed class Detail(long epoch)
{
    /// <summary>About what one holds in memory.</summary>
    internal const int Bytes = 1_000;

    /// <summary>The frame it was copied for: of an older one it may not be changed any more.</summary>
    internal long Epoch => epoch;

    internal Ladder Bids { get; private init; } = new(BookSide.Bid);
    internal Ladder Asks { get; private init; } = new(BookSide.Ask);

    /// <summary>Brokers on each side as they were told; never changed, only replaced.</summary>
    internal short[] BuyQueue { get; set; } = [];
    internal short[] SellQueue { get; set; } = [];
    internal DetailFigures Figures;

    internal Detail CopyFor(long next) =>
        new(next)
        {
            Bids = Bids.Copy(),
            Asks = Asks.Copy(),
            BuyQueue = BuyQueue,
            SellQueue = SellQueue,
            Figures = Figures,
        };

    internal void Apply(in DepthChange change, Moment time)
    {
        Figures.DepthTime = time;
        if (change.Action == DepthAction.Clear)
        {
            Forget();
            Figures.IsBookLost = false;
        }
        // The feed has held it against the same book. One that does not fit followed changes that the tape has lost: the book shows nothing
        // until it is told anew.
        else if (!Figures.IsBookLost && !(change.Side == BookSide.Bid ? Bids : Asks).Apply(change))
        {
            Forget();
            Figures.IsBookLost = true;
        }
    }

    void Forget()
    {
        Bids.Clear();
        Asks.Clear();
    }

    internal void Apply(in BrokerQueuePart part, Moment time)
    {
        var told = part.Items;
        var items = ((ReadOnlySpan<short>)told).ToArray();
        var used = Array.FindLastIndex(items, i => i != 0) + 1;
        var before =
            part.Part == 0 ? []
            : part.Side == BookSide.Bid ? BuyQueue
            : SellQueue;
        short[] queue = [.. before, .. items[..used]];
        if (part.Side == BookSide.Bid)
            (BuyQueue, Figures.BuyQueueHasMore) = (queue, part.HasMore);
        else
            (SellQueue, Figures.SellQueueHasMore) = (queue, part.HasMore);
        Figures.QueueTime = time;
    }

    /// <summary>A new base: the day's figures begin anew. Books end when their source says so.</summary>
    internal void BeginDay() =>
        Figures = new()
        {
            DepthTime = Figures.DepthTime,
            QueueTime = Figures.QueueTime,
            BuyQueueHasMore = Figures.BuyQueueHasMore,
            SellQueueHasMore = Figures.SellQueueHasMore,
            IsBookLost = Figures.IsBookLost,
        };

    internal void Save(CheckpointWriter writer)
    {
        writer.Write(Bids.Levels);
        writer.Write(Asks.Levels);
        writer.Write<short>(BuyQueue);
        writer.Write<short>(SellQueue);
        writer.Write(Figures);
    }

    internal static Detail Restore(ref CheckpointReader reader, long epoch)
    {
        var detail = new Detail(epoch);
        Fill(detail.Bids, BookSide.Bid, reader.ReadSpan<DepthLevel>());
        Fill(detail.Asks, BookSide.Ask, reader.ReadSpan<DepthLevel>());
        detail.BuyQueue = reader.ReadSpan<short>().ToArray();
        detail.SellQueue = reader.ReadSpan<short>().ToArray();
        detail.Figures = reader.Read<DetailFigures>();
        return detail;
    }

    static void Fill(Ladder ladder, BookSide side, ReadOnlySpan<DepthLevel> levels)
    {
        for (var i = 0; i < levels.Length; i++)
            ladder.Apply(new(side, DepthAction.New, i + 1, levels[i].Price, levels[i].Quantity, levels[i].Orders));
    }
}

/// <summary>The numbers of a <see cref="Detail"/>; a time that is the beginning of time has not come.</summary>
struct DetailFigures
{
    public Moment DepthTime;
    public Moment QueueTime;

    /// <summary>The side that wants more in the auction: 1 bid, 2 ask, 0 neither.</summary>
    public byte ImbalanceSide;
    public Quantity Imbalance;
    public Moment ImbalanceTime;

    public Price CoolingReference;
    public Price CoolingLower;
    public Price CoolingUpper;
    public Moment CoolingBegins;
    public Moment CoolingEnds;

    public Price Vwap;
    public Moment VwapTime;

    public Quantity ShortShares;
    public Turnover ShortTurnover;
    public Moment ShortTime;

    public Price AuctionReference;
    public Price AuctionLower;
    public Price AuctionUpper;
    public Moment AuctionLimitsTime;

    /// <summary>A change did not fit: events before it are missing.</summary>
    public bool IsBookLost;
    public bool BuyQueueHasMore;
    public bool SellQueueHasMore;
}
