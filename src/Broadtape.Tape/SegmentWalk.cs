namespace Broadtape.Tape;

/// <summary>Goes through a segment block by block, and over what does not hold.</summary>
/// <param name="from">Where a block begins, or should.</param>
/// <param name="to">Where the walk ends.</param>
/// <param name="isThorough">Holds the events against their checksums too.</param>
sealed class SegmentWalk(SegmentWindow window, long from, long to, bool isThorough)
{
    /// <summary>The block at hand; only in a thorough walk are its events known to be whole.</summary>
    internal Block Block { get; private set; }

    /// <summary>Where the block begins, or the damage.</summary>
    internal long Offset { get; private set; } = from;

    /// <summary>Where the block ends, or the damage.</summary>
    internal long End { get; private set; } = from;

    /// <summary>What is wrong from <see cref="Offset"/> on; empty at a block that holds.</summary>
    internal string Damage { get; private set; } = "";

    /// <summary>The damage could be a write that broke off: no whole header, or less than it says.</summary>
    internal bool IsCutOff { get; private set; }

    internal bool Next()
    {
        Offset = End;
        if (Offset >= to)
            return false;
        if (Take(out var block, out var reason))
        {
            (Block, Damage, End) = (block, "", Offset + block.Bytes);
            return true;
        }
        (Damage, IsCutOff) = (reason, block.Count == 0 || Offset + block.Bytes > to);
        End = Math.Min(window.FindBlock(Offset + 1) ?? to, to);
        return true;
    }

    bool Take(out Block block, out string reason)
    {
        if (isThorough)
            return window.TryBlock(Offset, out block, out _, out reason);
        if (!window.TryHeader(Offset, out block, out reason))
            return false;
        reason = Offset + block.Bytes > to ? "the block's events are cut off" : "";
        return reason.Length == 0;
    }
}
