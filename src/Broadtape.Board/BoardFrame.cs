using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// A board frozen at a horizon. Quotes inside can be named only by Board and Licensing: what a person may see of them comes out of
/// the gate.
/// </summary>
public sealed class BoardFrame
{
    /// <summary>The newest instant it may hold anything of.</summary>
    public required Moment Horizon { get; init; }

    /// <summary>How many events of the tape it holds: the same position is the same board.</summary>
    public required long Position { get; init; }
}
