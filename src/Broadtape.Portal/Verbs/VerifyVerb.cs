using System.CommandLine;
using Broadtape.Tape.History;

namespace Broadtape.Portal.Verbs;

/// <summary>Checks every stored byte it can.</summary>
static class VerifyVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Folder of the tape and the history", DefaultValueFactory = _ => "./data" };
        var command = new Command("verify", "Check every block of a tape and every file of the history") { data };
        command.SetAction(parsed => Verify(parsed.GetValue(data)!));
        return command;
    }

    static int Verify(string data)
    {
        var folder = Path.Combine(data, "tape");
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no tape in {folder}.");
            return 1;
        }
        var report = Tape.Tape.Verify(folder);
        Console.WriteLine(report);
        var damage = HistoryStore.Verify(ImportHistory.FolderIn(data));
        Console.WriteLine($"history: {(damage.Count == 0 ? "whole" : $"{damage.Count} damaged")}");
        foreach (var damaged in damage)
            Console.WriteLine(damaged);
        return report.IsWhole && damage.Count == 0 ? 0 : 1;
    }
}
