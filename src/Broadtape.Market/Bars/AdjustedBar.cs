namespace Broadtape.Market;

/// <summary>A bar as it is seen from a later day; as it was where nothing happened since.</summary>
/// <param name="Bar">Its prices carried over; volume and turnover are what was traded.</param>
/// <param name="Vwap">Carried over like the prices; none when it is not known.</param>
public readonly record struct AdjustedBar(Bar Bar, Price Vwap, bool IsAdjusted)
{
    public static AdjustedBar Raw(in Bar bar) => new(bar, bar.Vwap, IsAdjusted: false);

    /// <summary>Both as one that begins where the first does.</summary>
    internal AdjustedBar And(in AdjustedBar later)
    {
        var (a, b) = (Bar, later.Bar);
        var bar = a with
        {
            High = a.High > b.High ? a.High : b.High,
            Low = a.Low < b.Low ? a.Low : b.Low,
            Close = b.Close,
            Volume = a.Volume + b.Volume,
            Turnover = a.Turnover + b.Turnover,
            Trades = a.Trades + b.Trades,
            Known = Moment.Max(a.Known, b.Known),
        };
        return new(bar, Mean(later, bar.Volume), IsAdjusted || later.IsAdjusted);
    }

    /// <summary>None when the average of any part is not known.</summary>
    Price Mean(in AdjustedBar later, Quantity volume)
    {
        var (a, b) = (Bar.Volume.Units, later.Bar.Volume.Units);
        if (volume.Units == 0 || a > 0 && Vwap.IsNone || b > 0 && later.Vwap.IsNone)
            return default;
        return new((long)(((Int128)Vwap.Millionths * a + (Int128)later.Vwap.Millionths * b) / volume.Units));
    }
}
