using Broadtape.Fuzz;

namespace Broadtape.Tests.Feeds;

/// <summary>Inputs that once broke a reader, and those that are right: each is taken, or refused as it may be.</summary>
public sealed class FoundByFuzzing
{
    public static TheoryData<string> Names => [.. Targets.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_once_broke_a_reader_is_taken_or_refused(string target)
    {
        var inputs = Corpus.Of(target, Path.Combine(Repository.Root, "tests", "Broadtape.Fuzz", "found")).ToList();
        Assert.NotEmpty(inputs);
        foreach (var input in inputs)
            try
            {
                Targets.All[target](input);
            }
            catch (Exception e) when (Targets.IsRefusal(e))
            {
                Assert.NotEmpty(e.Message);
            }
    }
}
