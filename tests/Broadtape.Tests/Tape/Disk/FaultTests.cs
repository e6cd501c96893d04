using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Tests.TapeTests;

/// <summary>The disk fails at every step there is; what was acknowledged is there, and nothing else is served.</summary>
public sealed class FaultTests
{
    /// <summary>Segments of some four blocks.</summary>
    static readonly TapeOptions Small = new(SegmentBytes: 2_000, CheckpointsMost: 64);

    /// <summary>Events of such a segment, one block when it is sealed.</summary>
    const int SealedBlock = 44;

    /// <summary>A life of a tape that goes on whatever fails: commits, checkpoints, sealing, retention. The number acknowledged.</summary>
    static long Live(Tape.Tape tape, int groups)
    {
        long acknowledged = tape.Committed;
        for (var g = 0; g < groups; g++)
        {
            for (var i = 0; i < 11; i++)
                tape.Accept(TapeFolder.Event(tape.Count, tape.Count));
            if (tape.TryCommit())
                acknowledged = tape.Count;
            Assert.Equal(acknowledged, tape.Committed);
            Try(() => tape.SaveCheckpoint(tape.Committed, [new byte[] { (byte)g }]));
            if (g % 3 == 2)
                Try(() =>
                {
                    while (tape.Seal()) { }
                });
            if (g % 7 == 6)
                Try(() => tape.Forget(Moment.FromUnixSeconds(tape.Committed - 100)));
        }
        return acknowledged;
    }

    static void Try(Action work)
    {
        try
        {
            work();
        }
        catch (IOException)
        {
            // The disk refused; that is what it is here for.
        }
    }

    [Fact]
    public void Whichever_step_fails_nothing_acknowledged_is_lost_and_what_was_held_follows()
    {
        var steps = CountSteps();
        Assert.InRange(steps, 100, 2_000);
        for (var failing = 0; failing < steps; failing++)
        {
            using var folder = new TapeFolder();
            var disk = new FaultyDisk { Fails = (step, _) => step == failing };
            try
            {
                using var tape = Tape.Tape.Open(folder.Path, Small, disk);
                Live(tape, 30);
                Assert.True(tape.TryCommit());
            }
            catch (TapeException refused)
            {
                // At the opening, in one sentence; the next opening succeeds.
                Assert.Contains("no space left on device", refused.Message, StringComparison.Ordinal);
            }
            using var again = Tape.Tape.Open(folder.Path, Small);
            Assert.Null(again.Torn);
            Assert.True(again.Committed is 0 or 330);
            AssertNumbered(again);
            Assert.Empty(again.Missing);
            Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
        }
    }

    [Fact]
    public void On_a_disk_that_is_full_for_a_while_events_are_held_read_by_boards_and_committed_in_order_later()
    {
        using var folder = new TapeFolder();
        var full = false;
        var disk = new FaultyDisk { Fails = (_, step) => full && step is DiskStep.Write or DiskStep.Open };
        using (var tape = Tape.Tape.Open(folder.Path, Small with { HeldMost = 200 }, disk))
        {
            Live(tape, 5);
            full = true;
            Live(tape, 10);
            Assert.Equal((55, 165), (tape.Committed, tape.Count));
            Assert.Contains("no space left on device", tape.Stands, StringComparison.Ordinal);
            Assert.False(tape.IsFull);
            Assert.Equal(Enumerable.Range(0, 165).Select(n => (long)n), TapeFolder.ReadOn(tape));
            Assert.Equal(101, tape.PositionAt(Moment.FromUnixSeconds(100)));
            Assert.Throws<ArgumentOutOfRangeException>(() => tape.SaveCheckpoint(166, []));
            tape.SaveCheckpoint(160, [new byte[] { 1 }]);
            Assert.True(!tape.TryCheckpoint(160, out var position, out _) || position <= 55);
            Live(tape, 10);
            Assert.True(tape.IsFull);
            full = false;
            Assert.True(tape.TryCommit());
            Assert.Null(tape.Stands);
            Assert.Equal((275, 275), (tape.Committed, tape.Count));
            Live(tape, 1);
        }
        using var again = Tape.Tape.Open(folder.Path, Small);
        Assert.Equal(286, again.Committed);
        AssertNumbered(again);
    }

    [Fact]
    public void What_is_held_has_a_bound_beyond_which_an_event_is_refused()
    {
        using var folder = new TapeFolder();
        var disk = new FaultyDisk();
        using var tape = Tape.Tape.Open(folder.Path, new(HeldMost: 20_000), disk);
        disk.Fails = (_, _) => true;
        while (tape.Count < 40_000)
            tape.Accept(TapeFolder.Event(tape.Count));
        var refused = Assert.Throws<TapeException>(() => tape.Accept(TapeFolder.Event(0)));
        Assert.Contains("no space left on device", refused.Message, StringComparison.Ordinal);
        disk.Fails = (_, _) => false;
        tape.Commit();
        TapeFolder.AssertNumbered(tape, 40_000);
    }

    [Fact]
    public void A_torn_tape_on_a_disk_that_takes_nothing_is_refused_in_a_sentence_and_opens_later()
    {
        using var folder = new TapeFolder();
        folder.Write(3, 4);
        using (var file = File.OpenWrite(folder.Segments[0]))
            file.SetLength(file.Length - 1);
        var disk = new FaultyDisk { Fails = (_, step) => step is DiskStep.SetLength or DiskStep.Flush };
        var refused = Assert.Throws<TapeException>(() => Tape.Tape.Open(folder.Path, new(), disk));
        Assert.Contains("the unfinished write at the tape's end could not be cut", refused.Message, StringComparison.Ordinal);
        using var again = Tape.Tape.Open(folder.Path);
        TapeFolder.AssertNumbered(again, 3);
    }

    /// <summary>Bits of every file of a tape with sealed, closed and open segments, checkpoints and contents.</summary>
    [Fact]
    public void A_flipped_bit_anywhere_is_named_and_costs_at_most_its_block()
    {
        using var written = new TapeFolder();
        using (var tape = Tape.Tape.Open(written.Path, Small))
        {
            for (var i = 0; i < 12; i++)
            {
                tape.SaveCheckpoint(tape.Committed, [new byte[] { 1, 2, 3, 4 }]);
                TapeFolder.Append(tape, 11);
                if (i == 8)
                    while (tape.Seal()) { }
            }
        }
        var files = Directory.GetFiles(written.Path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock").ToList();
        Assert.True(files.Count >= 7);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            for (var bit = 0; bit < bytes.Length * 8; bit += 23)
            {
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                File.WriteAllBytes(file, bytes);
                AssertAtMostABlockMissing(written.Path, file);
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                File.WriteAllBytes(file, bytes);
            }
        }
    }

    static void AssertAtMostABlockMissing(string folder, string hurt)
    {
        var report = Tape.Tape.Verify(folder);
        Assert.Contains(hurt, (string[])[.. report.Damage.Select(d => d.File), .. report.Torn is { } torn ? [torn.File] : Array.Empty<string>()]);
        using var tape = Tape.Tape.Open(folder, Small);
        var read = TapeFolder.ReadOn(tape);
        var missing = tape.Missing.SelectMany(m => Enumerable.Range((int)m.Position, (int)(m.End - m.Position)).Select(n => (long)n)).ToList();
        if (tape.Torn is not null)
            Assert.Equal(121, tape.Committed);
        Assert.InRange(missing.Count, 0, tape.Torn is null ? SealedBlock : 0);
        Assert.Equal(Enumerable.Range(0, (int)tape.Committed).Select(n => (long)n).Except(missing), read);
    }

    static void AssertNumbered(Tape.Tape tape)
    {
        var first = tape.Missing.Count == 0 && tape.Begins is not null ? TapeFolder.ReadOn(tape)[0] : 0;
        Assert.Equal(Enumerable.Range((int)first, (int)(tape.Committed - first)).Select(n => (long)n), TapeFolder.ReadOn(tape));
    }

    static int CountSteps()
    {
        using var folder = new TapeFolder();
        var disk = new FaultyDisk();
        using var tape = Tape.Tape.Open(folder.Path, Small, disk);
        Assert.Equal(330, Live(tape, 30));
        Assert.True(tape.Begins > Moment.FromUnixSeconds(0));
        return disk.Steps;
    }
}
