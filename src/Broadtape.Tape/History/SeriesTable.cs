using System.Globalization;
using Broadtape.Market;
using DuckDB.NET.Data;

namespace Broadtape.Tape.History;

/// <summary>Which series an import holds, as Parquet: who each is and which days it has.</summary>
static class SeriesTable
{
    internal const string Columns =
        "number INTEGER, instrument VARCHAR, assumed BOOLEAN, length TINYINT, hours TINYINT, source VARCHAR, basis TINYINT";

    internal static void Append(DuckDBAppender appender, int number, Series series, bool assumed) =>
        appender
            .CreateRow()
            .AppendValue(number)
            .AppendValue(series.Instrument.ToString())
            .AppendValue(assumed)
            .AppendValue((sbyte)series.Length)
            .AppendValue((sbyte)series.Hours)
            .AppendValue(series.Source)
            .AppendValue((sbyte)series.Basis)
            .EndRow();

    internal static List<SeriesExtent> Read(ParquetDatabase database, string path, string barFile) =>
        database.Read(
            $"SELECT number, instrument, assumed, length, hours, source, basis, first_day, last_day, row_count FROM read_parquet({ParquetDatabase.Text(path)})",
            row => new SeriesExtent(
                row.GetInt32(0),
                new(
                    InstrumentId.Parse(row.GetString(1)),
                    (BarLength)Number(row, 3),
                    (TradingHours)Number(row, 4),
                    row.GetString(5),
                    (PriceBasis)Number(row, 6)
                ),
                row.GetBoolean(2),
                barFile,
                ParquetDatabase.Date(row.GetInt32(7)),
                ParquetDatabase.Date(row.GetInt32(8)),
                row.GetInt64(9)
            )
        );

    static int Number(DuckDBDataReader row, int column) => Convert.ToInt32(row.GetValue(column), CultureInfo.InvariantCulture);
}
