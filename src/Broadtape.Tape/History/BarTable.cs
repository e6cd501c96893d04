using System.Globalization;
using Broadtape.Market;
using DuckDB.NET.Data;

namespace Broadtape.Tape.History;

/// <summary>
/// Bars as Parquet: series, begins and known in nanoseconds since 1970, day in days since then, prices in millionths, turnover in
/// thousandths. Sorted by series, begins, known.
/// </summary>
static class BarTable
{
    internal const string Columns =
        "series INTEGER, begins BIGINT, day INTEGER, known BIGINT, open BIGINT, high BIGINT, low BIGINT, close BIGINT, volume BIGINT, turnover BIGINT, trades INTEGER";

    internal const string Names = "series, begins, day, known, open, high, low, close, volume, turnover, trades";

    internal static void Append(DuckDBAppender appender, int series, in Bar bar, int place) =>
        appender
            .CreateRow()
            .AppendValue(series)
            .AppendValue(bar.Begins.UnixNanoseconds)
            .AppendValue(ParquetDatabase.Day(bar.Day))
            .AppendValue(bar.Known.UnixNanoseconds)
            .AppendValue(bar.Open.Millionths)
            .AppendValue(bar.High.Millionths)
            .AppendValue(bar.Low.Millionths)
            .AppendValue(bar.Close.Millionths)
            .AppendValue(bar.Volume.Units)
            .AppendValue(bar.Turnover.Thousandths)
            .AppendValue(bar.Trades)
            .AppendValue(place)
            .EndRow();

    /// <summary>Every version of every bar a file has of a series, by begins and known.</summary>
    internal static Bar[] Read(ParquetDatabase database, string path, int series) =>
        [
            .. database.Read(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"SELECT begins, day, known, open, high, low, close, volume, turnover, trades FROM read_parquet({ParquetDatabase.Text(path)}) WHERE series = {series} ORDER BY begins, known"
                ),
                Bar
            ),
        ];

    static Bar Bar(DuckDBDataReader row) =>
        new(
            new(row.GetInt64(0)),
            ParquetDatabase.Date(row.GetInt32(1)),
            new(row.GetInt64(3)),
            new(row.GetInt64(4)),
            new(row.GetInt64(5)),
            new(row.GetInt64(6)),
            new(row.GetInt64(7)),
            new(row.GetInt64(8)),
            row.GetInt32(9),
            new(row.GetInt64(2))
        );
}
