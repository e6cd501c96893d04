using System.CommandLine;
using Broadtape.Feeds;

namespace Broadtape.Portal.Verbs;

/// <summary>--faults, as the verbs that run the synthetic exchange take it.</summary>
static class Faults
{
    internal static Option<string?> Option()
    {
        var option = new Option<string?>("--faults")
        {
            Description = "What is to go wrong with the synthetic exchange, such as loss-a=30,bursts=10,bad-ticks=2,failover=10:30,seed=7",
        };
        option.Validators.Add(result =>
        {
            if (!BoxFaults.TryParse(result.GetValueOrDefault<string?>() ?? "", out _, out var error))
                result.AddError($"--faults: {error}");
        });
        return option;
    }

    /// <summary>None when nothing was asked for, or what was is refused already.</summary>
    internal static BoxFaults Of(string? text) => BoxFaults.TryParse(text ?? "", out var faults, out _) ? faults : BoxFaults.None;
}
