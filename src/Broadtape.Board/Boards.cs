using Broadtape.Market;
using NodaTime;

namespace Broadtape.Board;

/// <summary>
/// One fold at as many clocks as the licence has delays, and at any past moment. <see cref="Advance"/> and <see cref="Freeze"/> are
/// called by the pipeline's thread, <see cref="At"/> by any.
/// </summary>
public sealed class Boards
{
    /// <summary>Events between two checkpoints: what a past moment rolls at most.</summary>
    const int CheckpointStride = 16_384;

    /// <summary>Past boards kept; the one asked for longest ago gives way.</summary>
    const int PastMost = 32;

    readonly InstrumentMaster master;
    readonly IEventLog log;
    readonly Dictionary<Delay, Follower> followers = [];
    readonly Follower newest;
    readonly Lock recalling = new();
    readonly LinkedList<BoardFrame> past = [];
    readonly int stride;
    long checkpointed;

    /// <param name="start">Where the boards begin: a resumed tape's boards start from its checkpoints.</param>
    /// <param name="stride">Events between two checkpoints.</param>
    public Boards(InstrumentMaster master, IEventLog log, IEnumerable<Delay> delays, Moment start, int stride = CheckpointStride)
    {
        this.master = master;
        this.log = log;
        this.stride = stride;
        foreach (var delay in delays.Append(Delay.None).Distinct())
            followers[delay] = new(log, Nearest(log.PositionAt(start - Duration.FromMinutes(delay.Minutes))));
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
                more = follower.Advance(now - Duration.FromMinutes(delay.Minutes), stride);
                if (follower == newest)
                    Checkpoint();
            } while (more);
        }
    }

    void Checkpoint()
    {
        if (newest.Board.Position - checkpointed < stride)
            return;
        checkpointed = newest.Board.Position;
        log.SaveCheckpoint(checkpointed, newest.Board.Save());
    }

    /// <summary>All boards as they stand.</summary>
    public BoardView Freeze(Moment now) =>
        View(now, followers.ToDictionary(f => f.Key, f => f.Value.Board.Freeze(now - Duration.FromMinutes(f.Key.Minutes))));

    /// <summary>All boards as they stood: the nearest checkpoint, rolled on.</summary>
    public BoardView At(Moment moment) =>
        View(
            moment,
            followers.Keys.ToDictionary(
                delay => delay,
                delay =>
                {
                    var horizon = moment - Duration.FromMinutes(delay.Minutes);
                    return Recall(log.PositionAt(horizon)) with { Horizon = horizon };
                }
            )
        );

    BoardView View(Moment moment, Dictionary<Delay, BoardFrame> frames) => new(moment, log.Begins, frames[Delay.None].Instruments, frames);

    BoardFrame Recall(long position)
    {
        lock (recalling)
            for (var node = past.First; node is not null; node = node.Next)
                if (node.Value.Position == position)
                {
                    past.Remove(node);
                    past.AddFirst(node);
                    return node.Value;
                }
        var board = Nearest(position);
        var events = new MarketEvent[1024];
        while (board.Position < position)
        {
            var count = log.Read(board.Position, events.AsSpan(0, (int)Math.Min(events.Length, position - board.Position)));
            foreach (ref readonly var e in events.AsSpan(0, count))
                board.Apply(e);
        }
        var frame = board.Freeze(Moment.Beginning);
        lock (recalling)
        {
            past.AddFirst(frame);
            if (past.Count > PastMost)
                past.RemoveLast();
        }
        return frame;
    }

    Board Nearest(long position)
    {
        while (log.TryCheckpoint(position, out var at, out var bytes))
        {
            if (Board.Restore(master, bytes) is { } board)
                return board;
            position = at - 1;
        }
        return new(master);
    }

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
