using System.IO.Compression;
using System.Text;

namespace Broadtape.Tests.TapeTests.History;

/// <summary>A file that is not what was said is refused with its row, and nothing of the import is taken.</summary>
public sealed class StrictnessTests
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Adj Close,Volume";
    const string Row = "0700.HK,2019-10-02,328.0,331.0,327.0,330.0,330.0,1200";

    [Theory]
    [InlineData("yahoo-daily", "Symbol,Date,Close,High,Low,Open,Volume\n0700.HK,2019-10-02,1,1,1,1,5\n", 1, "the columns are")]
    [InlineData("yahoo-daily", "Symbol,Date,Open,High,Low,Close,Volume,Adj Close\n", 1, "the columns are")]
    [InlineData("yahoo-daily", Header + "\n" + Row + "\n0700.HK,2019-10-03,328.0,331\n", 3, "4 cells where the header has 8")]
    [InlineData("yahoo-daily", Header + "\n" + Row + ",9\n", 2, "9 cells where the header has 8")]
    [InlineData("yahoo-daily", Header + "\n" + Row, 2, "cut off")]
    [InlineData("yahoo-daily", Header + "\n0700.HK,02/10/2019,328,331,327,330,330,1200\n", 2, "'02/10/2019' is not a date")]
    [InlineData("yahoo-daily", Header + "\n0700.HK,2019-10-02,328;331,327,330,330,330,1200\n", 2, "'328;331' is not a price")]
    [InlineData("yahoo-daily", Header + "\n0700.HK,2019-10-02,328,331,327,330,330,12.5\n", 2, "'12.5' is not a volume")]
    [InlineData("yahoo-daily", "", 1, "the file ends")]
    [InlineData("yfinance-daily", Header + "\n" + Row + "\n", 1, "the columns are")]
    public void Another_order_another_kind_and_a_cut_are_refused_with_the_row(string kind, string text, int row, string reason)
    {
        using var folder = new HistoryFolder();
        var report = folder.Import(kind, folder.Write("prices.csv", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith($"prices.csv, row {row}: ", Assert.Single(report.Refused), StringComparison.Ordinal);
        Assert.Contains(reason, report.Refused[0], StringComparison.Ordinal);
        Assert.Equal((0, 0), (report.Taken, folder.Contents().Count));
    }

    [Fact]
    public void Another_encoding_is_refused()
    {
        using var folder = new HistoryFolder();
        foreach (
            var bytes in new[]
            {
                Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes($"{Header}\n{Row}\n")).ToArray(),
                Encoding.Latin1.GetBytes($"{Header}\n{Row}é\n"),
            }
        )
        {
            var report = folder.Import("yahoo-daily", folder.Write("prices.csv", bytes));
            Assert.Contains("UTF-8", Assert.Single(report.Refused), StringComparison.Ordinal);
        }
        Assert.Empty(folder.Contents());
    }

    [Fact]
    public void One_refused_file_of_several_takes_the_others_with_it()
    {
        using var folder = new HistoryFolder();
        var good = folder.Write("good.csv", Header, Row);
        var report = folder.Import("yahoo-daily", good, folder.Write("bad.csv", Header, Row + ",1"));
        Assert.StartsWith("bad.csv, row 2", Assert.Single(report.Refused), StringComparison.Ordinal);
        Assert.Empty(folder.Contents());
        Assert.Equal(1, folder.Import("yahoo-daily", good).Taken);
    }

    [Theory]
    [InlineData(".zst")]
    [InlineData(".gz")]
    [InlineData(".zip")]
    public void A_packed_file_is_read_whole_and_refused_when_it_is_cut(string packing)
    {
        using var folder = new HistoryFolder();
        var text = Encoding.UTF8.GetBytes(
            $"{Header}\n{string.Concat(Enumerable.Range(1, 2_000).Select(i => $"0700.HK,{new DateOnly(2008, 1, 1).AddDays(i):yyyy-MM-dd},{i}.25,{i + i % 7}.5,{i}.125,{i}.25,{i}.25,{i * 7919}\n"))}"
        );
        var packed = Pack(text, packing);
        var report = folder.Import("yahoo-daily", folder.Write("cut.csv" + packing, packed[..(packed.Length * 2 / 3)]));
        Assert.Single(report.Refused);
        Assert.Empty(folder.Contents());
        Assert.Equal(2_000, folder.Import("yahoo-daily", folder.Write("whole.csv" + packing, packed)).Taken);
    }

    static byte[] Pack(byte[] text, string packing)
    {
        using var into = new MemoryStream();
        if (packing == ".zip")
        {
            using var zip = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
            using var entry = zip.CreateEntry("prices.csv").Open();
            entry.Write(text);
        }
        else
        {
            using System.IO.Stream packer =
                packing == ".gz"
                    ? new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true)
                    : new ZstdSharp.CompressionStream(into, leaveOpen: true);
            packer.Write(text);
        }
        return into.ToArray();
    }
}
