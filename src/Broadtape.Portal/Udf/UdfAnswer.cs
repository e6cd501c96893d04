using System.Text.Json;

namespace Broadtape.Portal.Udf;

/// <summary>How UDF is answered: JSON that nobody keeps, and errors in its own form.</summary>
static class UdfAnswer
{
    public static async Task Write(HttpContext http, Action<Utf8JsonWriter> write)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        write(json);
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>The status is for machines on the way; clients of UDF read the body.</summary>
    public static Task Error(HttpContext http, string reason, int status = StatusCodes.Status400BadRequest)
    {
        http.Response.StatusCode = status;
        return Write(
            http,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("s", "error");
                json.WriteString("errmsg", reason);
                json.WriteEndObject();
            }
        );
    }
}
