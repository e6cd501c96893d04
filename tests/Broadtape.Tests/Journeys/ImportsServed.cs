using Broadtape.Market;
using Broadtape.Portal;
using Broadtape.Tape.History;
using Broadtape.Tests.PortalTests;

namespace Broadtape.Tests.Journeys;

/// <summary>From a file to the operator's page: what was imported is listed, by the verb that took it.</summary>
public sealed class ImportsServed(PortalUnderTest portal) : IClassFixture<PortalUnderTest>
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Adj Close,Volume";

    [Theory]
    [InlineData("", "匯入紀錄")]
    [InlineData("/zh-hans", "导入记录")]
    [InlineData("/en", "Imports")]
    public async Task The_demo_lists_its_simulated_past(string edition, string title)
    {
        var page = await portal.Client.GetStringAsync($"{edition}/operations/imports", TestContext.Current.CancellationToken);
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains("simulated", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_takes_a_file_refuses_another_and_verify_finds_a_changed_byte()
    {
        var data = Directory.CreateTempSubdirectory("broadtape").FullName;
        try
        {
            var (good, bad) = (Path.Combine(data, "good.csv"), Path.Combine(data, "bad.csv"));
            await File.WriteAllTextAsync(good, $"{Header}\n0700.HK,2019-10-02,328,331,327,330,330,1200\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(bad, $"{Header}\n0700.HK,2019-10-02,328\n", TestContext.Current.CancellationToken);
            Assert.Equal(1, await Broadtape.Portal.Program.Main(["import", "yahoo-daily", bad, "--data", data]));
            Assert.Equal(0, await Broadtape.Portal.Program.Main(["import", "yahoo-daily", good, "--data", data]));
            using (var tape = Tape.Tape.Open(Path.Combine(data, "tape"))) { }
            Assert.Equal(0, await Broadtape.Portal.Program.Main(["verify", "--data", data]));
            using (var store = HistoryStore.Open(Path.Combine(data, "history")))
                Assert.Single(
                    store.Bars(Reference.Instruments().FindSymbol("XHKG:00700")!.Id, BarLength.Day, Moment.Beginning, Moment.Never, Moment.Never)
                );
            var file = Directory.GetFiles(Path.Combine(data, "history"), "*.bars.parquet").Single();
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[100] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            Assert.Equal(1, await Broadtape.Portal.Program.Main(["verify", "--data", data]));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
