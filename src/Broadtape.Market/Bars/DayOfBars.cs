using NodaTime;

namespace Broadtape.Market;

/// <summary>
/// One instrument's trading day, told entry by entry in the tape's order: its minutes and its day as they stand after the last one told.
/// Told the entries known by T, it is the day at T; told all of them, <see cref="MinuteVersions"/> has what every T would have shown.
/// </summary>
/// <param name="midnight">Where the day's bar begins.</param>
public sealed class DayOfBars(LocalDate day, Moment midnight)
{
    static readonly long Minute = Duration.FromMinutes(1).ToInt64Nanoseconds();

    readonly SortedList<Moment, MinuteOfBars> minutes = [];
    readonly List<Bar> daysBefore = [];
    Price close;
    Moment closed;

    /// <summary>Start of the minute a moment lies in.</summary>
    public static Moment MinuteOf(Moment moment) => new(moment.UnixNanoseconds / Minute * Minute);

    /// <summary>Minutes with trades that stand, oldest first.</summary>
    public IEnumerable<Bar> Minutes => minutes.Values.Select(m => m.Bar).Where(b => !b.Open.IsNone);

    /// <summary>
    /// By minute, then by when it was known: the newest one known by T is the minute at T, for any T at which the minute was over or that is
    /// not before the first of them. One without prices says that every trade was broken.
    /// </summary>
    public IEnumerable<Bar> MinuteVersions => minutes.Values.SelectMany(m => m.Versions);

    /// <summary>Its close is the exchange's closing price where one came; null while no trade stands.</summary>
    public Bar? Day => Sum() is { Open.IsNone: false } day ? day : null;

    /// <summary>What the day's bar was from its closing price on, oldest first; one where none came. As of minutes, one may be without prices.</summary>
    public IEnumerable<Bar> DayVersions => Sum() is { } now ? daysBefore.Append(now) : daysBefore;

    public void Take(in BarEntry entry)
    {
        if (closed != default && entry.Known > closed)
            KeepDay(entry.Known);
        switch (entry.Kind)
        {
            case BarEntryKind.Amendment:
                // The trade amended is nearly always a recent one.
                for (var i = minutes.Count - 1; i >= 0; i--)
                    if (minutes.Values[i].TryAmend(entry))
                        break;
                break;
            case BarEntryKind.ClosingPrice:
                (close, closed) = (entry.Price, entry.Known);
                break;
            default:
                var begins = MinuteOf(entry.Time);
                if (minutes.Count > 0 && minutes.Values[^1] is var last && last.Bar.Begins == begins)
                    last.Add(entry);
                else
                {
                    if (!minutes.TryGetValue(begins, out var minute))
                        minutes.Add(begins, minute = new(begins, day));
                    minute.Add(entry);
                }
                break;
        }
    }

    /// <summary>A day of its minutes; without prices when no trade of any stands, null when there are none.</summary>
    public static Bar? Sum(IEnumerable<Bar> minutes, LocalDate day, Moment midnight)
    {
        Bar? sum = null;
        foreach (var minute in minutes)
            sum =
                sum is not { } so ? minute with { Begins = midnight, Day = day }
                : minute.Open.IsNone ? so with { Known = Moment.Max(so.Known, minute.Known) }
                : so.Open.IsNone ? minute with { Begins = midnight, Day = day, Known = Moment.Max(so.Known, minute.Known) }
                : so with
                {
                    High = minute.High > so.High ? minute.High : so.High,
                    Low = minute.Low < so.Low ? minute.Low : so.Low,
                    Close = minute.Close,
                    Volume = so.Volume + minute.Volume,
                    Turnover = so.Turnover + minute.Turnover,
                    Trades = so.Trades + minute.Trades,
                    Known = Moment.Max(so.Known, minute.Known),
                };
        return sum;
    }

    Bar? Sum()
    {
        var sum = Sum(minutes.Values.Select(m => m.Bar), day, midnight);
        return sum is { } so && closed != default
            ? so with
            {
                Close = close.IsNone || so.Open.IsNone ? so.Close : close,
                Known = Moment.Max(so.Known, closed),
            }
            : sum;
    }

    void KeepDay(Moment known)
    {
        if (Sum() is { } now && now.Known < known && (daysBefore.Count == 0 || daysBefore[^1].Known < now.Known))
            daysBefore.Add(now);
    }
}
