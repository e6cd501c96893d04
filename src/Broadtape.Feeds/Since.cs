using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>A feed that is told from its beginning, without what was received up to a moment; null leaves nothing out.</summary>
public sealed class Since(Moment? kept, IFeed feed) : IFeed
{
    /// <inheritdoc/>
    public Moment? Next => feed.Next;

    /// <inheritdoc/>
    public void Advance(Moment until, IMarketEvents events) => feed.Advance(until, kept is { } last ? new Later(last, events) : events);

    sealed class Later(Moment kept, IMarketEvents events) : IMarketEvents
    {
        public void Accept(in MarketEvent marketEvent)
        {
            if (marketEvent.ReceivedTime > kept)
                events.Accept(marketEvent);
        }
    }
}
