using NodaTime;

namespace Broadtape.Market;

/// <summary>
/// One minute as its trades make it, in the order of the exchange's time. While the minute lasts there is one bar that grows; once it is
/// over, whatever changes it leaves the bar before standing as a version of its own.
/// </summary>
sealed class MinuteOfBars(Moment begins, LocalDate day)
{
    // Most minutes of most instruments hold a trade or two, and are never corrected.
    readonly List<BarEntry> made = new(1);
    List<Bar>? before;
    readonly Moment ends = begins + Duration.FromMinutes(1);

    /// <summary>As the newest entry left it; without prices when every trade of it was broken.</summary>
    internal Bar Bar { get; private set; }

    /// <summary>Every bar this minute had since it was over, oldest first, and the one it has.</summary>
    internal IEnumerable<Bar> Versions => before is null ? [Bar] : before.Append(Bar);

    internal void Add(in BarEntry entry)
    {
        KeepVersion(entry.Known);
        var at = made.Count;
        while (at > 0 && made[at - 1].Time > entry.Time)
            at--;
        made.Insert(at, entry);
        if (at == made.Count - 1)
            Bar = made.Count == 1 ? First(entry) : Next(Bar, entry);
        else
            Bar = Again(entry.Known);
    }

    /// <summary>False when the trade is not of this minute.</summary>
    internal bool TryAmend(in BarEntry amendment)
    {
        var id = amendment.TradeId;
        var at = made.FindIndex(t => t.Kind == BarEntryKind.Trade && t.TradeId == id);
        if (at < 0)
            return false;
        KeepVersion(amendment.Known);
        if (amendment.Quantity.Units <= 0 || amendment.Price.IsNone)
            made.RemoveAt(at);
        else
            made[at] = made[at] with { Price = amendment.Price, Quantity = amendment.Quantity };
        Bar = Again(amendment.Known);
        return true;
    }

    void KeepVersion(Moment known)
    {
        if (known > ends && Bar.Known < known && Bar.Known != default)
            (before ??= []).Add(Bar);
    }

    Bar Again(Moment known)
    {
        var bar = new Bar(begins, day, default, default, default, default, default, default, 0, known);
        for (var i = 0; i < made.Count; i++)
            bar = i == 0 ? First(made[i]) : Next(bar, made[i]);
        return bar with { Known = known };
    }

    Bar First(in BarEntry e) =>
        new(begins, day, e.Price, e.Price, e.Price, e.Price, e.Quantity, Turnover.Of(e.Price, e.Quantity), TradesIn(e), e.Known);

    static Bar Next(in Bar bar, in BarEntry e) =>
        bar with
        {
            High = e.Price > bar.High ? e.Price : bar.High,
            Low = e.Price < bar.Low ? e.Price : bar.Low,
            Close = e.Price,
            Volume = bar.Volume + e.Quantity,
            Turnover = bar.Turnover + Turnover.Of(e.Price, e.Quantity),
            Trades = bar.Trades + TradesIn(e),
            Known = e.Known,
        };

    static int TradesIn(in BarEntry e) => e.Kind == BarEntryKind.Trade ? 1 : 0;
}
