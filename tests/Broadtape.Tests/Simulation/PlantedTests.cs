using Broadtape.Simulation;
using Microsoft.CodeAnalysis.CSharp;

namespace Broadtape.Tests.SimulationTests;

public sealed class PlantedTests
{
    static readonly IReadOnlyList<Planted> Bugs = Planted.Read(Repository.Root);

    /// <summary>A bug whose place no longer stands in its file, or stands there twice, could be planted nowhere.</summary>
    [Fact]
    public void Every_bug_of_the_list_has_its_one_place()
    {
        Assert.True(Bugs.Count >= 60, $"{Bugs.Count} bugs");
        Assert.Distinct(Bugs.Select(b => b.What));
        foreach (var bug in Bugs)
        {
            Assert.InRange(bug.In(Repository.Read(bug.File)), 0, int.MaxValue);
            Assert.NotEqual(bug.This, bug.Instead);
        }
    }

    [Fact]
    public void A_file_with_its_bugs_in_it_is_still_CSharp()
    {
        foreach (var file in Bugs.GroupBy(b => b.File))
            Assert.Empty(
                CSharpSyntaxTree
                    .ParseText(Planted.Plant(Repository.Read(file.Key), file), cancellationToken: TestContext.Current.CancellationToken)
                    .GetDiagnostics(TestContext.Current.CancellationToken)
            );
    }

    [Fact]
    public void Bugs_of_one_place_are_chosen_by_their_number()
    {
        Planted[] two = [new(3, "one", "", "a(«x + 1»);", "x"), new(4, "other", "", "a(«x + 1»);", "x + 2")];
        const string Is = "global::Broadtape.Market.PlantedBug.Is";
        Assert.Equal($"a(({Is}(3) ? (x) : {Is}(4) ? (x + 2) : (x + 1)));", Planted.Plant("a(x + 1);", two));
        Planted statement = new(5, "statement", "", "{¶«b();»", "_ = c;");
        Assert.Equal($"{{\n    if ({Is}(5)) {{ _ = c; }} else {{ b(); }}\n", Planted.Plant("{\n    b();\n", [statement]));
    }
}
