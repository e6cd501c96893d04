using System.CommandLine;
using Broadtape.Portal.Backup;
using Broadtape.Tape;
using Broadtape.Tape.History;

namespace Broadtape.Portal.Verbs;

/// <summary>Checks every stored byte it can.</summary>
static class VerifyVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Folder of the tape and the newsroom", DefaultValueFactory = _ => "./data" };
        var command = new Command("verify", "Check every stored byte of a data folder") { data };
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
        return report.IsWhole & AreWhole(data) & AreBarsWhole(data) & IsHistoryWhole(data) ? 0 : 1;
    }

    static bool AreWhole(string data)
    {
        var areWhole = true;
        foreach (var path in Directory.EnumerateFiles(data, "*.db", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var found = Database.Check(path);
            Console.WriteLine($"{path}: {(found.Count == 0 ? "whole" : string.Join("; ", found))}");
            areWhole &= found.Count == 0;
        }
        return areWhole;
    }

    static bool AreBarsWhole(string data)
    {
        var (files, damage) = BarTape.Verify(Path.Combine(data, "bars"));
        Console.WriteLine($"{files} files of bars: " + (damage.Count == 0 ? "whole" : $"{damage.Count} damaged\n{string.Join('\n', damage)}"));
        return damage.Count == 0;
    }

    static bool IsHistoryWhole(string data)
    {
        var damage = HistoryStore.Verify(ImportHistory.FolderIn(data));
        Console.WriteLine($"history: {(damage.Count == 0 ? "whole" : $"{damage.Count} damaged")}");
        foreach (var damaged in damage)
            Console.WriteLine(damaged);
        return damage.Count == 0;
    }
}
