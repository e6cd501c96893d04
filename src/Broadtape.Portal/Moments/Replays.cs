using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;

namespace Broadtape.Portal.Moments;

/// <summary>Replays running now. Each holds two boards of the whole market, so there is room for few; one more is refused.</summary>
/// <param name="boardsFrom">Boards of their own, standing at a moment.</param>
sealed class Replays(Func<Moment, Board.Boards> boardsFrom, Gate gate, INewsroom newsroom)
{
    public const int Most = 8;

    int running;

    /// <summary>Null when there is no room; else to be given back with <see cref="End"/>.</summary>
    public Replay? Begin(Moment from, int speed)
    {
        if (Interlocked.Increment(ref running) <= Most)
            return new(boardsFrom(from), gate, newsroom, from, speed);
        End();
        return null;
    }

    public void End() => Interlocked.Decrement(ref running);
}
