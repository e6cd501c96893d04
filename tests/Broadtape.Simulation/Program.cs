using System.Diagnostics;
using System.Globalization;
using Broadtape.Simulation;

// --seeds N [--from S] [--seconds T]: runs seeds until the count or the time is up; 1 when one failed.
var (count, from, seconds) = (1_000, 1, double.MaxValue);
for (var i = 0; i + 1 < args.Length; i += 2)
{
    if (!double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        return Usage();
    switch (args[i])
    {
        case "--seeds":
            count = (int)value;
            break;
        case "--from":
            from = (int)value;
            break;
        case "--seconds":
            seconds = value;
            break;
        default:
            return Usage();
    }
}
var clock = Stopwatch.StartNew();
var (ran, failed) = (0, 0);
Parallel.For(
    from,
    from + count,
    (seed, loop) =>
    {
        if (clock.Elapsed.TotalSeconds > seconds)
        {
            loop.Stop();
            return;
        }
        var (failure, trace) = World.Run(seed);
        // Every hundredth seed is run again: the same seed leaves the same trace.
        if (failure is null && seed % 100 == 0 && World.Run(seed).Trace != trace)
            failure = "the same seed left another trace";
        Interlocked.Increment(ref ran);
        if (failure is null)
            return;
        Interlocked.Increment(ref failed);
        lock (clock)
            Console.WriteLine($"seed {seed} {failure}");
    }
);
Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"{ran} seeds, {failed} failed, {ran / clock.Elapsed.TotalSeconds:0.0} seeds a second")
);
return failed == 0 ? 0 : 1;

static int Usage()
{
    Console.Error.WriteLine("--seeds N --from S --seconds T");
    return 2;
}
