using Broadtape.Simulation;

namespace Broadtape.Tests.SimulationTests;

/// <summary>Seeds that failed before something was mended, each with what it was; <c>./build sim</c> runs others by the thousand.</summary>
public sealed class NamedSeeds
{
    [Theory]
    [InlineData(253, "what waited for a definition since before a snapshot was taken after it")]
    public void What_once_failed_holds(int seed, string what) => Holds(seed, what);

    [Fact]
    public void The_first_seeds_hold()
    {
        for (var seed = 1; seed <= 40; seed++)
            Holds(seed, "a seed that never failed");
    }

    [Fact]
    public void The_same_seed_leaves_the_same_trace()
    {
        var (_, first) = World.Run(5);
        Assert.NotEqual(0UL, first);
        Assert.Equal(first, World.Run(5).Trace);
    }

    static void Holds(int seed, string what)
    {
        var (failure, _) = World.Run(seed);
        Assert.True(failure is null, $"seed {seed} ({what}): {failure}");
    }
}
