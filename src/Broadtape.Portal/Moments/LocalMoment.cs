using Broadtape.Market;
using Broadtape.Portal.Door;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Broadtape.Portal.Moments;

/// <summary>
/// A date and time as the page's form sends it, on the clocks of a place: <c>at=2026-01-08T18:00&amp;zone=Asia/Hong_Kong</c>. It leads to the
/// same page with <c>asof</c>; an hour that daylight saving skips is refused, one that it repeats is asked about.
/// </summary>
sealed class LocalMoment(Timetables timetables)
{
    public const string Time = "at";
    public const string Zone = "zone";

    /// <summary>The zone of a form that names none.</summary>
    public const string Home = "Asia/Hong_Kong";

    static readonly LocalDateTimePattern[] Patterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss"),
    ];

    static readonly OffsetDateTimePattern Written = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>");

    /// <summary>The answer to a form; null when the request is none. A form without a date asks for now.</summary>
    public Task? Answers(HttpContext http, Edition edition)
    {
        if (!http.Request.Query.TryGetValue(Time, out var time) || !IsPage(http.Request.Path))
            return null;
        var (asked, place) = (time.ToString(), http.Request.Query[Zone].ToString());
        if (asked.Length == 0)
            return Lead(http, Address(http, edition, asof: null));
        var read = Patterns.Select(p => p.Parse(asked)).FirstOrDefault(r => r.Success);
        var zone = ZoneOf(place.Length == 0 ? Home : place);
        if (zone is null || read is null)
            return RefusalPage.Write(http, Refusal.MalformedLocal(zone is null ? place : asked), edition);
        var mapped = zone.MapLocal(read.Value);
        return mapped.Count switch
        {
            1 => Lead(http, Address(http, edition, mapped.Single())),
            0 => RefusalPage.Write(http, Skipped(http, edition, mapped), edition),
            _ => RefusalPage.Write(http, Repeated(http, edition, mapped), edition),
        };
    }

    /// <summary>Programs write an offset; only a page has a form.</summary>
    static bool IsPage(PathString path) =>
        !path.StartsWithSegments("/api") && !path.StartsWithSegments("/stream") && !path.StartsWithSegments("/udf");

    DateTimeZone? ZoneOf(string id) => timetables.Venues.Select(v => v.Zone).FirstOrDefault(z => z.Id == id);

    static Refusal Skipped(HttpContext http, Edition edition, ZoneLocalMapping mapped)
    {
        var (before, after) = (mapped.EarlyInterval, mapped.LateInterval);
        var local = Local(mapped.LocalDateTime);
        var ways = new[] { before.End - Duration.FromMinutes(1), after.Start }.Select(i => Way(http, edition, i.InZone(mapped.Zone)));
        return new(
            StatusCodes.Status400BadRequest,
            $"{local} 這一刻在當地不存在：時鐘當時由 {before.IsoLocalEnd:HH:mm} 撥快至 {after.IsoLocalStart:HH:mm}。",
            $"{local} 这一刻在当地不存在：时钟当时由 {before.IsoLocalEnd:HH:mm} 拨快至 {after.IsoLocalStart:HH:mm}。",
            $"There was no {local} there: the clocks went forward from {before.IsoLocalEnd:HH:mm} to {after.IsoLocalStart:HH:mm}."
        )
        {
            Ways = [.. ways],
        };
    }

    static Refusal Repeated(HttpContext http, Edition edition, ZoneLocalMapping mapped)
    {
        var local = Local(mapped.LocalDateTime);
        return new(
            StatusCodes.Status300MultipleChoices,
            $"當地時鐘當日撥慢，{local} 出現了兩次。你指哪一次？",
            $"当地时钟当日拨慢，{local} 出现了两次。你指哪一次？",
            $"The clocks went back that day, and {local} came twice. Which do you mean?"
        )
        {
            Ways = [Way(http, edition, mapped.First()), Way(http, edition, mapped.Last())],
        };
    }

    static (string, string) Way(HttpContext http, Edition edition, ZonedDateTime moment) =>
        (Address(http, edition, moment), $"{Local(moment.LocalDateTime)} {moment.GetZoneInterval().Name} (UTC{moment.Offset:+HH:mm})");

    static string Local(LocalDateTime local) => local.ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    static Task Lead(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    static string Address(HttpContext http, Edition edition, ZonedDateTime? asof) =>
        Links.Of(
            edition,
            http.Request.Path,
            FrontDoor.Beside(http.Request),
            asof is { } moment ? Written.Format(moment.ToOffsetDateTime()) : null,
            http.Request.Query[AsOf.Replay]
        );
}
