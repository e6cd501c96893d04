using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Stream;
using NodaTime;

namespace Broadtape.Portal.Moments;

/// <summary>
/// The past running on for one reader: boards of his own follow the tape from where they stood, and a stream of his own tells of them. The
/// live pipeline does not know of it. One thread at a time.
/// </summary>
/// <param name="boards">His own, which nobody else advances.</param>
/// <param name="speed">How many times as fast as the wall's clock.</param>
sealed class Replay(Board.Boards boards, Gate gate, INewsroom newsroom, Moment from, int speed)
{
    readonly StreamHub hub = new(gate);
    Moment? toldUntil;

    public Moment Now { get; private set; }

    /// <summary>True when an article has been published since the beginning, or since this was last asked.</summary>
    public bool HasNews()
    {
        var news = newsroom.PublishedAfter(toldUntil ?? from, Now) is not null;
        toldUntil = Now;
        return news;
    }

    /// <summary>His boards' changes, a snapshot first.</summary>
    public IAsyncEnumerable<StreamFrame> Frames(Viewer viewer, IReadOnlyList<Instrument> instruments, CancellationToken stop) =>
        hub.Subscribe(viewer, instruments, book: null, resumeFrom: null, stop);

    /// <summary>Goes on to where the reader's clock stands, never beyond now; false when it has come there.</summary>
    public bool Advance(TimeSpan elapsed, Moment now)
    {
        Now = Moment.Min(from + Duration.FromTicks(elapsed.Ticks * (double)speed), now);
        boards.Advance(Now);
        hub.Publish(boards.Freeze(Now));
        return Now < now;
    }
}
