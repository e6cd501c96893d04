using Broadtape.Market;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;

namespace Broadtape.Tests.TapeTests.History;

/// <summary>What does not hold is named with the days it held, and the rest is read.</summary>
public sealed class DamagedHistoryTests
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Adj Close,Volume";
    static readonly InstrumentId Tencent = InstrumentId.Parse("XHKG:00700:2019-10-02");

    [Theory]
    [InlineData(".bars.parquet", 1)]
    [InlineData(".series.parquet", 0)]
    public void A_damaged_file_is_left_out_and_its_days_are_told(string table, int missing)
    {
        using var folder = TwoImports();
        var path = Directory.GetFiles(folder.Path, "000002" + table).Single();
        Flip(path);
        using var store = folder.Open();
        var damage = Assert.Single(store.Damage);
        Assert.Equal((path, "its checksum does not hold"), (damage.File, damage.Reason));
        Assert.Equal([new(2019, 10, 2)], store.Bars(Tencent, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At).Select(b => b.Day));
        Assert.Equal(missing, store.Missing(Tencent, BarLength.Day).Count);
        if (missing > 0)
            Assert.Equal((new(2019, 10, 4), new(2019, 10, 8)), store.Missing(Tencent, BarLength.Day)[0]);
        Assert.Equal(store.Damage, HistoryStore.Verify(folder.Path));
    }

    [Fact]
    public void A_file_that_is_gone_is_named_and_its_import_heals_it()
    {
        using var folder = TwoImports();
        File.Delete(Directory.GetFiles(folder.Path, "000002.bars.parquet").Single());
        using (var store = folder.Open())
            Assert.Contains("could not be read", Assert.Single(store.Damage).Reason, StringComparison.Ordinal);
        var again = folder.Import(
            new ImportTerms("yahoo-daily", [folder.Write("b.csv", Header, Row("2019-10-04"), Row("2019-10-08"))], HistoryFolder.At)
        );
        Assert.Equal(2, again.Taken);
        using var healed = folder.Open();
        Assert.Equal(3, healed.Bars(Tencent, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At).Count);
    }

    [Fact]
    public void A_manifest_that_does_not_hold_is_named_and_nothing_is_added_to_it()
    {
        using var folder = TwoImports();
        Flip(Path.Combine(folder.Path, "manifest.json"));
        using (var store = folder.Open())
        {
            Assert.Empty(store.Imports);
            Assert.Contains("manifest", Assert.Single(store.Damage).Reason, StringComparison.Ordinal);
        }
        var before = folder.Contents();
        Assert.Throws<HistoryException>(() => folder.Import("yahoo-daily", folder.Write("c.csv", Header, Row("2019-10-09"))));
        Assert.Equal(before, folder.Contents());
    }

    [Fact]
    public void What_an_import_left_that_did_not_end_is_not_read()
    {
        using var folder = TwoImports();
        File.WriteAllText(Path.Combine(folder.Path, "000003.bars.parquet"), "half of");
        File.WriteAllText(Path.Combine(folder.Path, "manifest.json.new"), "half of");
        using (var store = folder.Open())
            Assert.Empty(store.Damage);
        Assert.Equal(1, folder.Import("yahoo-daily", folder.Write("c.csv", Header, Row("2019-10-09"))).Taken);
        using var after = folder.Open();
        Assert.Empty(after.Damage);
        Assert.Equal(4, after.Bars(Tencent, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At).Count);
    }

    static HistoryFolder TwoImports()
    {
        var folder = new HistoryFolder();
        folder.Import("yahoo-daily", folder.Write("a.csv", Header, Row("2019-10-02")));
        folder.Import("yahoo-daily", folder.Write("b.csv", Header, Row("2019-10-04"), Row("2019-10-08")));
        return folder;
    }

    static string Row(string day) => $"0700.HK,{day},10,11,9,10,10,100";

    static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
