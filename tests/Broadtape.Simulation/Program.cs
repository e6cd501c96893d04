using System.Diagnostics;
using System.Globalization;
using Broadtape.Simulation;

// --seeds N [--from S] [--seconds T]: runs seeds until the count or the time is up, or one fails with --stop 1; 1 when one failed.
// --planted REPOSITORY [--seeds N]: plants each bug of planted.txt in a copy and tells which were found.
if (args is ["--planted", var repository, ..])
    return Planted.Run(repository, args is [_, _, "--seeds", var most] ? int.Parse(most, CultureInfo.InvariantCulture) : 1_000);
var (count, from, seconds, stop) = (1_000, 1, double.MaxValue, false);
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
        case "--stop":
            stop = value != 0;
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
        if (stop)
            loop.Stop();
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
    Console.Error.WriteLine("--seeds N --from S --seconds T --stop 1, or --planted REPOSITORY --seeds N");
    return 2;
}
