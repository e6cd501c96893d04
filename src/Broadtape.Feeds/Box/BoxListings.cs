using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Instruments the synthetic exchange lists and nobody trades: told once, where the tape begins.</summary>
sealed class BoxListings(IReadOnlyList<Instrument> quiet, Moment from, InstrumentNumbers numbers) : IBoxActor
{
    bool told;

    public Moment Next => told ? Moment.Never : from + Box.Latency;

    public void Act(IMarketEvents events)
    {
        foreach (var instrument in quiet)
            numbers.Of(new(instrument.Id, instrument.Kind, instrument.ListedAssumed), from, Next, EventSource.Box, events);
        told = true;
    }
}
