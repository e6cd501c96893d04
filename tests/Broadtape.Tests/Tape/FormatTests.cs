namespace Broadtape.Tests.TapeTests;

/// <summary>The bytes of a tape are a promise: a change here needs a new version that still reads the old one.</summary>
public sealed class FormatTests
{
    const string Golden = """
        425454500100000000000000000000000000000000000080AB45C4043256C870
        4254423102000000000000000000000000C0E7B434CD88189D5607E49FDD5132
        489A2C28F82CCB6C00C0E7B434CD881800F64C7934CD88180100000005010000
        0700000000000000070000000000000007000000000000000000000000000000
        00F64C7934CD8818002CB23D34CD881801000000050100000800000000000000
        080000000000000008000000000000000000000000000000
        """;

    [Fact]
    public void A_segment_of_two_events_has_the_bytes_it_always_had()
    {
        using var folder = new TapeFolder();
        using (var tape = Tape.Tape.Open(folder.Path))
        {
            tape.Accept(TapeFolder.Event(7, 1_767_888_480));
            tape.Accept(TapeFolder.Event(8, 1_767_888_479));
            tape.Commit();
        }
        Assert.Equal("00000000000000000000.tape", Path.GetFileName(folder.Segments[0]));
        Assert.Equal(Golden.ReplaceLineEndings(""), Convert.ToHexString(File.ReadAllBytes(folder.Segments[0])));
    }

    const string Sealed = """
        4254545301000000000000000000000000000000000000808A8B4AD71DD48219
        425453310300000000000000000000000094357700000000FEEE9FCA24B3DE72
        3100000038000000151D0381659913D928B52FFD2038450100F8010501000003
        000000010203010000008094EBDC03030300060004040001000200295ED7AC8C
        01
        """;

    /// <summary>Another release of the packer may pack otherwise; what was packed once is read for good.</summary>
    [Fact]
    public void A_sealed_segment_that_was_written_once_is_read_for_good()
    {
        using var folder = new TapeFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "00000000000000000000.sealed"), Convert.FromHexString(Sealed.ReplaceLineEndings("")));
        using var tape = Tape.Tape.Open(folder.Path);
        Assert.Empty(tape.Missing);
        TapeFolder.AssertNumbered(tape, 3);
        Assert.Equal(Market.Moment.FromUnixSeconds(2), tape.Ends);
    }
}
