using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>One line of an indicator, a figure for each bar; the figures before it has enough bars are none for want of input.</summary>
/// <param name="Name">sma20, boll20Upper, macdSignal …: as programs read it.</param>
public sealed record IndicatorLine(string Name, IReadOnlyList<Figure> Figures);

/// <summary>
/// Numbers made of bars already disclosed: they hold nothing their viewer may not see, stand as far behind, and are as old as the bar
/// they stand at. Any thread.
/// </summary>
public static class IndicatorLines
{
    const int PercentDecimals = 2;

    /// <summary>The indicator's lines over the bars' closes, oldest first.</summary>
    public static IReadOnlyList<IndicatorLine> Of(BarDisclosure disclosed, Indicator indicator)
    {
        var closes = Closes(disclosed.Bars);
        var decimals = disclosed.Instrument.PriceDecimals;
        var name = indicator.ToString();
        switch (indicator.Kind)
        {
            case IndicatorKind.Sma:
                return [Line(name, MovingAverage.Simple(closes, indicator.Bars), decimals)];
            case IndicatorKind.Ema:
                return [Line(name, MovingAverage.Exponential(closes, indicator.Bars), decimals)];
            case IndicatorKind.Boll:
                var (upper, middle, lower) = BollingerBands.Of(closes, indicator.Bars);
                return [Line(name + "Upper", upper, decimals), Line(name + "Middle", middle, decimals), Line(name + "Lower", lower, decimals)];
            case IndicatorKind.Rsi:
                return [Line(name, RelativeStrength.Of(closes, indicator.Bars), 2, unit: Unit.Points)];
            default:
                var (line, signal, histogram) = Convergence.Of(closes);
                return
                [
                    Line(name, line, decimals, signed: true),
                    Line(name + "Signal", signal, decimals, signed: true),
                    Line(name + "Histogram", histogram, decimals, signed: true),
                ];
        }

        IndicatorLine Line(string called, decimal?[] values, int places, bool signed = false, Unit? unit = null) =>
            new(called, [.. values.Select((v, i) => Figure.Computed(v, places, signed, unit, disclosed.Bars[i].Close.Passport))]);
    }

    /// <summary>Each close against a close before them all, in percent.</summary>
    public static IReadOnlyList<Figure> Performance(BarDisclosure disclosed, Figure from)
    {
        var start = from.IsNone ? 0 : from.ToDecimal();
        return
        [
            .. disclosed.Bars.Select(b =>
                Figure.Computed(
                    start == 0 ? null : (b.Close.ToDecimal() / start - 1) * 100,
                    PercentDecimals,
                    signed: true,
                    Unit.Percent,
                    b.Close.Passport
                )
            ),
        ];
    }

    static decimal[] Closes(IReadOnlyList<BarFigures> bars) => [.. bars.Select(b => b.Close.ToDecimal())];
}
