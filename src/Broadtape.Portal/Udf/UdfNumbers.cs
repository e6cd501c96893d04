using System.Text.Json;
using Broadtape.Licensing;

namespace Broadtape.Portal.Udf;

/// <summary>
/// UDF wants prices as JSON numbers, not as text. Only figures are written so, digit for digit as they are printed: what reads them may
/// round them, we do not. The analyzer lets raw JSON be written here and nowhere else.
/// </summary>
static class UdfNumbers
{
    public static void Write(Utf8JsonWriter json, string name, in Figure figure)
    {
        if (figure.IsNone)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(figure.Plain);
    }

    /// <summary>A column of a table; none is null, as the exchange sent none.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<Figure> column)
    {
        json.WriteStartArray(name);
        foreach (var figure in column)
            if (figure.IsNone)
                json.WriteNullValue();
            else
                json.WriteRawValue(figure.Plain);
        json.WriteEndArray();
    }
}
