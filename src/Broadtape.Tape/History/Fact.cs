using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>
/// Something known that is no bar: a dividend, a listing, a session, a series' end. What it says may be corrected by a later fact of the
/// same topic, subject and item.
/// </summary>
/// <param name="Topic">Which reader understands its value; the names are stored.</param>
/// <param name="Value">JSON.</param>
/// <param name="Known">When we knew it.</param>
sealed record Fact(string Topic, string Subject, string Item, string Value, Moment Known);

/// <summary>Facts as Parquet.</summary>
static class FactTable
{
    internal const string Names = "topic, subject, item, value, known";
    internal const string Columns = "topic VARCHAR, subject VARCHAR, item VARCHAR, value VARCHAR, known BIGINT";

    /// <summary>All of a topic, oldest known first.</summary>
    internal static List<Fact> Read(ParquetDatabase database, IReadOnlyList<string> paths, string topic) =>
        paths.Count == 0
            ? []
            : database.Read(
                $"SELECT {Names} FROM read_parquet({ParquetDatabase.List(paths)}) WHERE topic = {ParquetDatabase.Text(topic)} ORDER BY known, subject, item",
                row => new Fact(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), new(row.GetInt64(4)))
            );
}
