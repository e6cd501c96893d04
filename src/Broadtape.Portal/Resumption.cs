using Broadtape.Feeds;
using Broadtape.Market;

namespace Broadtape.Portal;

/// <summary>
/// Goes on where a tape ends: the feed tells its story from the beginning, and what the tape already holds is held against it and left
/// out. The last event kept must be the one the feed tells at that place, or the two are not the same story.
/// </summary>
sealed class Resumption(IFeed feed, Tape.Tape tape, long kept) : IFeed
{
    public Moment? Next => feed.Next;

    public void Advance(Moment until, IMarketEvents events)
    {
        if (told >= kept)
        {
            feed.Advance(until, events);
            return;
        }
        feed.Advance(until, new Rest(this, events));
    }

    long told;

    void Tell(in MarketEvent marketEvent, IMarketEvents events)
    {
        if (++told > kept)
        {
            events.Accept(marketEvent);
            return;
        }
        if (told < kept)
            return;
        Span<MarketEvent> last = stackalloc MarketEvent[1];
        tape.Read(kept - 1, last);
        if (!MarketEvent.AsBytes(last).SequenceEqual(MarketEvent.AsBytes([marketEvent])))
            throw new InvalidDataException($"event {kept - 1} of the tape is not the one the feed tells there; name another folder with --data");
    }

    sealed class Rest(Resumption resumption, IMarketEvents events) : IMarketEvents
    {
        public void Accept(in MarketEvent marketEvent) => resumption.Tell(marketEvent, events);
    }
}
