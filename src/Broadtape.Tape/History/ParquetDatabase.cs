using System.Globalization;
using DuckDB.NET.Data;
using NodaTime;

namespace Broadtape.Tape.History;

/// <summary>
/// DuckDB in memory, for Parquet files alone: it loads no extension, reaches no network and keeps nothing of its own on the disk. Any
/// thread; one question at a time.
/// </summary>
sealed class ParquetDatabase : IDisposable
{
    /// <summary>What it may hold at once; a larger sort fails, and the import with it.</summary>
    const string MemoryMost = "1GB";

    static readonly LocalDate Epoch = new(1970, 1, 1);

    readonly Lock turn = new();
    readonly DuckDBConnection connection = new("DataSource=:memory:");

    internal ParquetDatabase(int threads)
    {
        connection.Open();
        Run(string.Create(CultureInfo.InvariantCulture, $"SET threads={threads}; SET memory_limit='{MemoryMost}'; SET temp_directory=''"));
        Run("SET autoinstall_known_extensions=false; SET autoload_known_extensions=false; SET parquet_metadata_cache=true");
    }

    internal void Run(string sql)
    {
        using var _ = turn.EnterScope();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal long Count(string sql)
    {
        using var _ = turn.EnterScope();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    internal List<T> Read<T>(string sql, Func<DuckDBDataReader, T> row)
    {
        using var _ = turn.EnterScope();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    internal DuckDBAppender Into(string table) => connection.CreateAppender(table);

    /// <summary>A string, or a list of paths, as SQL writes it.</summary>
    internal static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    internal static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Text))}]";

    /// <summary>Days since 1970-01-01.</summary>
    internal static int Day(LocalDate date) => Period.DaysBetween(Epoch, date);

    internal static LocalDate Date(int day) => Epoch.PlusDays(day);

    public void Dispose() => connection.Dispose();
}
