namespace Broadtape.Tests.TapeTests;

public sealed class CheckpointTests
{
    [Fact]
    public void The_nearest_checkpoint_at_or_before_a_position_is_found_after_opening_again()
    {
        using var folder = new TapeFolder();
        folder.Write(100);
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            Assert.False(tape.TryCheckpoint(100, out _, out _));
            tape.SaveCheckpoint(10, Parts(1, 2, 3));
            tape.SaveCheckpoint(50, Parts(4, 5));
        }
        using var again = Tape.Tape.Open(folder.Path);
        Assert.Equal((50, "0405"), Find(again, 100));
        Assert.Equal((50, "0405"), Find(again, 50));
        Assert.Equal((10, "010203"), Find(again, 49));
        Assert.False(again.TryCheckpoint(9, out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => again.SaveCheckpoint(101, Parts()));
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_and_named_wherever_it_is_damaged()
    {
        using var folder = new TapeFolder();
        folder.Write(100);
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            tape.SaveCheckpoint(10, Parts(1, 2, 3));
            tape.SaveCheckpoint(50, Parts(4, 5));
        }
        var path = Directory.GetFiles(folder.Path, "*50.board", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 4;
            File.WriteAllBytes(path, bytes);
            bytes[at] ^= 4;
            using var tape = Tape.Tape.Open(folder.Path);
            Assert.Equal((10, "010203"), Find(tape, 100));
            Assert.Equal(path, Assert.Single(tape.DamagedCheckpoints).File);
            Assert.Equal(path, Assert.Single(Tape.Tape.Verify(folder.Path).Damage).File);
        }
        File.WriteAllBytes(path, bytes[..^1]);
        using var cut = Tape.Tape.Open(folder.Path);
        Assert.Equal((10, "010203"), Find(cut, 100));
    }

    [Fact]
    public void A_checkpoint_of_events_that_were_cut_is_not_a_checkpoint_of_this_tape()
    {
        using var folder = new TapeFolder();
        folder.Write(100, 20);
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            tape.SaveCheckpoint(100, Parts(1));
            tape.SaveCheckpoint(120, Parts(2));
        }
        using (var file = File.OpenWrite(folder.Segments[0]))
            file.SetLength(file.Length - 1);
        Assert.Contains("the tape has 100", Assert.Single(Tape.Tape.Verify(folder.Path).Damage).Reason, StringComparison.Ordinal);
        using var cut = Tape.Tape.Open(folder.Path);
        Assert.Single(cut.DamagedCheckpoints);
        TapeFolder.Append(cut, 30);
        Assert.Equal((100, "01"), Find(cut, 130));
    }

    [Fact]
    public void Not_more_checkpoints_are_kept_than_the_options_say_and_the_newest_always()
    {
        using var folder = new TapeFolder();
        folder.Write(1_000);
        using var tape = Tape.Tape.Open(folder.Path, new(CheckpointsMost: 4));
        for (var position = 1; position <= 200; position++)
        {
            tape.SaveCheckpoint(position, Parts((byte)position));
            Assert.InRange(Directory.GetFiles(Path.Combine(folder.Path, "checkpoints")).Length, 1, 4);
            Assert.Equal(position, Find(tape, 1_000).Position);
        }
    }

    [Fact]
    public void Not_more_bytes_of_checkpoints_are_kept_than_the_options_say_and_the_newest_half_stays_dense()
    {
        using var folder = new TapeFolder();
        folder.Write(1_000);
        using var tape = Tape.Tape.Open(folder.Path, new(CheckpointBytesMost: 50_000));
        var random = new Random(1);
        var noise = new byte[1_000];
        for (var position = 1; position <= 200; position++)
        {
            random.NextBytes(noise);
            tape.SaveCheckpoint(position, [noise]);
            var files = new DirectoryInfo(Path.Combine(folder.Path, "checkpoints")).GetFiles();
            Assert.InRange(files.Sum(f => f.Length), 1, 50_000);
            Assert.True(tape.TryCheckpoint(position - Math.Min(position - 1, 15), out var near, out _));
            Assert.Equal(position - Math.Min(position - 1, 15), near);
        }
    }

    /// <summary>A part that says how many follow, then one for each of the bytes: so many of it.</summary>
    static IEnumerable<ReadOnlyMemory<byte>> Parts(params byte[] bytes)
    {
        var reused = new byte[byte.MaxValue];
        reused[0] = (byte)bytes.Length;
        yield return reused.AsMemory(0, 1);
        foreach (var value in bytes)
        {
            reused.AsSpan(0, value).Fill(value);
            yield return reused.AsMemory(0, value);
        }
    }

    /// <summary>The nearest checkpoint that can be read whole, and what its parts are filled with.</summary>
    static (long Position, string Bytes) Find(Tape.Tape tape, long atOrBefore)
    {
        while (true)
        {
            Assert.True(tape.TryCheckpoint(atOrBefore, out var position, out var part));
            var parts = part(0) is { } count ? Enumerable.Range(1, count[0]).Select(part).ToList() : [null];
            if (parts.TrueForAll(p => p is not null))
            {
                Assert.All(parts, p => Assert.All(p!, b => Assert.Equal(p!.Length, b)));
                return (position, Convert.ToHexString([.. parts.Select(p => p![0])]));
            }
            atOrBefore = position;
        }
    }
}
