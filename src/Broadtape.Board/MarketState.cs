using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>What a market last said of itself.</summary>
struct MarketState
{
    public Mic Mic;

    /// <summary>Null in effect until <see cref="HasPhase"/>: no session message came yet.</summary>
    public SessionPhase Phase;
    public bool HasPhase;
    public int Day;
    public Moment PhaseTime;

    /// <summary>Release time of the newest event of any of its instruments, or heartbeat.</summary>
    public Moment Heard;

    /// <summary>Its source was found silent, and no heartbeat came since.</summary>
    public bool IsSilent;
}
