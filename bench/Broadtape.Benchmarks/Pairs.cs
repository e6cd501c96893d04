using System.Diagnostics;
using System.Globalization;

namespace Broadtape.Benchmarks;

/// <summary>Ours and its floor in turn, A B A B …: machines are noisy, their ratio within one run is less so.</summary>
static class Pairs
{
    const int Count = 9;

    /// <summary>Each measures itself and returns what a unit of work took, in nanoseconds.</summary>
    internal static async Task Compare(string unit, Func<Task<double>> ours, string floorName, Func<Task<double>> floor)
    {
        await ours();
        await floor();
        var pairs = new List<(double Ours, double Floor)>();
        for (var i = 0; i < Count; i++)
            pairs.Add((await ours(), await floor()));
        Print($"ours        {Median(pairs.Select(p => p.Ours)):0.0} ns a {unit} ({Spread(pairs.Select(p => p.Ours))})");
        Print($"{floorName, -11} {Median(pairs.Select(p => p.Floor)):0.0} ns a {unit} ({Spread(pairs.Select(p => p.Floor))})");
        Print($"ratio {Median(pairs.Select(p => p.Ours / p.Floor)):0.00}");
    }

    /// <summary>Processor time of this process, all threads.</summary>
    internal static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalNanoseconds;
    }

    internal static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    internal static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    static string Spread(IEnumerable<double> values) =>
        values.Order().ToList() is var s ? FormattableString.Invariant($"{s[0]:0.0}–{s[^1]:0.0}") : "";
}
