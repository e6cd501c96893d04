namespace Broadtape.Licensing;

/// <summary>What a list of movers is ordered by. Names leave the process in addresses: they only grow.</summary>
public enum RankBy : byte
{
    /// <summary>Risen, the most in percent first.</summary>
    Up,

    /// <summary>Fallen, the most in percent first.</summary>
    Down,
    Turnover,
    Volume,
}
