using NodaTime;

namespace Broadtape.Market;

/// <summary>A market as a place with a clock.</summary>
/// <param name="Silence">How long an open market may say nothing before its quotes are stale.</param>
public sealed record Venue(Mic Mic, Names Names, DateTimeZone Zone, Duration Silence);

/// <summary>What kind of day a date is for a market.</summary>
public enum DayKind : byte
{
    Full,
    Half,
    Closed,
}
