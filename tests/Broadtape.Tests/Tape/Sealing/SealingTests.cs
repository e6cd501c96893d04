using Broadtape.Market;
using Broadtape.Tape;
using CsCheck;

namespace Broadtape.Tests.TapeTests;

public sealed class SealingTests
{
    static readonly TapeOptions Small = new(SegmentBytes: 30_000);

    /// <summary>Appends, sealing and openings in any order: sealed or not, the tape is the list it was given.</summary>
    [Fact]
    public void A_sealed_tape_is_the_list_of_what_was_committed_and_a_moment_is_a_prefix_of_it() =>
        Gen.Select(Gen.Select(Gen.Int[0, 700], Gen.Int[0, 5]).Array[1, 25], Gen.Int[0, 1_000_000])
            .Sample(
                (steps, seed) =>
                {
                    using var folder = new TapeFolder();
                    var random = new Random(seed);
                    var releases = new List<long>();
                    var tape = Tape.Tape.Open(folder.Path, Small);
                    foreach (var (count, then) in steps)
                    {
                        for (var i = 0; i < count; i++)
                        {
                            releases.Add(1_000 + releases.Count / 50 + random.Next(-40, 40));
                            tape.Accept(TapeFolder.Event(releases.Count - 1, releases[^1]));
                        }
                        tape.Commit();
                        if (then <= 1)
                            while (tape.Seal()) { }
                        if (then == 0)
                        {
                            tape.Dispose();
                            tape = Tape.Tape.Open(folder.Path, Small);
                        }
                    }
                    using var last = tape;
                    TapeFolder.AssertNumbered(tape, releases.Count);
                    for (var i = 0; i < 30; i++)
                    {
                        var second = random.Next(900, 1_100 + releases.Count / 50);
                        Assert.Equal(TapeTests.NaivePosition(releases, second), tape.PositionAt(Moment.FromUnixSeconds(second)));
                    }
                    Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public void A_new_day_begins_a_new_segment_and_the_day_before_is_sealed_without_its_open_file()
    {
        using var folder = new TapeFolder();
        using var tape = Tape.Tape.Open(folder.Path);
        for (var day = 0; day < 3; day++)
        for (var i = 0; i < 5_000; i++)
            tape.Accept(TapeFolder.Event(tape.Count, day * 86_400 + i));
        tape.Commit();
        Assert.Equal(3, folder.Segments.Length);
        Assert.True(tape.Seal());
        Assert.True(tape.Seal());
        Assert.False(tape.Seal());
        Assert.Equal("00000000000000010000.tape", Path.GetFileName(Assert.Single(folder.Segments)));
        var report = Tape.Tape.Verify(folder.Path);
        Assert.Equal((3, 2, 15_000), (report.Segments, report.Sealed, report.Events));
        TapeFolder.AssertNumbered(tape, 15_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Killed_while_sealing_a_tape_has_either_file_and_every_event(bool renamed)
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path, Small))
        {
            TapeFolder.Append(tape, 2_000);
            TapeFolder.Append(tape, 1);
        }
        var open = folder.Segments[0];
        var before = File.ReadAllBytes(open);
        using (var tape = Tape.Tape.Open(folder.Path, Small))
            Assert.True(tape.Seal());
        File.WriteAllBytes(open, before);
        var closed = Path.ChangeExtension(open, ".sealed");
        if (!renamed)
            File.Move(closed, closed + ".new");
        Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
        using (var tape = Tape.Tape.Open(folder.Path, Small))
        {
            TapeFolder.AssertNumbered(tape, 2_001);
            Assert.False(File.Exists(closed) || File.Exists(closed + ".new"));
            Assert.True(tape.Seal());
        }
        using var again = Tape.Tape.Open(folder.Path, Small);
        TapeFolder.AssertNumbered(again, 2_001);
    }

    [Fact]
    public async Task Readers_do_not_notice_a_sealing()
    {
        using var folder = new TapeFolder();
        using var tape = Tape.Tape.Open(folder.Path, Small);
        var done = false;
        var readers = Enumerable
            .Range(0, 2)
            .Select(seed =>
                Task.Run(() =>
                {
                    var random = new Random(seed);
                    var buffer = new MarketEvent[2_000];
                    while (!Volatile.Read(ref done))
                    {
                        var committed = tape.Committed;
                        var from = random.NextInt64(0, committed + 1);
                        var read = tape.Read(from, buffer);
                        Assert.True(read >= Math.Min(buffer.Length, committed - from));
                        for (var i = 0; i < read; i++)
                            Assert.Equal(from + i, TapeFolder.NumberOf(buffer[i]));
                        var moment = random.NextInt64(0, committed + 1);
                        Assert.InRange(tape.PositionAt(Moment.FromUnixSeconds(moment)), Math.Min(moment + 1, committed), moment + 1);
                    }
                })
            )
            .ToArray();
        var sealer = Task.Run(() =>
        {
            while (!Volatile.Read(ref done))
                tape.Seal();
        });
        for (var i = 0; i < 400; i++)
            TapeFolder.Append(tape, 137);
        Volatile.Write(ref done, true);
        await Task.WhenAll([sealer, .. readers]);
        TapeFolder.AssertNumbered(tape, 400 * 137);
        Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
    }

    [Fact]
    public void Listings_are_known_without_their_segment_and_counted_once()
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path, Small))
        {
            for (var n = 1; n <= 40; n++)
            {
                tape.Accept(Listing(n));
                TapeFolder.Append(tape, 50);
                if (n % 10 == 0)
                    Assert.Equal(n, tape.Listings().Count());
                if (n % 15 == 0)
                    while (tape.Seal()) { }
            }
            Assert.Equal(Enumerable.Range(1, 40), tape.Listings().Select(l => l.Number.Value));
        }
        File.Delete(Directory.GetFiles(folder.Path, "*.sealed").Order(StringComparer.Ordinal).First());
        using var again = Tape.Tape.Open(folder.Path, Small);
        Assert.Equal(0, Assert.Single(again.Missing).Position);
        Assert.Equal(Enumerable.Range(1, 40), again.Listings().Select(l => l.Number.Value));
        Assert.Equal("N7", again.Listings().ElementAt(6).Id.Code);
    }

    static MarketEvent Listing(int number) =>
        MarketEvent.Of(
            new EventStamp(new(number), Moment.FromUnixSeconds(1), Moment.FromUnixSeconds(1), EventSource.Box),
            new Listing(new(Mic.Parse("XHKG"), $"N{number}", new(2026, 1, 8)), InstrumentKind.Equity, ListedAssumed: false)
        );
}
