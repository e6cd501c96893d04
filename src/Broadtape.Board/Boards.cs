using Broadtape.Market;
using NodaTime;

namespace Broadtape.Board;

/// <summary>
/// One fold at as many clocks as the licence has delays, and at any past moment. <see cref="Advance"/> and <see cref="Freeze"/> are
/// called by the pipeline's thread, <see cref="At"/> by any.
/// </summary>
public sealed class Boards
{
    /// <summary>
    /// Events between two checkpoints: what a past moment rolls at most. A checkpoint grows with the instruments, a roll with the events, and
    /// each buys the other off: so many events for each instrument, within bounds.
    /// </summary>
    internal const int StrideLeast = 16_384;
    internal const int StrideMost = 262_144;
    const int StrideAnInstrument = 8;

    readonly IEventLog log;
    readonly Past past;
    readonly Dictionary<Delay, Follower> followers = [];
    readonly Follower newest;
    readonly int? stride;
    long checkpointed;

    /// <param name="start">Where the boards begin: a resumed tape's boards start from its checkpoints.</param>
    /// <param name="stride">Events between two checkpoints; null: as many as suit the instruments.</param>
    public Boards(InstrumentMaster master, IEventLog log, IEnumerable<Delay> delays, Moment start, int? stride = null)
    {
        (this.log, past, this.stride) = (log, new(master, log), stride);
        foreach (var delay in delays.Append(Delay.None).Distinct())
            followers[delay] = new(log, past.Roll(log.PositionAt(start - Duration.FromMinutes(delay.Minutes))));
        newest = followers[Delay.None];
        checkpointed = newest.Board.Position;
    }

    /// <summary>Brings every board to its own horizon.</summary>
    public void Advance(Moment now)
    {
        foreach (var (delay, follower) in followers)
        {
            bool more;
            do
            {
                more = follower.Advance(now - Duration.FromMinutes(delay.Minutes), stride ?? StrideLeast);
                if (follower == newest)
                    Checkpoint();
            } while (more);
        }
    }

    void Checkpoint()
    {
        var enough = stride ?? Math.Clamp(StrideAnInstrument * newest.Board.Instruments, StrideLeast, StrideMost);
        if (newest.Board.Position - checkpointed >= enough && log.SaveCheckpoint(newest.Board.Position, newest.Board.Save()))
            checkpointed = newest.Board.Position;
    }

    /// <summary>All boards as they stand.</summary>
    public BoardView Freeze(Moment now) =>
        View(now, followers.ToDictionary(f => f.Key, f => f.Value.Board.Freeze(now - Duration.FromMinutes(f.Key.Minutes))));

    /// <summary>All boards as they stood.</summary>
    public BoardView At(Moment moment) =>
        View(
            moment,
            followers.Keys.ToDictionary(
                delay => delay,
                delay =>
                {
                    var horizon = moment - Duration.FromMinutes(delay.Minutes);
                    return past.Recall(log.PositionAt(horizon)) with { Horizon = horizon };
                }
            )
        );

    BoardView View(Moment moment, Dictionary<Delay, BoardFrame> frames) => new(moment, log.Begins, frames[Delay.None].Instruments, frames);

    /// <summary>A board behind the tape's end by its delay.</summary>
    sealed class Follower(IEventLog log, Board board)
    {
        readonly MarketEvent[] ahead = new MarketEvent[1024];
        int at;
        int count;

        internal Board Board => board;

        /// <summary>Applies what was released by the horizon, at most so many events; true when there may be more.</summary>
        internal bool Advance(Moment horizon, int most)
        {
            for (var applied = 0; applied < most; applied++)
            {
                if (at == count)
                {
                    (at, count) = (0, log.Read(board.Position, ahead));
                    if (count == 0)
                        return false;
                }
                // A later event never overtakes one that is held back.
                if (ahead[at].ReleaseTime > horizon)
                    return false;
                board.Apply(ahead[at++]);
            }
            return true;
        }
    }
}
