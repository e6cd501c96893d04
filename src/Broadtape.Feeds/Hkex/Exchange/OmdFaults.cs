using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>What goes wrong on the box's lines; everything follows from the seed.</summary>
sealed record OmdFaults
{
    internal static readonly OmdFaults None = new();

    internal ulong Seed { get; init; } = 1;

    /// <summary>Packets lost in a hundred, on line A and on line B.</summary>
    internal int LossA { get; init; }
    internal int LossB { get; init; }

    /// <summary>Packets in a hundred that come twice.</summary>
    internal int Duplicates { get; init; }

    /// <summary>Packets in a hundred that are overtaken by the one behind.</summary>
    internal int Reordered { get; init; }

    /// <summary>Packets in a hundred with a byte changed.</summary>
    internal int Corrupt { get; init; }

    /// <summary>A line that says nothing at all.</summary>
    internal OmdLine? Dead { get; init; }

    /// <summary>Seconds of every ten minutes in which both lines say nothing.</summary>
    internal int Silence { get; init; }

    /// <summary>When, each day by the exchange's clock, its second site takes over; null for never.</summary>
    internal LocalTime? Failover { get; init; }

    /// <summary>Silences begin five minutes into the ten, when bursts are over.</summary>
    internal bool IsSilentAt(Moment moment) => BoxFaults.SecondOf(moment) - BoxFaults.Round / 2 is var second && second >= 0 && second < Silence;

    internal bool IsNone => this with { Seed = None.Seed } == None;
}
