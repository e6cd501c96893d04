using System.CommandLine;
using Broadtape.Tape;

namespace Broadtape.Portal.Verbs;

/// <summary>Checks every stored byte it can.</summary>
static class VerifyVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Folder of the tape", DefaultValueFactory = _ => "./data" };
        var command = new Command("verify", "Check every block of a tape") { data };
        command.SetAction(parsed => Verify(Path.Combine(parsed.GetValue(data)!, "tape")) | VerifyBars(Path.Combine(parsed.GetValue(data)!, "bars")));
        return command;
    }

    static int Verify(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no tape in {folder}.");
            return 1;
        }
        var report = Tape.Tape.Verify(folder);
        Console.WriteLine(report);
        return report.IsWhole ? 0 : 1;
    }

    static int VerifyBars(string folder)
    {
        var (files, damage) = BarTape.Verify(folder);
        Console.WriteLine($"{files} files of bars: " + (damage.Count == 0 ? "whole" : $"{damage.Count} damaged\n{string.Join('\n', damage)}"));
        return damage.Count == 0 ? 0 : 1;
    }
}
