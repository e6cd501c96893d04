using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal.Clock;
using Broadtape.Portal.Operations;
using Broadtape.Stream;
using Broadtape.Tape;
using NodaTime;

namespace Broadtape.Portal;

/// <summary>
/// The way of a price through the house, top to bottom: feed → tape → board → frame → stream and pages. One thread walks it, turn by
/// turn; it is the only place where feeds, tape and board meet. Readers take <see cref="View"/>, which is immutable.
/// </summary>
sealed class Pipeline(
    IFeed feed,
    Tape.Tape tape,
    Board.Boards boards,
    IReadOnlyCollection<Delay> delays,
    StreamHub hub,
    MarketClock clock,
    TimeProvider wall,
    Meters meters
)
{
    /// <summary>The longest a group of events waits for its fsync.</summary>
    static readonly TimeSpan TurnLength = TimeSpan.FromMilliseconds(20);

    static readonly TimeSpan FrameLength = TimeSpan.FromMilliseconds(250);

    /// <summary>Asked of the feed at a time while the tape stands, so that what is held stays near its bound.</summary>
    static readonly Duration StandingStep = Duration.FromSeconds(1);

    volatile BoardView? view;
    volatile TapeStanding? standing;
    Moment now;

    /// <summary>The board as last frozen; null until the tape has been caught up.</summary>
    public BoardView? View => view;

    /// <summary>That the disk takes nothing, and since when; null while it does.</summary>
    public TapeStanding? Standing => standing;

    /// <summary>
    /// The board at a past moment; any thread. Throws <see cref="MissingEventsException"/> when the tape does not say any more what it was.
    /// </summary>
    public BoardView At(Moment past)
    {
        ThrowIfMissing(past);
        var board = boards.At(past);
        // Damage may have shown while the events were read.
        ThrowIfMissing(past);
        return board;
    }

    void ThrowIfMissing(Moment past)
    {
        if (tape.IsWhole)
            return;
        foreach (var delay in delays.Append(Delay.None))
            if (tape.MissingAt(past - Duration.FromMinutes(delay.Minutes)) is { } span)
                throw new MissingEventsException(span);
    }

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
        while (!stop.IsCancellationRequested && (feed.Next is not null || standing is not null))
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
        var committed = tape.Committed;
        now = clock.Turn(feed.Next);
        try
        {
            // What a full tape would have to refuse is left with the feed.
            if (!tape.IsFull)
                feed.Advance(standing is null ? now : Moment.Min(now, (feed.Next ?? now) + StandingStep), tape);
        }
        finally
        {
            // A recording that breaks off has handed over what stands before the damage: keep it, then say what broke.
            standing = tape.TryCommit() ? null : new(standing?.Since ?? now, tape.Stands!, tape.Count - tape.Committed, tape.IsFull);
            boards.Advance(now);
        }
        meters.Turned(tape.Committed - committed, wall.GetElapsedTime(began), tape.Count - tape.Committed);
    }

    void Publish()
    {
        view = boards.Freeze(now);
        hub.Publish(view);
    }
}

/// <summary>The disk takes nothing: since when on the market's clock, why, and how many events are held in memory.</summary>
/// <param name="IsFull">As many are held as may be: feeds wait.</param>
sealed record TapeStanding(Moment Since, string Reason, long Held, bool IsFull);
