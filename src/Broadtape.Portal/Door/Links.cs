using Broadtape.Market;

namespace Broadtape.Portal.Door;

/// <summary>Addresses as this visit writes them: in its edition, and at its moment when that is past.</summary>
static class Links
{
    public static string To(this Visit visit, string path)
    {
        // What a fragment names is found after the query is answered, and stands behind it.
        var (address, fragment) = path.IndexOf('#') is >= 0 and var at ? (path[..at], path[at..]) : (path, "");
        return (visit.IsPast ? Of(visit.Edition, address, "", visit.Moment.ToString(), Speed(visit.Replay)) : Prefix(visit.Edition) + address)
            + fragment;
    }

    public static string ToQuote(this Visit visit, InstrumentId id) => visit.To($"/quotes/{id.Mic}/{Uri.EscapeDataString(id.Code)}");

    /// <summary>The same page in another edition.</summary>
    public static string In(this Visit visit, Edition edition) =>
        visit.IsPast
            ? Of(edition, visit.Path, visit.Query, visit.Moment.ToString(), Speed(visit.Replay))
            : Of(edition, visit.Path, visit.Query, null, null);

    /// <summary>The same page now.</summary>
    public static string Now(this Visit visit) => Of(visit.Edition, visit.Path, visit.Query, null, null);

    /// <summary>The same page at another moment, standing or running on.</summary>
    public static string At(this Visit visit, Moment moment, int? replay = null) =>
        Of(visit.Edition, visit.Path, visit.Query, moment.ToString(), Speed(replay));

    /// <param name="query">What is asked for beside the moment, as an address writes it; empty without.</param>
    /// <param name="asof">Null for now.</param>
    /// <param name="replay">Null where the past is to stand.</param>
    public static string Of(Edition edition, string path, string query, string? asof, string? replay)
    {
        var address = Prefix(edition) + path;
        foreach (
            var part in new[]
            {
                query,
                asof is null ? "" : $"{AsOf.Parameter}={Uri.EscapeDataString(asof)}",
                string.IsNullOrEmpty(replay) ? "" : $"{AsOf.Replay}={Uri.EscapeDataString(replay)}",
            }
        )
            if (part.Length > 0)
                address += (address.Contains('?') ? "&" : "?") + part;
        return address;
    }

    public static string LanguageTag(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => "zh-Hans",
            Edition.En => "en",
            _ => "zh-Hant-HK",
        };

    static string? Speed(int? replay) => replay?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Prefix(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => "/zh-hans",
            Edition.En => "/en",
            _ => "",
        };
}
