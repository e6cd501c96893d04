using System.IO.Hashing;
using System.Text;
using Broadtape.Licensing;
using Broadtape.Newsroom;
using Broadtape.Portal.Door;
using Broadtape.Portal.Layout;
using Broadtape.Tape.History;
using Microsoft.AspNetCore.ResponseCompression;
using NodaTime;

namespace Broadtape.Portal.Moments;

/// <summary>
/// Names the bytes of a past page before they are drawn, from all they are made of: the events behind each delay, what the newsroom and the
/// imported history hold, address, edition, viewer, colours, encoding, and the house's own mark. The same tag is the same page.
/// </summary>
sealed class PageTag(
    Tape.Tape tape,
    HistoryStore history,
    Licence licence,
    INewsroom newsroom,
    HouseMark mark,
    IResponseCompressionProvider compression
)
{
    /// <summary>As a strong ETag writes it, without its quotation marks.</summary>
    public string Of(HttpContext http, Visit visit)
    {
        var made = new StringBuilder(512);
        made.Append(mark.Text)
            .Append('|')
            .Append(newsroom.Fingerprint)
            .Append('|')
            .Append(history.Fingerprint)
            .Append('|')
            .Append(tape.Begins?.UnixNanoseconds);
        foreach (var delay in licence.Delays)
            made.Append('|').Append(tape.PositionAt(visit.Moment - Duration.FromMinutes(delay.Minutes)));
        made.Append('|').Append(visit.Moment.UnixNanoseconds).Append('|').Append(visit.Replay).Append('|').Append(visit.Edition);
        made.Append('|').Append(visit.Viewer.Kind).Append('|').Append(Appearance.Of(http.Request));
        made.Append('|').Append(compression.GetCompressionProvider(http)?.EncodingName);
        // Last and unbounded: nothing can be mistaken for what stands before it.
        made.Append('|').Append(visit.Path).Append('?').Append(visit.Query);
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(made.ToString())));
    }
}
