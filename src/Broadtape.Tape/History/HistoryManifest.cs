using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Broadtape.Market;
using Broadtape.Tape.Disk;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Tape.History;

/// <summary>
/// The one file that says which imports there are. A reader sees an import whole or not at all: its files are durable before a new manifest
/// takes the old one's name. First line: the checksum of what follows; then JSON.
/// </summary>
sealed record HistoryManifest(int Version, int NextSeries, IReadOnlyList<HistoryImport> Imports)
{
    internal const string FileName = "manifest.json";
    const int ThisVersion = 1;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new MomentAsText(), new DateAsText() },
    };

    internal static HistoryManifest Empty { get; } = new(ThisVersion, 1, []);

    [JsonIgnore]
    internal int NextImport => Imports.Count == 0 ? 1 : Imports[^1].Number + 1;

    /// <summary>Null with a reason when it does not hold; empty where none has been written.</summary>
    internal static HistoryManifest? Read(string folder, out string reason)
    {
        reason = "";
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return Empty;
        try
        {
            var text = File.ReadAllText(path);
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0 || text[..end] != Checksum(Encoding.UTF8.GetBytes(text[(end + 1)..])))
                reason = "the manifest's checksum does not hold";
            else if (JsonSerializer.Deserialize<HistoryManifest>(text[(end + 1)..], Json) is not { Version: ThisVersion } manifest)
                reason = $"the manifest is of another version; this build reads {ThisVersion}";
            else
                return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            reason = $"the manifest could not be read: {e.Message}";
        }
        return null;
    }

    /// <summary>Written aside, made durable, renamed: what comes after a failure is the manifest of before.</summary>
    internal void Replace(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var json = JsonSerializer.Serialize(this, Json);
        var bytes = Encoding.UTF8.GetBytes($"{Checksum(Encoding.UTF8.GetBytes(json))}\n{json}");
        using (var file = File.OpenHandle(path + ".new", FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(path + ".new", path, overwrite: true);
        FolderEntries.Flush(folder);
    }

    internal static string Checksum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(XxHash3.Hash(bytes));

    sealed class MomentAsText : JsonConverter<Moment>
    {
        public override Moment Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Moment.TryParse(reader.GetString() ?? "", out var moment) ? moment : throw new JsonException("no moment");

        public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    sealed class DateAsText : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            LocalDatePattern.Iso.Parse(reader.GetString() ?? "") is { Success: true } read ? read.Value : throw new JsonException("no date");

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }
}
