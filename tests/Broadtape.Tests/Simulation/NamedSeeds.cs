using Broadtape.Simulation;

namespace Broadtape.Tests.SimulationTests;

/// <summary>Seeds that once failed, each with what it was, and a few that never did; <c>./build sim</c> runs them by the thousand.</summary>
public sealed class NamedSeeds
{
    [Theory]
    [InlineData(253, "what waited for a definition since before a snapshot was taken after it")]
    [InlineData(362, "the first message behind a reset was lost on both lines and not asked for")]
    [InlineData(36, "and was given up because servers were mute, though a snapshot could be had")]
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

    /// <summary>A planted bug whose text no longer stands in its file is planted nowhere.</summary>
    [Fact]
    public void Every_bug_on_the_list_can_be_planted()
    {
        var bugs = Planted.Read(Repository.Root).ToList();
        Assert.True(bugs.Count >= 45, $"{bugs.Count} bugs");
        foreach (var bug in bugs)
        {
            var text = Repository.Read(bug.File);
            Assert.True(text.Split(bug.This).Length == 2, $"'{bug.What}' stands {text.Split(bug.This).Length - 1} times in {bug.File}");
            Assert.NotEqual(bug.This, bug.InsteadOfThis);
        }
    }

    static void Holds(int seed, string what)
    {
        var (failure, _) = World.Run(seed);
        Assert.True(failure is null, $"seed {seed} ({what}): {failure}");
    }
}
