using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using NodaTime;

namespace Broadtape.Portal.Charts;

/// <summary>Reads a chart through the gate: bars on an axis of trading time, the lines made of them, and what happened meanwhile.</summary>
sealed class ChartReader(Gate gate, IBarSource bars, Timetables timetables, ChartEvents events)
{
    /// <summary>A chart is a page's, and asks again by itself only where the licence lets it be pushed.</summary>
    public const Surface Leaves = Surface.Page;

    /// <summary>Places on one axis; the oldest give way.</summary>
    const int SlotsMost = 5_000;

    static readonly Mic HongKong = Mic.Parse("XHKG");

    public ChartData Read(Visit visit, ChartQuestion question)
    {
        var instrument = question.Instrument;
        var quote = gate.Disclose(visit.View, visit.Viewer, Leaves, instrument);
        var zone = (timetables.Find(instrument.SessionMarket) ?? timetables.Find(HongKong)!).Zone;
        var horizon = visit.Moment - Duration.FromMinutes(quote[QuoteField.Open].Passport.Delay.Minutes);
        var axis = new SessionAxis(timetables, instrument.SessionMarket);
        var days = question.Range.IsIntraday ? axis.LastDays(horizon, question.Range.TradingDays) : [];
        var begins = Begins(question.Range, days, horizon, zone);
        var all = Bars(visit, instrument, question, begins - WarmUp(question), visit.Moment);
        var first = FirstDrawn(all.Bars, question.Range, days, begins);
        var slots = question.Range.IsIntraday ? Minutes(axis, days, question.Range, all.Bars, first) : Days(all.Bars, first);
        if (slots.Count > SlotsMost)
            slots = slots[^SlotsMost..];
        return new(
            question,
            all,
            question.Range == ChartRange.Day ? BaseOf(slots, quote[QuoteField.PreviousClose]) : default,
            quote.Pushable && !visit.IsPast,
            zone,
            slots,
            [.. question.Indicators.SelectMany(i => IndicatorLines.Of(all, i)).Select(l => new ChartLine(l.Name, Along(slots, all.Bars, l.Figures)))],
            question.Versus is { } other ? Compare(visit, question, all, other, begins, slots) : null,
            events.Along(visit, question, slots, zone, gate.DiscloseActions(visit.View, visit.Viewer, Leaves, instrument, bars))
        );
    }

    BarDisclosure Bars(Visit visit, Instrument instrument, ChartQuestion question, Moment from, Moment to)
    {
        var disclosed = gate.DiscloseBars(visit.View, visit.Viewer, Leaves, instrument, bars, question.Range.Resolution, from, to, question.Adjusted);
        return disclosed with { Bars = [.. disclosed.Bars.Where(b => !b.Close.IsNone)] };
    }

    /// <summary>The base of the day drawn: one told after that day was over is the next day's, whose trading has not begun.</summary>
    static Figure BaseOf(List<ChartSlot> slots, in Figure previousClose) =>
        slots.Count > 0 && previousClose.Passport.DataTime < slots[^1].Begins + Duration.FromMinutes(1) ? previousClose : default;

    static Moment Begins(ChartRange range, IReadOnlyList<LocalDate> days, Moment horizon, DateTimeZone zone)
    {
        var today = horizon.In(zone).Date;
        var first =
            range.Since is { } since ? since(today)
            : days.Count > 0 ? days[0].PlusDays(-1) // A night session begins the evening before.
            : today.PlusDays(-ClosedDaysMost - range.TradingDays);
        return Moment.From(first.AtMidnight(), zone);
    }

    /// <summary>Where no calendar is known the days are those that have bars, looked for no further back than this.</summary>
    const int ClosedDaysMost = 15;

    /// <summary>What is read before the first bar drawn, so that every line has come to rest where the chart begins.</summary>
    static Duration WarmUp(ChartQuestion question)
    {
        var wanted = question.Indicators.Select(i => i.Kind is IndicatorKind.Sma or IndicatorKind.Boll ? i.Bars : 4 * i.Bars).DefaultIfEmpty().Max();
        return wanted == 0 ? Duration.Zero
            : question.Range.IsIntraday ? Duration.FromDays(ClosedDaysMost)
            // Seven calendar days hold at least four trading days, but for the longest holidays.
            : Duration.FromDays(question.Range.Resolution.Most * wanted * 7L / 4 + ClosedDaysMost);
    }

    static int FirstDrawn(IReadOnlyList<BarFigures> all, ChartRange range, IReadOnlyList<LocalDate> days, Moment begins)
    {
        if (!range.IsIntraday)
            return all.TakeWhile(b => b.Begins < begins).Count();
        var from = days.Count > 0 ? days[0] : all.Select(b => b.Day).Distinct().TakeLast(range.TradingDays).FirstOrDefault();
        return all.TakeWhile(b => b.Day < from).Count();
    }

    static List<ChartSlot> Days(IReadOnlyList<BarFigures> all, int first) => [.. all.Skip(first).Select(b => new ChartSlot(b.Begins, b.Day, b))];

    /// <summary>Every place of the days, the newest one whole though it has only begun; an auction's minute stands beside its session.</summary>
    static List<ChartSlot> Minutes(SessionAxis axis, IReadOnlyList<LocalDate> days, ChartRange range, IReadOnlyList<BarFigures> all, int first)
    {
        var places = new SortedDictionary<Moment, ChartSlot>();
        var traded = all.Skip(first).Select(b => b.Day).ToHashSet();
        foreach (var day in days.Where(d => d == days[^1] || traded.Contains(d)))
        foreach (var at in axis.Beginnings(day, range.Resolution.Most))
            places[at] = new(at, day, null);
        foreach (var bar in all.Skip(first))
            places[bar.Begins] = new(bar.Begins, bar.Day, bar);
        return [.. places.Values];
    }

    /// <summary>A figure for each bar, at the slots where the bars stand.</summary>
    static Figure[] Along(List<ChartSlot> slots, IReadOnlyList<BarFigures> all, IReadOnlyList<Figure> figures)
    {
        var at = all.Select((b, i) => (b.Begins, i)).ToDictionary(b => b.Begins, b => b.i);
        return [.. slots.Select(s => s.Bar is { } bar ? figures[at[bar.Begins]] : default)];
    }

    /// <summary>The other's bar for a slot is its newest that does not begin after it: markets keep different hours and holidays.</summary>
    ChartComparison Compare(Visit visit, ChartQuestion question, BarDisclosure all, Instrument other, Moment begins, List<ChartSlot> slots)
    {
        var theirs = Bars(visit, other, question, begins - Duration.FromDays(ClosedDaysMost), visit.Moment);
        var zone = (timetables.Find(other.SessionMarket) ?? timetables.Find(HongKong)!).Zone;
        var own = (timetables.Find(question.Instrument.SessionMarket) ?? timetables.Find(HongKong)!).Zone;
        var at = new int[slots.Count];
        for (var (i, next) = (0, 0); i < slots.Count; i++)
        {
            while (next < theirs.Bars.Count && Begun(theirs.Bars[next].Begins, slots[i].Begins))
                next++;
            at[i] = slots[i].Bar is null ? -1 : next - 1;
        }
        var start = Array.FindIndex(at, i => i >= 0);
        if (start < 0)
            return new(other, theirs.Absence, theirs.Delay, new Figure[slots.Count], new Figure[slots.Count]);
        var since = IndicatorLines.Performance(theirs, theirs.Bars[at[start]].Close);
        var mine = Along(slots, all.Bars, IndicatorLines.Performance(all, slots[start].Bar!.Close));
        return new(
            other,
            theirs.Absence,
            theirs.Delay,
            [.. mine.Select((f, i) => i < start ? default : f)],
            [.. at.Select((b, i) => i < start || b < 0 ? default : since[b])]
        );

        // Days are the same day on both sides of the world, minutes the same instant.
        bool Begun(Moment bar, Moment slot) => question.Range.IsIntraday ? bar <= slot : bar.In(zone).Date <= slot.In(own).Date;
    }
}
