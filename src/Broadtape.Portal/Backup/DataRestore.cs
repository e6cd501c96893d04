using Broadtape.Tape.Disk;

namespace Broadtape.Portal.Backup;

/// <summary>A backup back into a data folder: beside it first, every checksum held, then in its place. Never over anything.</summary>
static class DataRestore
{
    public static BackupReport Run(IDisk disk, string file, string data)
    {
        data = Path.GetFullPath(data);
        if (!disk.Exists(file))
            throw new BackupException($"There is no file {file}.");
        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
            throw new BackupException($"{data} is not empty; name a folder that is, or one that is not there.");
        var aside = Path.TrimEndingDirectorySeparator(data) + ".restoring";
        try
        {
            // Left by a restoring that was killed.
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
            disk.CreateFolder(aside);
            var report = new BackupReader(disk, file).Read(name => Begin(disk, Path.Combine(aside, name)));
            if (Directory.Exists(data))
                Directory.Delete(data);
            Directory.Move(aside, data);
            disk.FlushFolder(Path.GetDirectoryName(data)!);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BackupException)
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
            throw e as BackupException ?? new BackupException($"The backup could not be restored: {e.Message}", e);
        }
    }

    static IDiskFile Begin(IDisk disk, string path)
    {
        disk.CreateFolder(Path.GetDirectoryName(path)!);
        return disk.Open(path, DiskOpening.Write);
    }
}
