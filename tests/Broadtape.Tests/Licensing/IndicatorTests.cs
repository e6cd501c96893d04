using Broadtape.Licensing;
using CsCheck;

namespace Broadtape.Tests.LicensingTests;

/// <summary>Indicators against values worked out by hand, and what holds of any closes.</summary>
public sealed class IndicatorTests
{
    static readonly Gen<decimal[]> Closes = Gen.Int[1, 1_000_000].Select(n => n / 1000m).Array[1, 80];

    [Fact]
    public void A_simple_average_is_the_mean_of_the_last_bars_and_none_before_there_are_so_many() =>
        Assert.Equal([null, null, 2m, 3m, 4m, 6m], MovingAverage.Simple([1, 2, 3, 4, 5, 9], 3));

    /// <summary>Seed (10 + 11 + 12) ÷ 3 = 11; then half of the way to 14, to 9 and to 11.25.</summary>
    [Fact]
    public void An_exponential_average_begins_with_the_simple_one() =>
        Assert.Equal([null, null, 11m, 12.5m, 10.75m, 11m], MovingAverage.Exponential([10, 11, 12, 14, 9, 11.25m], 3));

    /// <summary>The mean of 2 4 4 4 5 5 7 9 is 5, the squares of the distances add up to 32, the deviation is 2.</summary>
    [Fact]
    public void Bollinger_bands_lie_two_deviations_from_the_average()
    {
        var (upper, middle, lower) = BollingerBands.Of([2, 4, 4, 4, 5, 5, 7, 9], 8);
        Assert.Equal((9m, 5m, 1m), (upper[^1], middle[^1], lower[^1]));
        Assert.All(upper[..^1], v => Assert.Null(v));
    }

    /// <summary>
    /// Changes +1 +1 −2: gains 2 ÷ 3, losses 2 ÷ 3, so 50. Then +2: gains (2 ÷ 3 × 2 + 2) ÷ 3 = 10 ÷ 9, losses 4 ÷ 9, so 100 × 10 ÷ 14.
    /// </summary>
    [Fact]
    public void Relative_strength_is_smoothed_as_Wilder_did()
    {
        var strength = RelativeStrength.Of([10, 11, 12, 10, 12], 3);
        Assert.Equal([null, null, null], strength[..3]);
        Assert.Equal(50m, Math.Round(strength[3]!.Value, 12));
        Assert.Equal(71.428571428571m, Math.Round(strength[4]!.Value, 12));
        Assert.Equal(100m, RelativeStrength.Of([1, 2, 3, 4], 3)[^1]);
        Assert.Equal(50m, RelativeStrength.Of([4, 4, 4, 4], 3)[^1]);
    }

    /// <summary>On a straight line an exponential average lags by (bars − 1) ÷ 2 steps: 12.5 − 5.5 = 7 steps lie between the two.</summary>
    [Fact]
    public void On_a_straight_line_the_two_averages_lie_seven_steps_apart()
    {
        decimal[] straight = [.. Enumerable.Range(0, 60).Select(i => 100 + i * 0.5m)];
        var (line, signal, histogram) = Convergence.Of(straight);
        Assert.Equal(25, line.TakeWhile(v => v is null).Count());
        Assert.Equal(33, signal.TakeWhile(v => v is null).Count());
        Assert.Equal((3.5m, 3.5m, 0m), (Math.Round(line[^1]!.Value, 9), Math.Round(signal[^1]!.Value, 9), Math.Round(histogram[^1]!.Value, 9)));
    }

    [Fact]
    public void A_root_times_itself_is_the_value_again() =>
        Gen.Long[0, 10_000_000_000_000]
            .Select(n => n / 1_000_000m)
            .Sample(v => Math.Abs(BollingerBands.SquareRoot(v) * BollingerBands.SquareRoot(v) - v) < 0.000000001m);

    [Fact]
    public void What_an_indicator_says_at_a_bar_does_not_change_when_later_bars_come() =>
        Closes.Sample(closes =>
        {
            var earlier = closes[..((closes.Length + 1) / 2)];
            foreach (
                var of in (Func<decimal[], decimal?[]>[])
                    [
                        c => MovingAverage.Simple(c, 5),
                        c => MovingAverage.Exponential(c, 5),
                        c => BollingerBands.Of(c, 5).Upper,
                        c => RelativeStrength.Of(c, 5),
                        c => Convergence.Of(c).Signal,
                    ]
            )
                Assert.Equal(of(earlier), of(closes)[..earlier.Length]);
        });

    [Fact]
    public void Strength_stays_between_0_and_100_and_averages_between_the_least_and_the_most() =>
        Closes.Sample(closes =>
        {
            Assert.All(RelativeStrength.Of(closes, 3).OfType<decimal>(), v => Assert.InRange(v, 0, 100));
            foreach (var averages in new[] { MovingAverage.Simple(closes, 4), MovingAverage.Exponential(closes, 4) })
                Assert.All(averages.OfType<decimal>(), v => Assert.InRange(v, closes.Min() - 0.000001m, closes.Max() + 0.000001m));
        });

    [Theory]
    [InlineData("sma20")]
    [InlineData("ema250")]
    [InlineData("boll2")]
    [InlineData("rsi14")]
    [InlineData("macd")]
    public void Indicators_are_read_as_they_are_written(string word)
    {
        Assert.True(Indicator.TryParse(word, out var indicator));
        Assert.Equal(word, indicator.ToString());
    }

    [Theory]
    [InlineData("sma")]
    [InlineData("sma1")]
    [InlineData("sma251")]
    [InlineData("sma-5")]
    [InlineData("SMA20")]
    [InlineData("macd12")]
    [InlineData("")]
    public void What_is_no_indicator_is_not_read_as_one(string word) => Assert.False(Indicator.TryParse(word, out _));
}
