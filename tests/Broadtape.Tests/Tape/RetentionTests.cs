using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Tests.TapeTests;

public sealed class RetentionTests
{
    const int Day = 86_400;

    /// <summary>Five days of 300 events, every one but the last sealed, a checkpoint every 100.</summary>
    static Tape.Tape FiveDays(TapeFolder folder)
    {
        var tape = Tape.Tape.Open(folder.Path);
        for (var day = 0; day < 5; day++)
        for (var part = 0; part < 3; part++)
        {
            for (var i = 0; i < 100; i++)
                tape.Accept(TapeFolder.Event(tape.Count, day * Day + part * 100 + i));
            tape.Commit();
            tape.SaveCheckpoint(tape.Committed, [new byte[] { 1 }]);
        }
        while (tape.Seal()) { }
        return tape;
    }

    [Fact]
    public void Whole_days_go_with_their_checkpoints_and_the_tape_begins_later_also_after_opening_again()
    {
        using var folder = new TapeFolder();
        using (var tape = FiveDays(folder))
        {
            Assert.Equal(600, tape.Forget(Moment.FromUnixSeconds(2 * Day + 250)));
            AssertBeginsOnTheThirdDay(tape);
            Assert.Equal(0, tape.Forget(Moment.FromUnixSeconds(2 * Day + 260)));
        }
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.sealed").Length);
        Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
        using var again = Tape.Tape.Open(folder.Path);
        AssertBeginsOnTheThirdDay(again);
        Assert.Empty(again.Missing);
    }

    static void AssertBeginsOnTheThirdDay(Tape.Tape tape)
    {
        // The first board that is known is that of the checkpoint that ended the second day.
        Assert.Equal(Moment.FromUnixSeconds(Day + 299), tape.Begins);
        Assert.Equal(0, tape.PositionAt(Moment.FromUnixSeconds(Day)));
        Assert.Equal(600, tape.PositionAt(Moment.FromUnixSeconds(2 * Day - 1)));
        Assert.True(tape.TryCheckpoint(600, out var position, out _));
        Assert.Equal(600, position);
        Assert.False(tape.TryCheckpoint(599, out _, out _));
        Assert.Contains(
            "kept no more",
            Assert.Throws<MissingEventsException>(() => tape.Read(599, new MarketEvent[1])).Message,
            StringComparison.Ordinal
        );
        var events = new MarketEvent[900];
        Assert.Equal(900, tape.Read(600, events));
        Assert.Equal(600, TapeFolder.NumberOf(events[0]));
    }

    [Fact]
    public void Nothing_goes_that_a_board_of_a_kept_moment_needs()
    {
        using var folder = new TapeFolder();
        using var tape = FiveDays(folder);
        foreach (var checkpoint in Directory.GetFiles(folder.Path, "*.board", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Skip(2))
            File.Delete(checkpoint);
        tape.Dispose();
        using var again = Tape.Tape.Open(folder.Path);
        Assert.Equal(0, again.Forget(Moment.FromUnixSeconds(3 * Day)));
        Assert.Equal(Moment.FromUnixSeconds(0), again.Begins);
    }

    [Fact]
    public void The_open_segment_stays_however_old_it_is()
    {
        using var folder = new TapeFolder();
        using var tape = FiveDays(folder);
        tape.Forget(Moment.FromUnixSeconds(100L * Day));
        Assert.Equal(300, TapeFolder.ReadFrom(tape, 1_200).Count);
    }
}
