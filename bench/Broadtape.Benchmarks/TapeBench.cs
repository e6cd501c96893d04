using System.Diagnostics;
using System.Runtime.InteropServices;
using Broadtape.Market;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;

namespace Broadtape.Benchmarks;

/// <summary>
/// Durable events a second; goal 1 M. Floors: the same bytes in the same groups written and fsynced to a bare file; SQLite in WAL; DuckDB.
/// Then bytes an event at rest, and how fast they are read again.
/// </summary>
static class TapeBench
{
    const int Group = 8_192;

    internal static async Task Run()
    {
        var (_, events) = Demo.Day();
        Task<double> Ours() =>
            Task.FromResult(
                In(
                    folder =>
                    {
                        using var tape = Broadtape.Tape.Tape.Open(folder);
                        for (var i = 0; i < events.Length; i++)
                        {
                            tape.Accept(events[i]);
                            if (i % Group == Group - 1)
                                tape.Commit();
                        }
                        tape.Commit();
                    },
                    events.Length
                )
            );
        await Pairs.Compare(
            "event",
            Ours,
            "bare file",
            () =>
                Task.FromResult(
                    In(
                        folder =>
                        {
                            using var file = File.OpenHandle(Path.Combine(folder, "bare"), FileMode.Create, FileAccess.Write);
                            long at = 0;
                            foreach (var group in events.Chunk(Group))
                            {
                                var bytes = MarketEvent.AsBytes(group);
                                RandomAccess.Write(file, bytes, at);
                                RandomAccess.FlushToDisk(file);
                                at += bytes.Length;
                            }
                        },
                        events.Length
                    )
                )
        );
        await Pairs.Compare("event", Ours, "SQLite WAL", () => Task.FromResult(In(folder => Sqlite(folder, events), events.Length)));
        await Pairs.Compare("event", Ours, "DuckDB", () => Task.FromResult(In(folder => DuckDb(folder, events), events.Length)));
        SealedBench.Run(events);
    }

    /// <summary>A row of numbers an event, a transaction a group.</summary>
    static void DuckDb(string folder, MarketEvent[] events)
    {
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(folder, "floor.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE e(exchange BIGINT, received BIGINT, head BIGINT, a BIGINT, b BIGINT, c BIGINT, d BIGINT)";
        command.ExecuteNonQuery();
        foreach (var group in events.Chunk(Group))
        {
            using var transaction = connection.BeginTransaction();
            using (var appender = connection.CreateAppender("e"))
            {
                var words = MemoryMarshal.Cast<MarketEvent, long>(group);
                for (var i = 0; i < words.Length; i += 7)
                {
                    var row = appender.CreateRow();
                    foreach (var word in words.Slice(i, 7))
                        row.AppendValue(word);
                    row.EndRow();
                }
            }
            transaction.Commit();
        }
    }

    static void Sqlite(string folder, MarketEvent[] events)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e(p INTEGER PRIMARY KEY, b BLOB)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO e(b) VALUES($b)";
        var blob = command.Parameters.Add("$b", SqliteType.Blob);
        foreach (var group in events.Chunk(Group))
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            for (var i = 0; i < group.Length; i++)
            {
                blob.Value = MarketEvent.AsBytes(group.AsSpan(i, 1)).ToArray();
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
    }

    static double In(Action<string> work, int events)
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-bench").FullName;
        var began = Stopwatch.GetTimestamp();
        work(folder);
        var took = Stopwatch.GetElapsedTime(began).TotalNanoseconds / events;
        Directory.Delete(folder, recursive: true);
        return took;
    }
}
