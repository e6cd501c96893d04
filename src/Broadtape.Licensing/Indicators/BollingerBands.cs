namespace Broadtape.Licensing;

/// <summary>A simple average, and two standard deviations of the same values (of all of them, not of a sample) above and below it.</summary>
static class BollingerBands
{
    const int Deviations = 2;

    internal static (decimal?[] Upper, decimal?[] Middle, decimal?[] Lower) Of(IReadOnlyList<decimal> values, int bars)
    {
        var middle = MovingAverage.Simple(values, bars);
        var (upper, lower) = (new decimal?[values.Count], new decimal?[values.Count]);
        for (var i = bars - 1; i < values.Count; i++)
        {
            var average = middle[i]!.Value;
            var squares = 0m;
            for (var j = i - bars + 1; j <= i; j++)
                squares += (values[j] - average) * (values[j] - average);
            var width = Deviations * SquareRoot(squares / bars);
            (upper[i], lower[i]) = (average + width, average - width);
        }
        return (upper, middle, lower);
    }

    /// <summary>Newton's, from above: each step is smaller until the last digit stands.</summary>
    internal static decimal SquareRoot(decimal value)
    {
        if (value == 0)
            return 0;
        var root = Math.Max(value, 1);
        while (true)
        {
            var next = (root + value / root) / 2;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
