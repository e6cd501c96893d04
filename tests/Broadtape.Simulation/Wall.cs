using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>The machine's clocks as the portal sees them: time passes evenly, and the time of day is now and then put to another.</summary>
sealed class Wall(Moment begins) : TimeProvider
{
    /// <summary>What time it is in truth.</summary>
    internal Moment Now { get; set; } = begins;

    /// <summary>By how much the machine's time of day is ahead of the truth.</summary>
    internal Duration Ahead { get; set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Now.UnixNanoseconds;

    public override DateTimeOffset GetUtcNow() => (Now + Ahead).ToInstant().ToDateTimeOffset();
}
