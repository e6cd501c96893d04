using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// The board as it stood at one moment, for every delay the licence knows: the frame at the moment, and the frame that trails it by 15
/// minutes. Immutable; any thread may read it. Live, delayed and past are this type at three moments.
/// </summary>
public sealed class BoardView(Moment moment, Moment? tapeBegins, InstrumentMaster instruments, IReadOnlyDictionary<Delay, BoardFrame> frames)
{
    /// <summary>The page's own time on the market's clock.</summary>
    public Moment Moment => moment;

    /// <summary>Release time of the tape's first event; null while the tape is empty.</summary>
    public Moment? TapeBegins => tapeBegins;

    /// <summary>The master, and whatever else was listed on the tape.</summary>
    public InstrumentMaster Instruments => instruments;

    /// <summary>The state of everything released by <see cref="Moment"/> − delay. Asking for a delay no frame was made for is our bug.</summary>
    public BoardFrame Behind(Delay delay) => frames[delay];

    /// <summary>How many events of the tape that state holds: what was drawn at the same position need not be drawn again.</summary>
    public long PositionBehind(Delay delay) => frames[delay].Position;
}
