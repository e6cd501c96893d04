using Broadtape.Market;

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

    /// <summary>Both lines say nothing between the two.</summary>
    internal (Moment From, Moment To)? Silence { get; init; }

    internal bool IsNone => this with { Seed = None.Seed } == None;
}
