using System.CommandLine;
using Broadtape.Portal.Backup;
using Broadtape.Tape.Disk;

namespace Broadtape.Portal.Verbs;

/// <summary>A backup into a data folder of its own.</summary>
static class RestoreVerb
{
    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "A backup" };
        var data = new Option<string>("--data") { Description = "Folder to make: empty, or not there", Required = true };
        var command = new Command("restore", "Restore a backup into an empty folder, every checksum held") { file, data };
        command.SetAction(parsed => BackupVerb.Run(() => DataRestore.Run(new SystemDisk(), parsed.GetValue(file)!, parsed.GetValue(data)!)));
        return command;
    }
}
