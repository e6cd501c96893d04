using Broadtape.Tape.Disk;
using Microsoft.Data.Sqlite;

namespace Broadtape.Portal.Backup;

/// <summary>A database under the data folder, whoever's it is.</summary>
static class Database
{
    static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    public static bool Is(IDisk disk, string path)
    {
        Span<byte> begins = stackalloc byte[Magic.Length];
        using var file = disk.Open(path, DiskOpening.Read);
        return file.Read(begins, 0) == begins.Length && begins.SequenceEqual(Magic);
    }

    /// <summary>As it stands after its last transaction, while others write it.</summary>
    public static void Copy(string path, string into)
    {
        try
        {
            using var from = Open(path);
            using var to = new SqliteConnection($"Data Source={into};Pooling=False");
            from.BackupDatabase(to);
        }
        catch (SqliteException e)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>What SQLite finds wrong with it; empty when it is whole.</summary>
    public static IReadOnlyList<string> Check(string path)
    {
        try
        {
            using var connection = Open(path);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            using var rows = command.ExecuteReader();
            var found = new List<string>();
            while (rows.Read())
                found.Add(rows.GetString(0));
            return found is ["ok"] ? [] : found;
        }
        catch (SqliteException e)
        {
            return [e.Message];
        }
    }

    static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }
}
