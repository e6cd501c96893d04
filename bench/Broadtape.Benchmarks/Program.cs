using Broadtape.Benchmarks;

// How many events a made-up day has; a small number for a look.
var events = args is [_, var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : SyntheticDay.Day;

// Each prints what it measured, and last its ratio to the floor beside it.
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["board"] = BoardBench.Run,
    ["tape"] = TapeBench.Run,
    ["asof"] = () => AsofBench.Run(events),
    ["page"] = PageBench.Run,
    ["weight"] = WeightBench.Run,
    ["memory"] = () => MemoryBench.Run(events),
    ["decode"] = DecodeBench.Run,
    ["iex"] = IexBench.Run,
    ["wire"] = WireBench.Run,
    ["day"] = DayBench.Run,
    ["bars"] = () => BarsBench.Run(events),
    ["import"] = ImportBench.Run,
};
if (args is ["wire-send"])
{
    await WireSender.Run([100_000, 250_000, 500_000, 1_000_000, 2_000_000], lossPercent: 30);
    return 0;
}
if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}");
    return 1;
}
await run();
return 0;
