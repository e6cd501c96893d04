using Broadtape.Board;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Licensing;

public sealed partial class Gate
{
    /// <summary>How long before an ex-date the close that its base is made of may lie: a suspension may last that long.</summary>
    static readonly Duration CloseBefore = Duration.FromDays(366);

    /// <summary>
    /// Bars that begin in [from, to) as this viewer may see them on this surface, oldest first; what a chart shows is more than basic prices
    /// and falls under the row of the day's open. Stateless, any thread.
    /// </summary>
    /// <param name="adjusted">Prices are carried over the corporate actions from their day up to the horizon's; raw otherwise.</param>
    public BarDisclosure DiscloseBars(
        BoardView view,
        Viewer viewer,
        Surface surface,
        Instrument instrument,
        IBarSource source,
        Resolution resolution,
        Moment from,
        Moment to,
        bool adjusted
    )
    {
        var told = SourceOf(view, instrument);
        if (licence.DelayOf(FieldClass.Of(instrument, told, QuoteField.Open), viewer.Kind, surface) is not { } delay)
            return BarDisclosure.None(instrument, Absence.NotLicensed);
        var frame = view.Behind(delay);
        var horizon = frame.Horizon;
        var grouping = new BarGrouping(timetables, instrument.SessionMarket, resolution);
        var raw = Ask(source, instrument, resolution.Of, from, grouping.ReadUntil(to), horizon);
        var adjustment = adjusted && raw.Count > 0 ? AdjustmentOf(instrument, source, raw[0].Day, horizon) : null;
        var growing = StateOf(view, frame, delay, instrument) is var state && state != FigureState.None ? state : StateBehind(delay);
        var bars = grouping
            .Group(raw.Select(b => adjustment?.Of(b) ?? AdjustedBar.Raw(b)))
            // A longer bar that began before is not whole here.
            .Where(b => b.Begins >= from && b.Begins < to)
            .Select(b =>
                Open(
                    instrument,
                    b,
                    horizon,
                    new(Unit.Money, instrument.Currency, told, b.Bar.Bar.Known, delay, b.Ends > horizon ? growing : FigureState.Closing)
                )
            );
        return new(instrument, Absence.NotAbsent, delay, horizon, [.. bars])
        {
            Missing = source.Missing(instrument.Id, resolution.Of, from, to, horizon),
        };
    }

    static FigureState StateBehind(Delay delay) => delay.IsRealTime ? FigureState.Live : FigureState.Delayed;

    /// <summary>Holds every bar against the horizon on its way out.</summary>
    static IReadOnlyList<Bar> Ask(IBarSource source, Instrument instrument, BarLength length, Moment from, Moment to, Moment horizon)
    {
        var bars = source.Bars(instrument.Id, length, from, to, horizon);
        foreach (var bar in bars)
            if (bar.Known > horizon || bar.Begins > horizon)
                throw new InvalidOperationException(
                    $"a bar of {instrument.Id} that begins {bar.Begins} and was known {bar.Known} is newer than the horizon {horizon}"
                );
        return bars;
    }

    Adjustment AdjustmentOf(Instrument instrument, IBarSource source, LocalDate oldest, Moment horizon)
    {
        var today = TodayAt(instrument.SessionMarket, horizon);
        var actions = source.Actions(instrument.Id, horizon).Where(a => a.ExDate > oldest).ToList();
        foreach (var action in actions)
            if (action.Known > horizon)
                throw new InvalidOperationException($"{action} of {instrument.Id} is newer than the horizon {horizon}");
        var days = new Lazy<IReadOnlyList<Bar>>(() =>
            Ask(source, instrument, BarLength.Day, Midnight(actions[0].ExDate) - CloseBefore, Midnight(actions[^1].ExDate), horizon)
        );
        return new(actions, today, exDate => days.Value.Where(b => b.Day < exDate).Select(b => (Price?)b.Close).LastOrDefault());

        Moment Midnight(LocalDate date) => Moment.From(date.AtMidnight(), ZoneOf(instrument.SessionMarket));
    }

    DateTimeZone ZoneOf(Mic market) => timetables.Find(market)?.Zone ?? DateTimeZone.Utc;

    /// <summary>The trading day; the date where no calendar is kept.</summary>
    LocalDate TodayAt(Mic market, Moment moment)
    {
        var date = moment.In(ZoneOf(market)).Date;
        return timetables.Knows(market, date) && timetables.Knows(market, date.PlusDays(-14)) ? timetables.TradingDayAt(market, moment) : date;
    }

    static BarFigures Open(Instrument instrument, in GroupedBar grouped, Moment horizon, Passport passport)
    {
        var bar = grouped.Bar.Bar;
        return new(
            bar.Begins,
            bar.Day,
            Level(bar.Open),
            Level(bar.High),
            Level(bar.Low),
            Level(bar.Close),
            Traded(QuoteField.Volume, QuoteFields.Shares(bar.Volume, bar.Known)),
            Traded(QuoteField.Turnover, QuoteFields.Worth(bar.Turnover, bar.Known)),
            Traded(QuoteField.Vwap, QuoteFields.Level(instrument, grouped.Bar.Vwap, bar.Known) with { IsComputed = true }),
            bar.Trades,
            grouped.Bar.IsAdjusted,
            grouped.Ends > horizon
        );

        Figure Level(Price price) => QuoteFields.Level(instrument, price, bar.Known).Under(passport);

        Figure Traded(QuoteField field, in FieldValue value) =>
            (QuoteFields.Applies(instrument, field) ? value : FieldValue.None(Absence.NotApplicable, value.Unit)).Under(passport);
    }
}
