using System.CommandLine;
using Broadtape.Feeds;

namespace Broadtape.Portal.Verbs;

/// <summary>--faults, as the verbs that run the synthetic exchange take it.</summary>
static class Faults
{
    internal static Option<BoxFaults?> Option() =>
        new("--faults")
        {
            Description = "What is to go wrong with the synthetic exchange, such as loss-a=30,bursts=10,bad-ticks=2,failover=10:30,seed=7",
            CustomParser = result =>
            {
                if (!BoxFaults.TryParse(result.Tokens[0].Value, out var parsed, out var error))
                    result.AddError($"--faults: {error}");
                return parsed;
            },
        };
}
