using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

public sealed partial class Gate
{
    /// <summary>
    /// Dividends, bonuses, rights and splits of an instrument, oldest ex-date first: those known by the horizon of what the viewer may
    /// see of its bars. Empty where he may see none. Stateless, any thread.
    /// </summary>
    public IReadOnlyList<ActionFigures> DiscloseActions(BoardView view, Viewer viewer, Surface surface, Instrument instrument, IBarSource source)
    {
        var from = SourceOf(view, instrument);
        if (licence.DelayOf(FieldClass.Of(instrument, from, QuoteField.Open), viewer.Kind, surface) is not { } delay)
            return [];
        var horizon = view.Behind(delay).Horizon;
        return [.. source.AllActions(instrument.Id, horizon).Select(Shown)];

        ActionFigures Shown(CorporateAction action)
        {
            if (action.Known > horizon)
                throw new InvalidOperationException($"an action of {instrument.Id} known at {action.Known} is newer than the horizon {horizon}");
            var amount = QuoteFields.Level(instrument, action.Amount, action.Known);
            var passport = new Passport(amount.Unit, instrument.Currency, from, action.Known, delay, FigureState.Closing);
            return new(
                action.ExDate,
                action.Kind,
                (amount.Absence == Absence.NotAbsent ? amount : FieldValue.None(Absence.NotApplicable, amount.Unit)).Under(passport),
                action.New,
                action.Held
            );
        }
    }
}
