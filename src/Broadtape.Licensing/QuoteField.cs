namespace Broadtape.Licensing;

/// <summary>What may be asked of an instrument. Names leave the process in lower camel case (API, stream, pages): they only grow.</summary>
public enum QuoteField : byte
{
    /// <summary>The price a portal shows: nominal in Hong Kong, last sale in the United States, the level of an index, a rate.</summary>
    Price,
    Change,
    ChangePercent,
    Last,
    Open,
    High,
    Low,
    PreviousClose,
    Close,
    Volume,
    Turnover,
    Bid,
    BidQuantity,
    Ask,
    AskQuantity,
    AuctionPrice,
    AuctionQuantity,

    /// <summary>A depositary receipt's price in Hong Kong dollars a share of its underlying line (R10).</summary>
    HkdPrice,

    /// <summary>較港股: that ÷ the underlying's last completed close − 1, in percent (R10).</summary>
    VersusHk,
    LotValue,

    /// <summary>The source's average where it sends one, else turnover ÷ shares, and then marked computed.</summary>
    Vwap,

    /// <summary>Short selling of the day as told at noon and at the close.</summary>
    ShortShares,
    ShortTurnover,

    /// <summary>What an auction wants more of, on the side that does.</summary>
    BuyImbalance,
    SellImbalance,

    /// <summary>The band of the volatility control while it holds (R6).</summary>
    CoolingLower,
    CoolingUpper,

    /// <summary>The prices an auction may make.</summary>
    AuctionLower,
    AuctionUpper,

    /// <summary>Shares issued × price.</summary>
    MarketValue,

    /// <summary>Price ÷ earnings a share of the last year reported.</summary>
    PriceEarnings,

    /// <summary>Short turnover ÷ turnover of the same part of the day; none once the market has traded on (R7).</summary>
    ShortRatio,
}
