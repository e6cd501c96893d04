using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>One turn of somebody in the market: which instrument's, when by both clocks, in which phase, and who is told.</summary>
readonly record struct BoxTurn(EventStamp Stamp, PhaseChange Phase, IMarketEvents Events)
{
    internal Moment Now => Stamp.ExchangeTime;

    /// <summary>The same moment for another instrument.</summary>
    internal BoxTurn For(InstrumentNumber instrument) => this with { Stamp = Stamp with { Instrument = instrument } };
}
