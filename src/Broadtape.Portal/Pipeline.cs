using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal.Clock;
using Broadtape.Portal.Operations;
using Broadtape.Stream;

namespace Broadtape.Portal;

/// <summary>
/// The way of a price through the house, top to bottom: feed → tape → board → frame → stream and pages. One thread walks it, turn by
/// turn; it is the only place where feeds, tape and board meet. Readers take <see cref="View"/>, which is immutable.
/// </summary>
sealed class Pipeline(IFeed feed, Tape.Tape tape, Board.Boards boards, StreamHub hub, MarketClock clock, TimeProvider wall, Meters meters)
{
    /// <summary>The longest a group of events waits for its fsync.</summary>
    static readonly TimeSpan TurnLength = TimeSpan.FromMilliseconds(20);

    static readonly TimeSpan FrameLength = TimeSpan.FromMilliseconds(250);

    volatile BoardView? view;
    Moment now;

    /// <summary>The board as last frozen; null until the tape has been caught up.</summary>
    public BoardView? View => view;

    /// <summary>The board at a past moment; any thread.</summary>
    public BoardView At(Moment past) => boards.At(past);

    /// <summary>Brings the tape and the boards to the clock before the first reader is let in.</summary>
    public void CatchUp()
    {
        Turn();
        Publish();
    }

    /// <summary>Walks until stopped or until the feed has no more; what had been taken is on the tape either way.</summary>
    public async Task Run(CancellationToken stop)
    {
        var published = wall.GetTimestamp();
        while (!stop.IsCancellationRequested && feed.Next is not null)
        {
            var began = wall.GetTimestamp();
            Turn();
            if (wall.GetElapsedTime(published) >= FrameLength)
            {
                Publish();
                published = wall.GetTimestamp();
            }
            var left = TurnLength - wall.GetElapsedTime(began);
            if (left > TimeSpan.Zero && clock is RunningClock)
                await Task.Delay(left, wall, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Publish();
    }

    void Turn()
    {
        var began = wall.GetTimestamp();
        var before = tape.Count;
        now = clock.Turn(feed.Next);
        try
        {
            feed.Advance(now, tape);
        }
        finally
        {
            // A recording that breaks off has handed over what stands before the damage: keep it, then say what broke.
            tape.Commit();
            boards.Advance(now);
        }
        meters.Turned(tape.Count - before, wall.GetElapsedTime(began));
    }

    void Publish()
    {
        view = boards.Freeze(now);
        hub.Publish(view);
    }
}
