using Broadtape.Tape;
using Broadtape.Tape.Disk;

namespace Broadtape.Portal.Backup;

/// <summary>
/// Everything under a data folder into one file, while a portal writes there: the tape as it is at one instant, databases by SQLite's own
/// online backup, other files as they are. A list of other files is taken before what it names.
/// </summary>
static class DataBackup
{
    const string TapeFolder = "tape";

    /// <summary>Past pages are drawn again from the tape; a day's chunks of bars are folded again.</summary>
    static readonly string[] MadeAnew = ["past-pages/", "bars/scratch/"];

    public static BackupReport Run(IDisk disk, string data, string into)
    {
        into = Path.GetFullPath(into);
        if (!Directory.Exists(data))
            throw new BackupException($"There is no data folder {data}.");
        if (disk.Exists(into))
            throw new BackupException($"{into} is there already; name another file.");
        if (Path.GetRelativePath(Path.GetFullPath(data), into) is var inside && !inside.StartsWith("..", StringComparison.Ordinal))
            throw new BackupException($"{into} lies in the data folder itself; name a file outside it.");
        try
        {
            disk.CreateFolder(Path.GetDirectoryName(into)!);
            using var writer = new BackupWriter(disk, into);
            foreach (var path in OtherFiles(data))
                if (Database.Is(disk, path))
                    AddDatabase(disk, writer, data, path, into + ".database" + WholeFiles.Unfinished);
                else
                    Add(disk, writer, data, path, path);
            AddTape(disk, writer, data);
            return writer.Finish();
        }
        catch (Exception e) when (e is TapeException or IOException or UnauthorizedAccessException or BackupException)
        {
            disk.Delete(into + WholeFiles.Unfinished);
            throw e as BackupException ?? new BackupException($"The backup could not be made: {e.Message}", e);
        }
    }

    static void AddTape(IDisk disk, BackupWriter writer, string data)
    {
        var folder = Path.Combine(data, TapeFolder);
        if (!Directory.Exists(folder))
            return;
        var files = Tape.Tape.Snapshot(disk, folder);
        try
        {
            foreach (var (path, file, length) in files)
                writer.Add(Name(data, path), file, length);
        }
        finally
        {
            foreach (var file in files)
                file.File.Dispose();
        }
    }

    static void AddDatabase(IDisk disk, BackupWriter writer, string data, string path, string aside)
    {
        try
        {
            Database.Copy(path, aside);
            Add(disk, writer, data, path, aside);
        }
        finally
        {
            disk.Delete(aside);
        }
    }

    static void Add(IDisk disk, BackupWriter writer, string data, string path, string from)
    {
        using var file = disk.Open(from, DiskOpening.Read);
        writer.Add(Name(data, path), file, file.Length);
    }

    /// <summary>Manifests are copied before the rest is listed: what one names is among the rest, whatever an import adds meanwhile.</summary>
    static IEnumerable<string> OtherFiles(string data)
    {
        foreach (var path in Listed(data).Where(IsManifest))
            yield return path;
        foreach (var path in Listed(data).Where(path => !IsManifest(path)))
            yield return path;
    }

    static bool IsManifest(string path) => Path.GetFileName(path).StartsWith("manifest", StringComparison.Ordinal);

    /// <summary>
    /// All but segments, checkpoints, what can be made anew, what is being written, and what a database keeps beside itself while it is open.
    /// </summary>
    static IEnumerable<string> Listed(string data) =>
        Directory
            .EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(WholeFiles.Unfinished, StringComparison.Ordinal))
            .Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal))
            .Where(path => !MadeAnew.Any(folder => Name(data, path).StartsWith(folder, StringComparison.Ordinal)))
            .Where(path =>
                !Name(data, path).StartsWith(TapeFolder + "/", StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    static string Name(string data, string path) => Path.GetRelativePath(data, path).Replace(Path.DirectorySeparatorChar, '/');
}
