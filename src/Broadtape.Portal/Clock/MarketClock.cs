using Broadtape.Market;
using NodaTime;

namespace Broadtape.Portal.Clock;

/// <summary>The market's clock: boards, publishing and as-of go by it, and the demo may move it. Sign-in and rate limits go by the wall's.</summary>
abstract class MarketClock
{
    /// <summary>How it runs, in words, for the console and the operator.</summary>
    public abstract string Description { get; }

    /// <summary>The moment of a turn that begins now; never earlier than the turn before. <paramref name="next"/> is when the feed's next event comes.</summary>
    public abstract Moment Turn(Moment? next);
}

/// <summary>Runs from a start at a multiple of the wall's pace.</summary>
sealed class RunningClock(TimeProvider wall, Moment start, decimal speed) : MarketClock
{
    readonly long began = wall.GetTimestamp();

    /// <summary>
    /// The time of day, for feeds that are live: as the machine has it now, and no faster than time passes from here on. Were a step of
    /// the machine's clock followed, what was received a minute ago would be an hour old at once, and shown to who may not see it yet.
    /// </summary>
    /// <param name="told">The end of what the tape holds: the clock does not go behind it.</param>
    internal static RunningClock OfTheDay(TimeProvider wall, Moment? told) =>
        new(wall, Moment.Max(Moment.From(Instant.FromDateTimeOffset(wall.GetUtcNow())), told ?? Moment.Beginning), 1);

    public override string Description => $"{start} onwards at {speed:0.###}×";

    public override Moment Turn(Moment? next) => start + Duration.FromTicks((long)(wall.GetElapsedTime(began).Ticks * speed));
}

/// <summary>Goes as fast as events can be taken: every turn takes the next stretch of the recording.</summary>
sealed class UnboundClock : MarketClock
{
    static readonly Duration Stretch = Duration.FromSeconds(1);

    Moment now = Moment.Beginning;

    public override string Description => "as fast as the recording can be read";

    public override Moment Turn(Moment? next) => now = next is { } moment ? Moment.Max(now, moment) + Stretch : now;
}
