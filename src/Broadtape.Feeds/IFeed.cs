using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// A source of events that runs on whatever clock it is asked with: the synthetic exchange and recordings alike. One thread calls it.
/// </summary>
public interface IFeed
{
    /// <summary>Received time of the next event; null when there will be no more.</summary>
    Moment? Next { get; }

    /// <summary>Hands over, in order, every event received up to and including the moment.</summary>
    void Advance(Moment until, IMarketEvents events);
}
