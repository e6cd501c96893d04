using Broadtape.Market;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;

namespace Broadtape.Tests.TapeTests.History;

public sealed class IndexAndRateTests
{
    [Theory]
    [InlineData("yahoo-index", "XHKG:HSI", "hk/index/yahoo_HSI_daily_19861231_20240805.csv.zst", 9_280)]
    [InlineData("yahoo-index", "XXXX:DJI", "us/index/yahoo_DJI_daily_19850129_20170616.csv.zst", 8_164)]
    [InlineData("yahoo-index", "XXXX:IXIC", "us/index/yahoo_IXIC_daily_19710205_20231221.csv.zst", 13_336)]
    [InlineData("yfinance-index", null, "hk/index/yf_000001.SS_daily_2025H2_20260306.csv", 116)]
    [InlineData("yfinance-index", null, "hk/index/yf_HSI_daily_2025H2_20260306.csv", 121)]
    [InlineData("yfinance-index", null, "us/index/yf_VIX_daily_2025H2_20260306.csv", 125)]
    [InlineData("yfinance-index", null, "us/index/yf_NDX_daily_19851001_20260227.csv.zst", 10_181)]
    [InlineData("yfinance-index", null, "us/index/yf_SPX_daily_19271230_20260227.csv.zst", 24_656)]
    [InlineData("yfinance-index-actions", "XXXX:SPX", "us/index/yf_GSPC_daily_2022.csv", 251)]
    [InlineData("ecb-rates", null, "fx/ecb_eurofxref-hist_19990104_20260413.zip", 217_555)]
    [InlineData("ecb-implied", null, "fx/usdhkd_usdcny_daily_implied_from_ECB.csv", 12_367)]
    [InlineData("fed-h10", null, "fx/fed_h10_daily_all_currencies_1971_20171201.csv.zst", 217_806)]
    public void Every_level_and_rate_of_the_file_is_taken(string kind, string? of, string file, long taken)
    {
        using var folder = new HistoryFolder();
        var report = folder.Import(new ImportTerms(kind, [SharedData.At($"data/{file}")], HistoryFolder.At, Subject: of));
        Assert.Empty(report.Refused);
        Assert.Equal((taken, 0), (report.Taken, report.Quarantined.Count));
        Assert.Equal(0, folder.Import(new ImportTerms(kind, [SharedData.At($"data/{file}")], HistoryFolder.At, Subject: of)).Taken);
    }

    [Fact]
    public void A_file_that_does_not_say_whose_levels_it_holds_asks_for_a_name()
    {
        using var folder = new HistoryFolder();
        var file = folder.Write("levels.csv", "Date,Open,High,Low,Close,Adj Close,Volume", "2024-08-05,1,1,1,1,1,0");
        Assert.Contains("--of", Assert.Single(folder.Import("yahoo-index", file).Refused), StringComparison.Ordinal);
        Assert.Single(folder.Import(new ImportTerms("yahoo-index", [file], HistoryFolder.At, Subject: "XHKG:00700")).Refused);
        Assert.Empty(folder.Contents());
    }

    [Fact]
    public void An_implied_rate_that_does_not_follow_from_its_two_refuses_the_file()
    {
        using var folder = new HistoryFolder();
        var report = folder.Import(
            "ecb-implied",
            folder.Write("usdhkd.csv", "Date,EURUSD,EURHKD,USDHKD,USDCNY", "1999-01-04,1.1789,9.1332,7.84722,")
        );
        Assert.StartsWith("usdhkd.csv, row 2: USDHKD 7.84722 is not", Assert.Single(report.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_was_discontinued_has_an_end_and_nothing_is_taken_after_it()
    {
        using var folder = new HistoryFolder();
        const string Header =
            "Data,Australia,Austria,Belgium,Brazil,Canada,China,Denmark,Euro,Finland,France,Germany,Greece,Hong Kong,India,Ireland,Italy,Japan,Malaysia,Mexico,Netherlands,New Zealand,Norway,Portugal,Singapore,South Africa,South Korea,Spain,Sri Lanka,Sweden,Switzerland,Taiwan,Thailand,United Kingdom,Venezuela";
        string Row(string day, string marks) => $"{day},1.5{new string(',', 10)}{marks}{new string(',', 23)}";
        Assert.Equal(3 + 1, folder.Import("fed-h10", folder.Write("a.csv", Header, Row("1998-12-31", "1.67"), Row("1999-06-01", ""))).Taken);
        using var store = folder.Open();
        var marks = InstrumentId.Parse("XXXX:USDDEM:1998-12-31");
        var life = store.Life(marks, HistoryFolder.At)!;
        Assert.Equal(new(1999, 1, 1), life.Discontinued);
        Assert.True(life.IsOver(new(2024, 1, 1)));
        Assert.Null(store.Life(InstrumentId.Parse("XXXX:USDAUD:1998-12-31"), HistoryFolder.At));
        // A later table that fills the column with zeroes is not believed.
        var zeroes = folder.Import("fed-h10", folder.Write("b.csv", Header, Row("1999-01-04", "1.70")));
        Assert.Equal((1, 0), (zeroes.Taken, store.Bars(marks, BarLength.Day, Moment.Parse("1999-01-01T00:00Z"), Moment.Never, Moment.Never).Count));
    }

    /// <summary>Northbound flows of Stock Connect ended in August 2024: since then they are discontinued, and not zero.</summary>
    [Fact]
    public void Northbound_flows_are_discontinued_since_August_2024()
    {
        using var folder = new HistoryFolder();
        Assert.Equal(
            2,
            folder
                .Import(
                    new ImportTerms(
                        "series-lives",
                        [Path.Combine(Repository.Root, "reference", "series-lives.csv")],
                        HistoryFolder.At,
                        AsPublished: true
                    )
                )
                .Taken
        );
        using var store = folder.Open();
        var shanghai = InstrumentId.Parse("XHKG:SHNB:2014-11-17");
        Assert.Equal(new(2024, 8, 19), store.Life(shanghai, HistoryFolder.At)!.Discontinued);
        Assert.Null(store.Life(shanghai, HistoryFolder.Day("2024-08-01")));
        Assert.Empty(store.Bars(shanghai, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At));
    }
}
