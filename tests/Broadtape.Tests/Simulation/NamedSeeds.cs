using Broadtape.Simulation;

namespace Broadtape.Tests.SimulationTests;

/// <summary>Seeds that failed before something was mended, each with what it was; <c>./build sim</c> runs others by the thousand.</summary>
public sealed class NamedSeeds
{
    [Theory]
    [InlineData(2, "the book of before a restart stood until it was told again, and an empty one is not told")]
    [InlineData(12, "a reset that came twice on a line was two")]
    [InlineData(18, "a reset that both lines lost was not noticed")]
    [InlineData(30, "a book of which a change was lost was begun anew by the next")]
    [InlineData(2251, "what a process wrote and did not flush before it died was told to readers, and gone after another death")]
    [InlineData(2899, "a reset that came late was the day's beginning for a session that had been resumed, and trades came twice")]
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
