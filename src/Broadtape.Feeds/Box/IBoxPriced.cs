using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Something in the box that others follow.</summary>
interface IBoxPriced
{
    /// <summary>The last price made today, or the day's base before any.</summary>
    Price Price { get; }

    /// <summary>The base of the day's change.</summary>
    Price Previous { get; }

    /// <summary>The base without what was taken off for a dividend: how an index and the terms of a warrant carry a share over its ex-date.</summary>
    Price Carried { get; }

    /// <summary>The last close as it was made, before any ex-date.</summary>
    Price Close { get; }

    /// <summary>Is shown the last price in continuous trading, as often as it may be another.</summary>
    void Watch(IBoxWatcher watcher);
}

interface IBoxWatcher
{
    void See(Price made, in BoxTurn turn);
}

/// <summary>What an instrument is worth by what it stands for.</summary>
interface IBoxValue
{
    /// <summary>Null when it cannot be told now.</summary>
    Price? Now { get; }

    /// <summary>In how many steps the price is drawn to it; 0 where the price is nothing else.</summary>
    long Steps { get; }

    /// <summary>A day begins at that base; what is followed has begun it already where it shares the market.</summary>
    void BeginDay(in PhaseChange phase, Price previous);
}
