using System.Diagnostics;
using System.Globalization;
using Broadtape.Market;
using Broadtape.Portal;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;
using DuckDB.NET.Data;

namespace Broadtape.Benchmarks;

/// <summary>
/// A daily file the size of the whole Hong Kong market's (2,541 instruments, 495,444 rows), imported into an empty history: goal 5 s. Floor:
/// DuckDB reads the same file into a table. Then how long one symbol's daily line takes, the first time: goal 20 ms.
/// </summary>
static class ImportBench
{
    const int DaysEach = 195;
    const int Rows = 495_444;

    internal static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-bench").FullName;
        try
        {
            var file = Path.Combine(folder, "market.csv");
            Write(file);
            await Pairs.Compare("row", () => Task.FromResult(Import(folder, file)), "DuckDB", () => Task.FromResult(ReadCsv(file)));
            Line(folder, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static double Import(string folder, string file)
    {
        var history = Path.Combine(folder, "history");
        if (Directory.Exists(history))
            Directory.Delete(history, recursive: true);
        var began = Stopwatch.GetTimestamp();
        var report = Importing.Run(
            history,
            new("yahoo-daily", [file], Moment.Parse("2020-07-29T09:00+08:00")),
            InstrumentMaster.Empty,
            Reference.Load().Timetables,
            Reference.UsListings()
        );
        var took = Stopwatch.GetElapsedTime(began);
        if (report.Taken != Rows)
            throw new InvalidOperationException(report.ToString());
        return took.TotalNanoseconds / Rows;
    }

    static double ReadCsv(string file)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads=2; CREATE TABLE t AS FROM read_csv('{file}', header = true)";
        var began = Stopwatch.GetTimestamp();
        command.ExecuteNonQuery();
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / Rows;
    }

    static void Line(string folder, string file)
    {
        Import(folder, file);
        using var store = HistoryStore.Open(Path.Combine(folder, "history"));
        var times = new List<double>();
        for (var symbol = 1; symbol <= 200; symbol++)
        {
            var id = new InstrumentId(Mic.Parse("XHKG"), symbol.ToString("D5", CultureInfo.InvariantCulture), Day(0));
            var began = Stopwatch.GetTimestamp();
            if (store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, Moment.Never).Count == 0)
                throw new InvalidOperationException($"{id} has no bars");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        Pairs.Print($"a symbol's daily line, not read before: {Pairs.Median(times):0.0} ms, {times.Max():0.0} at most");
    }

    /// <summary>Random walks of one seed, as Yahoo writes them.</summary>
    static void Write(string file)
    {
        var random = new Random(1);
        using var text = new StreamWriter(file);
        text.Write("Symbol,Date,Open,High,Low,Close,Adj Close,Volume\n");
        for (var row = 0; row < Rows; row++)
        {
            var (symbol, day) = (row / DaysEach + 1, row % DaysEach);
            var (low, spread) = (random.Next(1_000_000, 90_000_000), random.Next(1, 900_000));
            var (open, close) = (low + random.Next(spread), low + random.Next(spread));
            text.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{symbol:D4}.HK,{Day(day):uuuu-MM-dd},{open / 1e6m:0.000000},{(low + spread) / 1e6m:0.000000},{low / 1e6m:0.000000},{close / 1e6m:0.000000},{close / 1e6m:0.000000},{random.Next(1, 90_000_000)}\n"
                )
            );
        }
    }

    /// <summary>Any days no calendar of ours denies.</summary>
    static NodaTime.LocalDate Day(int day) => new NodaTime.LocalDate(2019, 10, 1).PlusDays(day);
}
