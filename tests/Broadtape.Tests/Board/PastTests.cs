using System.IO.Hashing;
using Broadtape.Board;
using Broadtape.Market;
using Broadtape.Portal;
using NodaTime;

namespace Broadtape.Tests.BoardTests;

/// <summary>A past board is what was known by then: no later word changes it, and no way of reading it gives another.</summary>
public sealed class PastTests : IDisposable
{
    /// <summary>Enough for several checkpoints.</summary>
    const int Events = 60_000;

    static readonly Delay[] Delays = [Delay.None, new(15)];

    readonly string folder = Directory.CreateTempSubdirectory("broadtape-past-").FullName;
    readonly MarketEvent[] events = [.. new RandomMarket(1).Events(Events)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_board_asked_for_when_the_tape_ended_there_is_the_board_asked_for_ever_after()
    {
        var asked = new List<(Moment Moment, UInt128[] Board)>();
        using (var tape = Tape.Tape.Open(folder))
        using (var log = new TapeLog(tape))
        {
            var boards = new Boards(InstrumentMaster.Empty, log, Delays, Moment.Beginning);
            foreach (var turn in events.Chunk(1_500))
            {
                foreach (ref readonly var e in turn.AsSpan())
                    tape.Accept(e);
                tape.Commit();
                // What comes later is received later, whatever its own date.
                var now = turn[^1].ReceivedTime - Duration.Epsilon;
                boards.Advance(now);
                asked.Add((now, Seen(boards.At(now))));
                Assert.Equal(asked[^1].Board, Seen(boards.Freeze(now)));
            }
            Assert.All(asked, a => Assert.Equal(a.Board, Seen(boards.At(a.Moment))));
        }
        using var again = Tape.Tape.Open(folder);
        using var afterwards = new TapeLog(again);
        Assert.True(afterwards.TryCheckpoint(Events, out _, out _));
        var restarted = new Boards(InstrumentMaster.Empty, afterwards, Delays, asked[^1].Moment);
        Assert.All(asked, a => Assert.Equal(a.Board, Seen(restarted.At(a.Moment))));
        Assert.Equal(asked[^1].Board, Seen(restarted.Freeze(asked[^1].Moment)));
    }

    [Fact]
    public void At_any_moment_it_is_the_fold_of_what_was_released_by_then()
    {
        using var tape = Write();
        using var log = new TapeLog(tape);
        var boards = new Boards(InstrumentMaster.Empty, log, Delays, Moment.Beginning);
        var random = new Random(2);
        var span = (tape.Ends!.Value - RandomMarket.Begins).ToInt64Nanoseconds();
        var moments = Enumerable.Range(0, 100).Select(_ => new Moment(RandomMarket.Begins.UnixNanoseconds + random.NextInt64(span))).ToList();
        var seen = new UInt128[moments.Count];
        Parallel.For(0, moments.Count, i => seen[i] = Seen(boards.At(moments[i]).Behind(Delay.None)));
        var (naive, position) = (new Broadtape.Board.Board(InstrumentMaster.Empty), 0);
        foreach (var (i, moment) in moments.Index().OrderBy(m => m.Item))
        {
            // An event that was held back holds back what came after it.
            while (position < events.Length && events[position].ReleaseTime <= moment)
                naive.Apply(events[position++]);
            Assert.Equal(Seen(naive.Freeze(moment)), seen[i]);
        }
    }

    [Fact]
    public void A_page_that_a_checkpoint_cannot_give_comes_from_an_earlier_one()
    {
        using var tape = Write();
        using var log = new TapeLog(tape);
        var moment = tape.Ends!.Value - Duration.FromSeconds(30);
        var expected = Seen(new Boards(InstrumentMaster.Empty, log, Delays, Moment.Beginning).At(moment).Behind(Delay.None));
        // A checkpoint that was still being written when the next was due leaves it to a later place: the last may stand behind the moment.
        var file = Directory
            .GetFiles(folder, "*.board", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last(f => long.Parse(Path.GetFileNameWithoutExtension(f), System.Globalization.CultureInfo.InvariantCulture) <= tape.PositionAt(moment));
        var bytes = File.ReadAllBytes(file);
        foreach (var at in Enumerable.Range(2, 6).Select(i => bytes.Length * i / 10))
            bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
        var boards = new Boards(InstrumentMaster.Empty, log, Delays, Moment.Beginning);
        var view = boards.At(moment);
        Assert.Equal(expected, Seen(view.Behind(Delay.None)));
        Assert.Equal(file, Assert.Single(tape.DamagedCheckpoints).File);
        Assert.Equal(expected, Seen(boards.At(moment).Behind(Delay.None)));
    }

    /// <summary>The whole tape, with the checkpoints boards make.</summary>
    Tape.Tape Write()
    {
        var tape = Tape.Tape.Open(folder);
        foreach (ref readonly var e in events.AsSpan())
            tape.Accept(e);
        tape.Commit();
        using var log = new TapeLog(tape);
        var boards = new Boards(InstrumentMaster.Empty, log, Delays, Moment.Beginning);
        boards.Advance(tape.Ends!.Value);
        return tape;
    }

    static UInt128[] Seen(BoardView view) => [.. Delays.Select(d => Seen(view.Behind(d)))];

    /// <summary>Everything a frame knows, recent trades and all, as one number.</summary>
    static UInt128 Seen(BoardFrame frame)
    {
        var writer = new CheckpointWriter();
        writer.Write(frame.Position);
        writer.Write<MarketState>(frame.Markets);
        frame.Roster.Save(writer);
        foreach (var figure in frame.MarketFigures)
            writer.WriteText(figure.ToString());
        for (var place = 0; place < frame.PageCount; place++)
            frame.PageAt(place).Save(writer);
        return XxHash128.HashToUInt128(writer.Written.Span);
    }
}
