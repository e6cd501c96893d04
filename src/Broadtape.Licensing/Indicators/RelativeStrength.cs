namespace Broadtape.Licensing;

/// <summary>
/// Wilder's relative strength index, 0 to 100: the first averages of gains and losses are simple, each later one takes in a new change
/// by one part in so many bars. 100 when nothing was lost, 50 when nothing moved.
/// </summary>
static class RelativeStrength
{
    internal static decimal?[] Of(IReadOnlyList<decimal> values, int bars)
    {
        var strength = new decimal?[values.Count];
        var (gain, loss) = (0m, 0m);
        for (var i = 1; i < values.Count; i++)
        {
            var change = values[i] - values[i - 1];
            var (up, down) = (Math.Max(change, 0), Math.Max(-change, 0));
            // Sums until there are enough changes for an average.
            (gain, loss) =
                i < bars ? (gain + up, loss + down)
                : i == bars ? ((gain + up) / bars, (loss + down) / bars)
                : ((gain * (bars - 1) + up) / bars, (loss * (bars - 1) + down) / bars);
            if (i >= bars)
                strength[i] = gain + loss == 0 ? 50 : 100 * gain / (gain + loss);
        }
        return strength;
    }
}
