using System.Diagnostics;
using System.Globalization;
using Broadtape.Fuzz;
using SharpFuzz;

// [--seconds T] [--target NAME] [--found FOLDER]: changes right inputs at random for the time and keeps what breaks.
// --afl NAME: one input from standard input, under AFL++.
// --corpus FOLDER: writes the inputs to begin with, for AFL++.
if (args is ["--afl", var name])
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        Try(name, all.ToArray());
    });
    return 0;
}
if (args is ["--corpus", var into])
{
    foreach (var target in Targets.All.Keys)
    foreach (var (i, input) in Corpus.Of(target, "").Index())
    {
        Directory.CreateDirectory(Path.Combine(into, target));
        File.WriteAllBytes(Path.Combine(into, target, $"{i}"), input);
    }
    return 0;
}
var (seconds, only, found) = (60.0, (string?)null, "found");
for (var i = 0; i + 1 < args.Length; i += 2)
    switch (args[i])
    {
        case "--seconds":
            seconds = double.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--target":
            only = args[i + 1];
            break;
        case "--found":
            found = args[i + 1];
            break;
    }
var targets = Targets.All.Keys.Where(t => only is null || t == only).ToList();
var broken = 0;
foreach (var target in targets)
{
    var random = new Random(Environment.TickCount);
    var pool = Corpus.Of(target, found).ToList();
    var clock = Stopwatch.StartNew();
    var (runs, refused) = (0, 0);
    var places = new HashSet<string>();
    while (clock.Elapsed.TotalSeconds < seconds / targets.Count)
    {
        var input = runs < pool.Count ? pool[runs] : Mutation.Of(random, pool);
        runs++;
        try
        {
            if (!Try(target, input))
                refused++;
            else if (pool.Count < 200 && random.Next(50) == 0)
                pool.Add(input);
        }
        catch (Exception e)
        {
            // One input is kept for each place that breaks.
            var place = e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Broadtape", StringComparison.Ordinal)) ?? "";
            if (!places.Add(place))
                continue;
            broken++;
            var file = Path.Combine(found, target, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..16]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, input);
            Console.WriteLine($"{target} breaks on {file}: {e.GetType().Name} {e.Message}\n{place}");
            if (broken > 20)
                return 1;
        }
    }
    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{target}: {runs} inputs, {refused} refused, {runs / clock.Elapsed.TotalSeconds:0} a second")
    );
}
Targets.Clean();
Console.WriteLine($"{broken} broke something");
return broken == 0 ? 0 : 1;

// True when it was taken, false when it was refused as it may be.
static bool Try(string target, byte[] input)
{
    try
    {
        Targets.All[target](input);
        return true;
    }
    catch (Exception e) when (Targets.IsRefusal(e))
    {
        return false;
    }
}
