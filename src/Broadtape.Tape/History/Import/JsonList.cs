using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broadtape.Tape.History.Import;

/// <summary>A file that is one JSON array of objects with exactly the properties of a type.</summary>
static class JsonList
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    internal static IReadOnlyList<T> Read<T>(ImportFile file)
    {
        try
        {
            using var text = file.Open();
            return JsonSerializer.Deserialize<List<T>>(text, Strict) ?? throw file.Refuse(1, "it is null");
        }
        catch (JsonException e)
        {
            throw file.Refuse((int)(e.LineNumber ?? 0) + 1, $"it is not the list expected: {e.Message}");
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or ZstdSharp.ZstdException)
        {
            throw file.Refuse(1, $"the file is cut off or damaged: {e.Message}");
        }
    }
}
