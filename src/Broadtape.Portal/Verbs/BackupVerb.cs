using System.CommandLine;
using Broadtape.Portal.Backup;
using Broadtape.Tape.Disk;

namespace Broadtape.Portal.Verbs;

/// <summary>Everything under the data folder into one file, while the portal runs.</summary>
static class BackupVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Folder to back up", DefaultValueFactory = _ => "./data" };
        var to = new Option<string>("--to") { Description = "File to write", Required = true };
        var command = new Command("backup", "Back up a data folder into one file, also while the portal runs") { data, to };
        command.SetAction(parsed => Run(() => DataBackup.Run(new SystemDisk(), parsed.GetValue(data)!, parsed.GetValue(to)!)));
        return command;
    }

    internal static int Run(Func<BackupReport> work)
    {
        try
        {
            var report = work();
            foreach (var path in report.Paths)
                Console.WriteLine(path);
            Console.WriteLine(report);
            return 0;
        }
        catch (BackupException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
