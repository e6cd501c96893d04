using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

public sealed partial class Gate
{
    /// <summary>
    /// The phase of an instrument's market as its exchange last said, behind by as much as the instrument's price is for this viewer (R11);
    /// null before it said any, and where the price is not licensed.
    /// </summary>
    public SessionPhase? PhaseOf(BoardView view, Viewer viewer, Surface surface, Instrument instrument)
    {
        var source = SourceOf(view, instrument);
        if (
            licence.DelayOf(FieldClass.Of(instrument, source, QuoteField.Price), viewer.Kind, surface) is not { } delay
            || view.Behind(delay) is var frame && !frame.TryFind(instrument.Id, out var number)
        )
            return null;
        ref readonly var market = ref frame.MarketOf(frame.QuoteOf(number));
        return market.HasPhase ? market.Phase : null;
    }
}
