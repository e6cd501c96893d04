using Broadtape.Tape;

namespace Broadtape.Tests.TapeTests;

public sealed class DamageTests
{
    [Fact]
    public void A_torn_tail_is_cut_at_the_last_whole_block_wherever_it_was_torn()
    {
        using var written = new TapeFolder();
        written.Write(3, 2, 4);
        var bytes = File.ReadAllBytes(written.Segments[0]);
        long[] ends = [0, EndAfter(3), EndAfter(3, 2), EndAfter(3, 2, 4)];
        long[] counts = [0, 3, 5, 9];
        Assert.Equal(ends[3], bytes.Length);
        for (var length = 0; length < bytes.Length; length++)
        {
            using var folder = new TapeFolder();
            var path = Path.Combine(folder.Path, Path.GetFileName(written.Segments[0]));
            File.WriteAllBytes(path, bytes[..length]);
            var whole = Array.FindLastIndex(ends, e => e <= length);
            Assert.True(Tape.Tape.Verify(folder.Path).IsWhole);
            using (var tape = Tape.Tape.Open(folder.Path))
            {
                TapeFolder.AssertNumbered(tape, counts[whole]);
                Assert.Equal(length == ends[whole] || length == SegmentHeader.Bytes, tape.Torn is null);
                if (tape.Torn is { } torn)
                {
                    Assert.Equal(path, torn.File);
                    Assert.Equal(length, torn.Offset + torn.Bytes);
                    Assert.InRange(torn.Offset, ends[whole], length);
                }
                TapeFolder.Append(tape, 2);
            }
            using var again = Tape.Tape.Open(folder.Path);
            Assert.Null(again.Torn);
            TapeFolder.AssertNumbered(again, counts[whole] + 2);
        }
    }

    /// <summary>Every bit of two segments, one at a time: opened and read through, the tape names it, cuts the last block, or was not hurt.</summary>
    [Fact]
    public void No_flipped_bit_makes_a_wrong_event_or_a_wrong_moment()
    {
        using var written = new TapeFolder();
        using (var tape = Tape.Tape.Open(written.Path, new(SegmentBytes: 300)))
            foreach (var count in new[] { 3, 2, 2, 1 })
                TapeFolder.Append(tape, count);
        var paths = written.Segments;
        Assert.Equal(2, paths.Length);
        foreach (var path in paths)
        {
            var bytes = File.ReadAllBytes(path);
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                using var folder = new TapeFolder();
                foreach (var other in paths)
                    File.Copy(other, Path.Combine(folder.Path, Path.GetFileName(other)));
                var hurt = Path.Combine(folder.Path, Path.GetFileName(path));
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                File.WriteAllBytes(hurt, bytes);
                bytes[bit / 8] ^= (byte)(1 << bit % 8);

                Assert.False(Tape.Tape.Verify(folder.Path) is { IsWhole: true, Torn: null });
                using var tape = Tape.Tape.Open(folder.Path);
                if (tape.Torn is { } torn)
                    Assert.Equal((hurt, true), (torn.File, path == paths[1] && tape.Committed == 7));
                var read = TapeFolder.ReadOn(tape);
                Assert.All(tape.Missing, m => Assert.Equal(hurt, m.File));
                Assert.Equal(AllBut(tape.Missing, tape.Committed), read);
                for (var second = 0; second < tape.Committed; second++)
                    if (tape.MissingAt(Market.Moment.FromUnixSeconds(second)) is null)
                        Assert.Equal(second + 1, tape.PositionAt(Market.Moment.FromUnixSeconds(second)));
            }
        }
    }

    [Fact]
    public void A_damaged_block_before_a_whole_one_is_missing_and_nothing_is_cut()
    {
        using var folder = new TapeFolder();
        folder.Write(3, 2, 4);
        var path = folder.Segments[0];
        var bytes = File.ReadAllBytes(path);
        bytes[EndAfter(3) + 60] ^= 1;
        File.WriteAllBytes(path, bytes);
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            var missing = Assert.Single(tape.Missing);
            Assert.Equal((path, 3, 5), (missing.File, missing.Position, missing.End));
            Assert.Equal((Market.Moment.FromUnixSeconds(2), Market.Moment.FromUnixSeconds(5)), (missing.After, missing.Until));
            Assert.Contains("checksum", missing.Reason, StringComparison.Ordinal);
            Assert.Equal([0, 1, 2, 5, 6, 7, 8], TapeFolder.ReadOn(tape));
            Assert.Null(tape.MissingAt(Market.Moment.FromUnixSeconds(1)));
            Assert.All([2, 4, 8, 86_399], second => Assert.Equal(missing, tape.MissingAt(Market.Moment.FromUnixSeconds(second))));
            Assert.Equal(bytes, File.ReadAllBytes(path));
            TapeFolder.Append(tape, 4);
        }
        using (var tape = Tape.Tape.Open(folder.Path))
            Assert.Equal([0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12], TapeFolder.ReadOn(tape));
        File.WriteAllBytes(path, bytes);

        var report = Tape.Tape.Verify(folder.Path);
        var damage = Assert.Single(report.Damage);
        Assert.Equal((path, EndAfter(3)), (damage.File, damage.Offset));
        Assert.Equal((2, 9), (report.Blocks, report.Events));
    }

    [Fact]
    public void Verify_names_every_damaged_block_and_a_segment_that_is_missing()
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path, new(SegmentBytes: 300)))
            for (var i = 0; i < 6; i++)
                TapeFolder.Append(tape, 3);
        var segments = folder.Segments;
        Assert.Equal(3, segments.Length);
        foreach (var path in new[] { segments[0], segments[2] })
        {
            var bytes = File.ReadAllBytes(path);
            bytes[SegmentHeader.Bytes + 50] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
        Assert.Equal([segments[0], segments[2]], Tape.Tape.Verify(folder.Path).Damage.Select(d => d.File));
        File.Delete(segments[1]);
        Assert.Equal([segments[0], segments[2], segments[2], segments[2]], Tape.Tape.Verify(folder.Path).Damage.Select(d => d.File));
        using var holed = Tape.Tape.Open(folder.Path);
        Assert.Equal([3, 4, 5, 15, 16, 17], TapeFolder.ReadOn(holed));
        Assert.Equal([(0, 3), (6, 12), (12, 15)], holed.Missing.Select(m => (m.Position, m.End)));
    }

    /// <summary>Live boards come back from their checkpoint; those of moments between the damage and it are not known.</summary>
    [Fact]
    public void A_board_is_known_again_from_the_next_checkpoint_or_the_next_day()
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            for (var i = 0; i < 6; i++)
                TapeFolder.Append(tape, 3);
            tape.SaveCheckpoint(12, [new byte[] { 12 }]);
        }
        var bytes = File.ReadAllBytes(folder.Segments[0]);
        bytes[EndAfter(3) + 60] ^= 1;
        File.WriteAllBytes(folder.Segments[0], bytes);
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            Assert.NotNull(tape.MissingAt(Market.Moment.FromUnixSeconds(10)));
            Assert.Null(tape.MissingAt(Market.Moment.FromUnixSeconds(11)));
            // What a board that crossed the span would save is not kept: it is not what the market said.
            tape.SaveCheckpoint(9, [new byte[] { 9 }]);
            Assert.False(tape.TryCheckpoint(11, out _, out _));
            tape.SaveCheckpoint(15, [new byte[] { 15 }]);
            Assert.True(tape.TryCheckpoint(18, out var position, out _));
            Assert.Equal(15, position);
            tape.Accept(TapeFolder.Event(18, 86_400));
            tape.Commit();
            Assert.Null(tape.MissingAt(Market.Moment.FromUnixSeconds(86_400)));
        }
        foreach (var checkpoint in Directory.GetFiles(folder.Path, "*.board", SearchOption.AllDirectories))
            File.Delete(checkpoint);
        using var again = Tape.Tape.Open(folder.Path);
        TapeFolder.ReadOn(again);
        Assert.NotNull(again.MissingAt(Market.Moment.FromUnixSeconds(17)));
        Assert.Null(again.MissingAt(Market.Moment.FromUnixSeconds(86_400)));
    }

    static IEnumerable<long> AllBut(IEnumerable<MissingSpan> missing, long count) =>
        Enumerable.Range(0, (int)count).Select(n => (long)n).Where(n => !missing.Any(m => n >= m.Position && n < m.End));

    [Theory]
    [InlineData("00000000000000000000.tape", "GIF89a, not a tape", "not a segment of a tape")]
    [InlineData("00000000000000000000.tape", "BTTP\u0002\0\0\0 what a later build wrote", "version 2, this build reads 1")]
    [InlineData("holiday.tape", "", "named by the position")]
    public void A_foreign_file_is_refused_and_left_alone(string name, string text, string reason)
    {
        using var folder = new TapeFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        var refused = Assert.Throws<TapeException>(() => Tape.Tape.Open(folder.Path));
        Assert.Equal(path, refused.File);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
        Assert.False(Tape.Tape.Verify(folder.Path).IsWhole);
    }

    static long EndAfter(params int[] counts) => SegmentHeader.Bytes + counts.Sum(c => (long)Block.OpenHeaderBytes + c * Market.MarketEvent.Bytes);
}
