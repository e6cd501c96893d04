using Broadtape.Market;

namespace Broadtape.Portal.Door;

/// <summary>Addresses as this visit writes them: in its edition, and at its moment when that is past.</summary>
static class Links
{
    public static string To(this Visit visit, string path) => Prefix(visit.Edition) + path + Moment(visit, path);

    public static string ToQuote(this Visit visit, InstrumentId id) => visit.To($"/quotes/{id.Mic}/{Uri.EscapeDataString(id.Code)}");

    /// <summary>The same page in another edition.</summary>
    public static string In(this Visit visit, Edition edition) =>
        (Prefix(edition) + visit.Path + Moment(visit, visit.Path)) is { Length: > 0 } path ? path : "/";

    /// <summary>The same page now.</summary>
    public static string Now(this Visit visit) => Prefix(visit.Edition) + visit.Path;

    public static string LanguageTag(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => "zh-Hans",
            Edition.En => "en",
            _ => "zh-Hant-HK",
        };

    static string Prefix(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => "/zh-hans",
            Edition.En => "/en",
            _ => "",
        };

    static string Moment(Visit visit, string path) =>
        visit.IsPast ? $"{(path.Contains('?') ? '&' : '?')}{AsOf.Parameter}={Uri.EscapeDataString(visit.Moment.ToString())}" : "";
}
