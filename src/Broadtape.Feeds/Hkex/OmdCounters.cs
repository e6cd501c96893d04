namespace Broadtape.Feeds.Hkex;

/// <summary>What a channel has seen since it began; written by the channel's thread, read by any.</summary>
sealed class OmdCounters
{
    readonly long[] packets = new long[Enum.GetValues<OmdLine>().Length];
    readonly long[] refused = new long[Enum.GetValues<OmdRefusal>().Length];

    /// <summary>Handed on, each once.</summary>
    internal long Messages { get; set; }

    /// <summary>Came again, by the other line or the same.</summary>
    internal long Duplicates { get; set; }
    internal long Heartbeats { get; set; }
    internal long Gaps { get; set; }

    /// <summary>Passed over for good: nobody could bring them.</summary>
    internal long Lost { get; set; }
    internal long Resets { get; set; }

    internal long PacketsOf(OmdLine line) => packets[(int)line];

    internal long RefusedFor(OmdRefusal reason) => refused[(int)reason];

    internal void Packet(OmdLine line) => packets[(int)line]++;

    internal void Refuse(OmdRefusal reason) => refused[(int)reason]++;
}
