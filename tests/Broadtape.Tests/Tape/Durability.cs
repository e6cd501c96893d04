using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Tests.TapeTests;

/// <summary>Whatever was acknowledged is there; damage is named and never served.</summary>
public sealed class Durability : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static MarketEvent Event(long i, long release) => MarketEvent.OfFxRate(new(new(1), new(release), new(release), EventSource.Box), new(i + 1));

    string Segment => Directory.GetFiles(folder, "*.tape").Single();

    static List<MarketEvent> All(Broadtape.Tape.Tape tape)
    {
        var events = new MarketEvent[tape.Committed];
        Assert.Equal(events.Length, tape.Read(0, events));
        return [.. events];
    }

    /// <summary>Groups of random sizes; returns the file's length after each.</summary>
    List<(long Length, long Count)> Write(int seed, int groups)
    {
        var random = new Random(seed);
        using var tape = Broadtape.Tape.Tape.Open(folder);
        var ends = new List<(long, long)>();
        for (var g = 0; g < groups; g++)
        {
            for (var i = random.Next(1, 40); i > 0; i--)
                tape.Accept(Event(tape.Count, 1_000 + tape.Count));
            tape.Commit();
            ends.Add((new FileInfo(Segment).Length, tape.Committed));
        }
        return ends;
    }

    [Fact]
    public void A_tail_torn_anywhere_is_cut_at_the_last_whole_block_and_reported()
    {
        var ends = Write(1, 12);
        var bytes = File.ReadAllBytes(Segment);
        var path = Segment;
        var random = new Random(2);
        for (var i = 0; i < 60; i++)
        {
            var cut = random.NextInt64(ends[0].Length, bytes.Length);
            File.WriteAllBytes(path, bytes[..(int)cut]);
            using var tape = Broadtape.Tape.Tape.Open(folder);
            var whole = ends.Last(e => e.Length <= cut);
            Assert.Equal(whole.Count, tape.Committed);
            Assert.Equal(cut == whole.Length, tape.Torn is null);
            Assert.Equal(Enumerable.Range(1, (int)whole.Count).Select(n => (long)n), All(tape).Select(e => e.AsPrice().Millionths));
        }
    }

    [Fact]
    public void A_flipped_bit_is_named_and_never_served()
    {
        Write(3, 12);
        var path = Segment;
        var bytes = File.ReadAllBytes(path);
        var random = new Random(4);
        for (var i = 0; i < 60; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            Assert.False(Broadtape.Tape.Tape.Verify(folder).IsWhole);
            using var tape = Broadtape.Tape.Tape.Open(folder);
            if (tape.Missing.Count == 0)
                Assert.Equal(Enumerable.Range(1, (int)tape.Committed).Select(n => (long)n), All(tape).Select(e => e.AsPrice().Millionths));
        }
    }

    [Fact]
    public void What_is_not_committed_is_not_seen_and_what_is_survives_reopening()
    {
        using (var tape = Broadtape.Tape.Tape.Open(folder))
        {
            tape.Accept(Event(0, 5));
            Assert.Equal((1, 0), (tape.Count, tape.Committed));
            tape.Commit();
            tape.Accept(Event(1, 6));
        }
        using var again = Broadtape.Tape.Tape.Open(folder);
        Assert.Equal(1, again.Committed);
    }

    [Fact]
    public void Two_writers_are_refused()
    {
        using var tape = Broadtape.Tape.Tape.Open(folder);
        Assert.Contains("another process", Assert.Throws<TapeException>(() => Broadtape.Tape.Tape.Open(folder)).Message);
    }

    [Fact]
    public void The_position_at_a_moment_is_that_of_a_naive_scan_though_releases_step_back()
    {
        var random = new Random(5);
        var releases = Enumerable.Range(0, 5_000).Select(i => 10_000L + i * 3 + random.Next(-50, 50)).ToList();
        using var tape = Broadtape.Tape.Tape.Open(folder, new(SegmentBytes: 40_000));
        foreach (var (i, release) in releases.Index())
        {
            tape.Accept(Event(i, release));
            if (random.Next(20) == 0)
                tape.Commit();
        }
        tape.Commit();
        Assert.True(Directory.GetFiles(folder, "*.tape").Length > 3);
        for (var k = 0; k < 500; k++)
        {
            var moment = 9_900 + random.NextInt64(16_000);
            var (naive, running) = (0, 0L);
            while (naive < releases.Count && (running = Math.Max(running, releases[naive])) <= moment)
                naive++;
            Assert.Equal((moment, naive), (moment, tape.PositionAt(new(moment))));
        }
        using var reopened = tape;
        var into = new MarketEvent[777];
        for (long at = 0; at < tape.Committed; at += into.Length)
        {
            var count = tape.Read(at, into);
            Assert.Equal(Enumerable.Range(0, count).Select(i => at + i + 1), into.Take(count).Select(e => e.AsPrice().Millionths));
        }
    }

    [Fact]
    public async Task It_is_read_while_it_is_written()
    {
        using var tape = Broadtape.Tape.Tape.Open(folder);
        var writer = Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    tape.Accept(Event(i, 100 + i));
                    if (i % 97 == 0)
                        tape.Commit();
                }
                tape.Commit();
            },
            TestContext.Current.CancellationToken
        );
        var (at, buffer) = (0L, new MarketEvent[333]);
        while (at < 20_000)
        {
            var count = tape.Read(at, buffer);
            for (var i = 0; i < count; i++)
                Assert.Equal(at + i + 1, buffer[i].AsPrice().Millionths);
            at += count;
        }
        await writer;
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over()
    {
        using var tape = Broadtape.Tape.Tape.Open(folder);
        for (var i = 0; i < 25; i++)
            tape.Accept(Event(i, 100 + i));
        tape.Commit();
        tape.SaveCheckpoint(10, ["ten"u8.ToArray()]);
        tape.SaveCheckpoint(20, ["twenty"u8.ToArray()]);
        var newest = Directory.GetFiles(Path.Combine(folder, "checkpoints")).Order().Last();
        var bytes = File.ReadAllBytes(newest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(newest, bytes);
        Assert.True(tape.TryCheckpoint(25, out var position, out var part));
        Assert.Equal((10, "ten"), (position, System.Text.Encoding.UTF8.GetString(part(0)!)));
    }
}
