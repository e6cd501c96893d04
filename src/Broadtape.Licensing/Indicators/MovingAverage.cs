namespace Broadtape.Licensing;

/// <summary>Averages of the last so many values; none before there are so many.</summary>
static class MovingAverage
{
    internal static decimal?[] Simple(IReadOnlyList<decimal> values, int bars)
    {
        var averages = new decimal?[values.Count];
        var sum = 0m;
        for (var i = 0; i < values.Count; i++)
        {
            sum += values[i];
            if (i >= bars)
                sum -= values[i - bars];
            if (i >= bars - 1)
                averages[i] = sum / bars;
        }
        return averages;
    }

    /// <summary>Begins with the simple average of the first values, then moves by 2 ÷ (bars + 1) of the way.</summary>
    internal static decimal?[] Exponential(IReadOnlyList<decimal> values, int bars)
    {
        var averages = new decimal?[values.Count];
        if (values.Count < bars)
            return averages;
        var average = values.Take(bars).Sum() / bars;
        averages[bars - 1] = average;
        for (var i = bars; i < values.Count; i++)
            averages[i] = average += (values[i] - average) * 2 / (bars + 1);
        return averages;
    }
}
