using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>
/// The only place where a quote becomes something a person may see. For every field it takes the frame that the licence allows this
/// viewer on this surface, and on the way out holds every data time against that frame's horizon.
/// </summary>
public sealed class Gate(Licence licence, Timetables timetables)
{
    static readonly int Fields = Enum.GetValues<QuoteField>().Length;

    public Licence Licence => licence;

    /// <summary>Every field of one instrument as this viewer may see it on this surface; stateless, any thread.</summary>
    public Disclosure Disclose(BoardView view, Viewer viewer, Surface surface, Instrument instrument)
    {
        var source = SourceOf(view, instrument);
        var figures = new Figure[Fields];
        var pushable = true;
        Moment? dataTime = null;
        for (var field = 0; field < Fields; field++)
        {
            var fieldClass = FieldClass.Of(instrument, source, (QuoteField)field);
            var delay = licence.DelayOf(fieldClass, viewer.Kind, surface);
            pushable &= delay == licence.DelayOf(fieldClass, viewer.Kind, Surface.Stream);
            figures[field] = delay is { } allowed
                ? Open(view, view.Behind(allowed), allowed, source, instrument, (QuoteField)field)
                : Refused(instrument, source, (QuoteField)field);
            if (figures[field].Passport.DataTime is { } time)
                dataTime = dataTime is { } newest ? Moment.Max(newest, time) : time;
        }
        var price = licence.DelayOf(FieldClass.Of(instrument, source, QuoteField.Price), viewer.Kind, surface);
        var state = price is { } d ? StateOf(view, view.Behind(d), d, instrument) : FigureState.None;
        return new(instrument, figures, DirectionOf(figures, state), state, price ?? Delay.None, dataTime, pushable);
    }

    static EventSource SourceOf(BoardView view, Instrument instrument)
    {
        var frame = view.Behind(Delay.None);
        return frame.TryFind(instrument.Id, out var number) ? frame.QuoteOf(number).Source : EventSource.Box;
    }

    Figure Open(BoardView view, BoardFrame frame, Delay delay, EventSource source, Instrument instrument, QuoteField field)
    {
        var value =
            view.TapeBegins is not { } begins || frame.Horizon < begins ? FieldValue.None(Absence.BeforeTape)
            : frame.TryFind(instrument.Id, out var number) ? QuoteFields.Read(instrument, frame.QuoteOf(number), field)
            : FieldValue.None(QuoteFields.Applies(instrument, field) ? Absence.NotSent : Absence.NotApplicable);
        if (value.Absence != Absence.NotAbsent)
            return new(0, 0, false, new(value.Unit, "", source, null, delay, FigureState.None, value.Absence));
        if (value.Time > frame.Horizon)
            throw new InvalidOperationException($"{instrument.Id} {field} of {value.Time} is newer than the horizon {frame.Horizon}");
        var passport = new Passport(
            value.Unit,
            value.Unit is Unit.Money ? QuoteFields.CurrencyOf(instrument, field) : "",
            source,
            value.Time,
            delay,
            StateOf(view, frame, delay, instrument),
            ExtendedHours: value.ExtendedHours
        );
        return new(value.Scaled, value.Decimals, value.Signed, passport);
    }

    static Figure Refused(Instrument instrument, EventSource source, QuoteField field) =>
        new(
            0,
            0,
            false,
            new(
                Unit.Money,
                "",
                source,
                null,
                Delay.None,
                FigureState.None,
                QuoteFields.Applies(instrument, field) ? Absence.NotLicensed : Absence.NotApplicable
            )
        );

    FigureState StateOf(BoardView view, BoardFrame frame, Delay delay, Instrument instrument)
    {
        if (view.TapeBegins is not { } begins || frame.Horizon < begins || !frame.TryFind(instrument.Id, out var number))
            return FigureState.None;
        ref readonly var quote = ref frame.QuoteOf(number);
        if (quote.State == TradingState.Suspended)
            return FigureState.Halted;
        ref readonly var market = ref frame.MarketOf(quote);
        if (market.HasPhase && market.Phase is SessionPhase.Closed or SessionPhase.Lunch or SessionPhase.Blocking)
            return FigureState.Closing;
        if (
            market.HasPhase
            && Timetables.IsOpen(market.Phase)
            && timetables.Find(market.Mic) is { } venue
            && (market.IsSilent || frame.Horizon - market.Heard > venue.Silence)
        )
            return FigureState.Stale;
        return delay.IsRealTime ? FigureState.Live : FigureState.Delayed;
    }

    /// <summary>A halted instrument's change is not coloured (R8).</summary>
    static Direction DirectionOf(Figure[] figures, FigureState state)
    {
        var change = figures[(int)QuoteField.Change];
        return change.IsNone || state == FigureState.Halted ? Direction.Unknown
            : change.Sign > 0 ? Direction.Up
            : change.Sign < 0 ? Direction.Down
            : Direction.Unchanged;
    }
}
