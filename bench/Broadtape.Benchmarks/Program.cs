using Broadtape.Benchmarks;

// Each prints what it measured, and last its ratio to the floor beside it.
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["board"] = BoardBench.Run,
    ["tape"] = TapeBench.Run,
    ["asof"] = AsofBench.Run,
    ["page"] = PageBench.Run,
    ["weight"] = WeightBench.Run,
    ["memory"] = MemoryBench.Run,
    ["decode"] = DecodeBench.Run,
    ["wire"] = WireBench.Run,
    ["day"] = DayBench.Run,
    ["import"] = ImportBench.Run,
};
if (args is ["wire-send"])
{
    await WireSender.Run([100_000, 250_000, 500_000, 1_000_000, 2_000_000], lossPercent: 30);
    return 0;
}
if (args is not [var name] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}");
    return 1;
}
await run();
return 0;
