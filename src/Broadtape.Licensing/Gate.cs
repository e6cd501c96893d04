using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>
/// The only place where a quote becomes something a person may see. For every field it takes the frame that the licence allows this
/// viewer on this surface, and on the way out holds every data time against that frame's horizon.
/// </summary>
public sealed partial class Gate(Licence licence, Timetables timetables)
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

    /// <summary>The book of ten prices and the brokers waiting, as this viewer may see them; stateless, any thread.</summary>
    public DepthDisclosure DiscloseDepth(BoardView view, Viewer viewer, Surface surface, Instrument instrument)
    {
        var source = SourceOf(view, instrument);
        if (instrument.Kind is InstrumentKind.Index or InstrumentKind.FxPair)
            return DepthDisclosure.None(Absence.NotApplicable);
        if (licence.DelayOf(FieldClass.OfDepth(instrument, source), viewer.Kind, surface) is not { } delay)
            return DepthDisclosure.None(Absence.NotLicensed);
        var frame = view.Behind(delay);
        if (view.TapeBegins is not { } begins || frame.Horizon < begins)
            return DepthDisclosure.None(Absence.BeforeTape);
        if (
            !frame.TryFind(instrument.Id, out var number)
            || frame.DetailOf(number) is not { } detail
            || detail.Figures is var figures && figures.DepthTime == default && figures.QueueTime == default
        )
            return DepthDisclosure.None(Absence.NotSent);
        if (figures.DepthTime > frame.Horizon || figures.QueueTime > frame.Horizon)
            throw new InvalidOperationException($"the book of {instrument.Id} is newer than the horizon {frame.Horizon}");
        var passport = new Passport(
            Unit.Money,
            instrument.Currency,
            source,
            Moment.Max(figures.DepthTime, figures.QueueTime),
            delay,
            StateOf(view, frame, delay, instrument)
        );
        return new(
            Absence.NotAbsent,
            Rows(detail.Bids.Levels),
            Rows(detail.Asks.Levels),
            BrokerSpread.Read(detail.BuyQueue),
            BrokerSpread.Read(detail.SellQueue),
            figures.BuyQueueHasMore,
            figures.SellQueueHasMore,
            passport
        );

        DepthRow[] Rows(ReadOnlySpan<DepthLevel> levels)
        {
            var rows = new DepthRow[levels.Length];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = new(
                    QuoteFields.Level(instrument, levels[i].Price, figures.DepthTime).Under(passport),
                    QuoteFields.Shares(levels[i].Quantity, figures.DepthTime).Under(passport),
                    levels[i].Orders
                );
            return rows;
        }
    }

    /// <summary>When the volatility control lets go of a price, while it holds it and for whom its band is shown; null otherwise.</summary>
    public Moment? CoolingEnds(BoardView view, Viewer viewer, Surface surface, Instrument instrument)
    {
        var source = SourceOf(view, instrument);
        return
            licence.DelayOf(FieldClass.Of(instrument, source, QuoteField.CoolingLower), viewer.Kind, surface) is { } delay
            && view.Behind(delay) is var frame
            && frame.TryFind(instrument.Id, out var number)
            && frame.DetailOf(number)?.Figures is { } figures
            && frame.Horizon < figures.CoolingEnds
            ? figures.CoolingEnds
            : null;
    }

    /// <summary>Figures of the Hong Kong market as a whole: its turnover, and Stock Connect's quotas and turnovers. Empty where the viewer may see none.</summary>
    public IReadOnlyList<MarketDisclosure> DiscloseMarket(BoardView view, Viewer viewer, Surface surface)
    {
        var newest = view.Behind(Delay.None).MarketFigures;
        if (newest.Count == 0 || licence.DelayOf(FieldClass.OfMarket(newest[0].Source), viewer.Kind, surface) is not { } delay)
            return [];
        var frame = view.Behind(delay);
        var shown = new List<MarketDisclosure>();
        var segments = frame.MarketFigures.Where(f => f.Key.StartsWith("turnover:", StringComparison.Ordinal) && f.Key.EndsWith(':')).ToList();
        // The row without a currency is a segment's whole; the others are parts of it.
        if (segments.Count > 0)
            shown.Add(
                new("turnover", Whole(segments.Sum(f => f.First ?? 0) / 1_000, "HKD", segments.Max(f => f.Time), segments[0].Source), HasLeast: false)
            );
        foreach (var figure in frame.MarketFigures)
            switch (figure.Key.Split(':'))
            {
                case ["quota", var link]:
                    shown.Add(
                        new($"quota{link}", figure.First is { } left ? Whole(left, "CNY", figure.Time, figure.Source) : default, figure.First is null)
                    );
                    break;
                case ["connect", var link] when figure.First is { } total:
                    shown.Add(
                        new(
                            $"connect{link}",
                            Whole(total, link.EndsWith("SB", StringComparison.Ordinal) ? "HKD" : "CNY", figure.Time, figure.Source),
                            HasLeast: false
                        )
                    );
                    break;
            }
        return shown;

        Figure Whole(long value, string currency, Moment time, EventSource source) =>
            time > frame.Horizon
                ? throw new InvalidOperationException($"a market figure of {time} is newer than the horizon {frame.Horizon}")
                : new(value, 0, false, new(Unit.Money, currency, source, time, delay, delay.IsRealTime ? FigureState.Live : FigureState.Delayed));
    }

    /// <summary>The exchange's own news as this viewer may read it, newest first; all of it, or of one instrument.</summary>
    public IReadOnlyList<ExchangeNewsItem> News(BoardView view, Viewer viewer, Surface surface, Instrument? of = null)
    {
        var newest = view.Behind(Delay.None).News;
        if (newest.Count == 0 || licence.DelayOf(FieldClass.OfMarket(newest[^1].Source), viewer.Kind, surface) is not { } delay)
            return [];
        return
        [
            .. view.Behind(delay)
                .News.Where(p => of is null || of.Id.Mic.ToString() == "XHKG" && p.Codes.Contains(of.Id.Code))
                .Reverse()
                .Select(p => new ExchangeNewsItem(p.Id, p.Id.StartsWith("EXC", StringComparison.Ordinal), p.Released, p.Headline, p.Lines, p.Codes)),
        ];
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
            : frame.TryFind(instrument.Id, out var number)
                ? QuoteFields.Read(
                    instrument,
                    frame.QuoteOf(number),
                    frame.DetailOf(number)?.Figures ?? default,
                    frame.ParityOf(instrument, number),
                    frame.Horizon,
                    field
                )
            : FieldValue.None(QuoteFields.Applies(instrument, field) ? Absence.NotSent : Absence.NotApplicable);
        if (value.Time > frame.Horizon)
            throw new InvalidOperationException($"{instrument.Id} {field} of {value.Time} is newer than the horizon {frame.Horizon}");
        var state = value.Absence == Absence.NotAbsent ? StateOf(view, frame, delay, instrument) : FigureState.None;
        return value.Under(new(value.Unit, QuoteFields.CurrencyOf(instrument, field), source, value.Time, delay, state));
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
