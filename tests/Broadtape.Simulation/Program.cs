using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Broadtape.Simulation;

// --seeds N [--from S] [--seconds T] [--threads N]: runs seeds until the count or the time is up, or one fails with --stop 1; 1 when one
// failed. --planted REPOSITORY [--seeds N]: plants the bugs of planted.txt in a copy and tells which were found.
if (args is ["--planted", var repository, ..])
    return PlantedRun.Run(repository, args is [_, _, "--seeds", var most] ? int.Parse(most, CultureInfo.InvariantCulture) : 1_000);

// Longer than any seed takes: what goes on for ever has failed.
var seedMost = TimeSpan.FromSeconds(60);
var (count, from, seconds, stop, threads) = (1_000, 1, double.MaxValue, false, Environment.ProcessorCount);
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
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
        case "--threads":
            threads = (int)value;
            break;
#if PLANTED
        case "--bug":
            Broadtape.Market.PlantedBug.Number = (int)value;
            break;
#endif
        default:
            return Usage();
    }
}
var clock = Stopwatch.StartNew();
var (ran, failed) = (0, 0);
var running = new ConcurrentDictionary<int, TimeSpan>();
using var watchdog = new Timer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
Parallel.For(
    from,
    from + count,
    new ParallelOptions { MaxDegreeOfParallelism = threads },
    (seed, loop) =>
    {
        if (clock.Elapsed.TotalSeconds > seconds)
        {
            loop.Stop();
            return;
        }
        running[seed] = clock.Elapsed;
        var (failure, trace) = World.Run(seed);
        // Every hundredth seed is run again: the same seed leaves the same trace.
        if (failure is null && seed % 100 == 0 && World.Run(seed).Trace != trace)
            failure = "the same seed left another trace";
        running.TryRemove(seed, out _);
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

void Watch()
{
    foreach (var (seed, began) in running)
        if (clock.Elapsed - began > seedMost)
        {
            Console.WriteLine($"seed {seed} does not come to an end");
            Environment.Exit(1);
        }
}

static int Usage()
{
    Console.Error.WriteLine("--seeds N --from S --seconds T --threads N --stop 1, or --planted REPOSITORY --seeds N");
    return 2;
}
