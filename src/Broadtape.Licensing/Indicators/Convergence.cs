namespace Broadtape.Licensing;

/// <summary>MACD: the 12-bar less the 26-bar exponential average, its own 9-bar exponential average, and what lies between the two.</summary>
static class Convergence
{
    const int Fast = 12;
    const int Slow = 26;
    const int Signal = 9;

    internal static (decimal?[] Line, decimal?[] Signal, decimal?[] Histogram) Of(IReadOnlyList<decimal> values)
    {
        var (fast, slow) = (MovingAverage.Exponential(values, Fast), MovingAverage.Exponential(values, Slow));
        var line = fast.Zip(slow, (f, s) => f - s).ToArray();
        var signal = new decimal?[values.Count];
        MovingAverage.Exponential([.. line.OfType<decimal>()], Signal).CopyTo(signal, Math.Min(Slow - 1, values.Count));
        return (line, signal, [.. line.Zip(signal, (l, s) => l - s)]);
    }
}
