using NodaTime;
using NodaTime.Text;

namespace Broadtape.Market;

/// <summary>
/// A point on the market's clock: nanoseconds since 1970-01-01T00:00:00Z. Events, horizons and pages are placed in time by it.
/// It is one long so that an event stays small and a comparison is one instruction; calendars and zones are NodaTime's.
/// </summary>
public readonly record struct Moment(long UnixNanoseconds) : IComparable<Moment>
{
    public static readonly Moment Never = new(long.MaxValue);
    public static readonly Moment Beginning = new(0);

    /// <summary>The first and the last instant that is read: nanoseconds in a long, and any delay, fit around them.</summary>
    static readonly (Instant First, Instant Last) Readable = (Instant.FromUtc(1700, 1, 1, 0, 0), Instant.FromUtc(2200, 1, 1, 0, 0));

    /// <summary>
    /// ISO 8601 with an offset, of the years 1700 to 2199. False without one: a moment without an offset is a different moment in every
    /// office.
    /// </summary>
    public static bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (OffsetPatterns.Select(p => p.Parse(text)).FirstOrDefault(r => r.Success) is not { } read)
            return false;
        var instant = read.Value.ToInstant();
        if (instant < Readable.First || instant >= Readable.Last)
            return false;
        moment = From(instant);
        return true;
    }

    public static Moment Parse(string text) =>
        TryParse(text, out var moment)
            ? moment
            : throw new FormatException($"'{text}' is not ISO 8601 with an offset, such as 2026-01-09T00:08+08:00");

    public static Moment From(Instant instant) => new((instant - NodaConstants.UnixEpoch).ToInt64Nanoseconds());

    public static Moment From(LocalDateTime local, DateTimeZone zone) => From(local.InZoneLeniently(zone).ToInstant());

    public static Moment FromUnixSeconds(long seconds) => new(seconds * 1_000_000_000);

    public Instant ToInstant() => NodaConstants.UnixEpoch.PlusNanoseconds(UnixNanoseconds);

    public ZonedDateTime In(DateTimeZone zone) => ToInstant().InZone(zone);

    public static Moment Max(Moment a, Moment b) => a.UnixNanoseconds >= b.UnixNanoseconds ? a : b;

    public static Moment Min(Moment a, Moment b) => a.UnixNanoseconds <= b.UnixNanoseconds ? a : b;

    public int CompareTo(Moment other) => UnixNanoseconds.CompareTo(other.UnixNanoseconds);

    public static Moment operator +(Moment moment, Duration duration) => new(moment.UnixNanoseconds + duration.ToInt64Nanoseconds());

    public static Moment operator -(Moment moment, Duration duration) => new(moment.UnixNanoseconds - duration.ToInt64Nanoseconds());

    public static Duration operator -(Moment later, Moment earlier) => Duration.FromNanoseconds(later.UnixNanoseconds - earlier.UnixNanoseconds);

    public static bool operator <(Moment a, Moment b) => a.UnixNanoseconds < b.UnixNanoseconds;

    public static bool operator >(Moment a, Moment b) => a.UnixNanoseconds > b.UnixNanoseconds;

    public static bool operator <=(Moment a, Moment b) => a.UnixNanoseconds <= b.UnixNanoseconds;

    public static bool operator >=(Moment a, Moment b) => a.UnixNanoseconds >= b.UnixNanoseconds;

    /// <summary>ISO 8601 in UTC.</summary>
    public override string ToString() => InstantPattern.ExtendedIso.Format(ToInstant());

    static readonly OffsetDateTimePattern[] OffsetPatterns =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>"),
    ];
}
