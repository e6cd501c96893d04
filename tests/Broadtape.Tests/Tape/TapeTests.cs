using Broadtape.Market;
using Broadtape.Tape;
using CsCheck;

namespace Broadtape.Tests.TapeTests;

public sealed class TapeTests
{
    [Fact]
    public void A_new_tape_is_empty_and_has_no_time()
    {
        using var folder = new TapeFolder();
        using var tape = Tape.Tape.Open(folder.Path);
        Assert.Equal((0, 0), (tape.Count, tape.Committed));
        Assert.Null(tape.Begins);
        Assert.Null(tape.Ends);
        Assert.Equal(0, tape.PositionAt(Moment.Never));
        Assert.Equal(0, tape.Read(0, new MarketEvent[1]));
    }

    [Fact]
    public void What_is_taken_is_seen_when_it_is_committed_and_not_before()
    {
        using var folder = new TapeFolder();
        using var tape = Tape.Tape.Open(folder.Path);
        tape.Accept(TapeFolder.Event(0));
        Assert.Equal((1, 0), (tape.Count, tape.Committed));
        Assert.Equal(0, tape.Read(0, new MarketEvent[1]));
        tape.Commit();
        Assert.Equal((1, 1), (tape.Count, tape.Committed));
        Assert.Equal(1, tape.Read(0, new MarketEvent[1]));
    }

    [Fact]
    public void What_was_not_committed_is_gone_after_opening_again()
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            TapeFolder.Append(tape, 3);
            tape.Accept(TapeFolder.Event(3));
        }
        using var again = Tape.Tape.Open(folder.Path);
        TapeFolder.AssertNumbered(again, 3);
        Assert.Null(again.Torn);
    }

    [Fact]
    public void A_group_larger_than_a_block_may_be_becomes_several_blocks()
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path))
            TapeFolder.Append(tape, 2 * Block.CountMax + 5);
        Assert.Equal(3, Tape.Tape.Verify(folder.Path).Blocks);
        using var again = Tape.Tape.Open(folder.Path);
        TapeFolder.AssertNumbered(again, 2 * Block.CountMax + 5);
    }

    [Fact]
    public void Two_writers_of_one_tape_are_refused()
    {
        using var folder = new TapeFolder();
        using var first = Tape.Tape.Open(folder.Path);
        var refused = Assert.Throws<TapeException>(() => Tape.Tape.Open(folder.Path));
        Assert.Contains("another process is writing this tape", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Appends, commits and openings in any order, releases that run back, small segments: the tape is the list it was given.</summary>
    [Fact]
    public void A_tape_is_the_list_of_what_was_committed_and_a_moment_is_a_prefix_of_it() =>
        Gen.Select(Gen.Select(Gen.Int[0, 700], Gen.Int[0, 9]).Array[1, 25], Gen.Long[0, long.MaxValue / 2])
            .Sample(
                (steps, seed) =>
                {
                    using var folder = new TapeFolder();
                    var random = new Random((int)(seed % int.MaxValue));
                    var options = new TapeOptions(SegmentBytes: 60_000);
                    var releases = new List<long>();
                    var tape = Tape.Tape.Open(folder.Path, options);
                    foreach (var (count, then) in steps)
                    {
                        for (var i = 0; i < count; i++)
                        {
                            releases.Add(1_000 + releases.Count / 50 + random.Next(-40, 40));
                            tape.Accept(TapeFolder.Event(releases.Count - 1, releases[^1]));
                        }
                        tape.Commit();
                        if (then == 0)
                        {
                            tape.Dispose();
                            tape = Tape.Tape.Open(folder.Path, options);
                        }
                    }
                    using var last = tape;
                    TapeFolder.AssertNumbered(tape, releases.Count);
                    var buffer = new MarketEvent[300];
                    for (var i = 0; i < 30; i++)
                    {
                        var position = random.Next(0, releases.Count + 10);
                        var read = tape.Read(position, buffer);
                        Assert.Equal(Math.Clamp(releases.Count - position, 0, buffer.Length), read);
                        for (var k = 0; k < read; k++)
                            Assert.Equal(position + k, TapeFolder.NumberOf(buffer[k]));
                        var second = random.Next(900, 1_100 + releases.Count / 50);
                        Assert.Equal(NaivePosition(releases, second), tape.PositionAt(Moment.FromUnixSeconds(second)));
                    }
                    Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public async Task A_reader_sees_only_whole_commits_while_another_thread_writes()
    {
        using var folder = new TapeFolder();
        using var tape = Tape.Tape.Open(folder.Path, new(SegmentBytes: 200_000));
        const int Groups = 300;
        var done = false;
        var readers = Enumerable
            .Range(0, 2)
            .Select(seed =>
                Task.Run(() =>
                {
                    var random = new Random(seed);
                    var buffer = new MarketEvent[2_000];
                    var seen = 0L;
                    while (!Volatile.Read(ref done) || seen < tape.Committed)
                    {
                        var committed = tape.Committed;
                        Assert.True(committed >= seen);
                        Assert.Equal(0, committed % 37);
                        seen = committed;
                        var from = random.NextInt64(0, committed + 1);
                        var read = tape.Read(from, buffer);
                        Assert.True(read >= Math.Min(buffer.Length, committed - from));
                        for (var i = 0; i < read; i++)
                            Assert.Equal(from + i, TapeFolder.NumberOf(buffer[i]));
                        // Event n is released at second n.
                        var moment = random.NextInt64(0, committed + 1);
                        var position = tape.PositionAt(Moment.FromUnixSeconds(moment));
                        Assert.InRange(position, Math.Min(moment + 1, committed), moment + 1);
                    }
                })
            )
            .ToArray();
        for (var i = 0; i < Groups; i++)
            TapeFolder.Append(tape, 37);
        Volatile.Write(ref done, true);
        await Task.WhenAll(readers);
        TapeFolder.AssertNumbered(tape, Groups * 37);
    }

    internal static long NaivePosition(List<long> releases, long second)
    {
        var running = long.MinValue;
        for (var i = 0; i < releases.Count; i++)
        {
            running = Math.Max(running, releases[i]);
            if (running > second)
                return i;
        }
        return releases.Count;
    }
}
