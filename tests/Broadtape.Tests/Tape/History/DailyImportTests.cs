using Broadtape.Market;
using Broadtape.Tape.History;

namespace Broadtape.Tests.TapeTests.History;

/// <summary>The daily files of ../shared: what each holds was counted by another program, from the same rules.</summary>
public sealed class DailyImportTests
{
    const string FewSymbols = "hk/daily/hk_daily_31symbols_20000104_20200728.csv.zst";
    const string AllMarket = "hk/daily/hk_daily_allmarket_20191001_20200728.csv.zst";
    const string Constituents = "hk/daily/hk_daily_hsi83_adjusted_20200102_20250718.csv.zst";
    const string FiveStocks = "hk/daily/hk_daily_5stocks_adjusted_20210104_20260326.csv.zst";
    const string UsMany = "us/daily/us_daily_223symbols_20210104_20240308.csv.zst";
    const string UsFew = "us/daily/us_daily_28symbols_adjusted_20210104_20260326.csv.zst";

    [Theory]
    [InlineData("yahoo-daily", FewSymbols, 124_997, "NullRow 563, HighBelowLow 41, CloseOutsideRange 4, OpenOutsideRange 40, NothingTraded 1890")]
    [InlineData("yahoo-daily", AllMarket, 367_518, "NullRow 284, CloseOutsideRange 6553, OpenOutsideRange 2123, NothingTraded 118966")]
    [InlineData("yfinance-daily", FiveStocks, 5_128, "NothingTraded 42")]
    [InlineData("yahoo-daily", UsMany, 177_770, "OpenOutsideRange 2")]
    [InlineData("yfinance-daily", UsFew, 38_467, "NullRow 3, OpenOutsideRange 3, NothingTraded 6, UnfinishedDay 21")]
    public void Every_row_is_taken_or_set_aside_for_a_reason(string kind, string file, long taken, string aside)
    {
        using var folder = new HistoryFolder();
        var report = folder.ImportShared(kind, file);
        Assert.Empty(report.Refused);
        Assert.Equal((taken, aside), (report.Taken, string.Join(", ", report.Quarantined.Select(q => $"{q.Key} {q.Value}"))));
        Assert.Equal(1 + report.Quarantined.Values.Sum(), File.ReadLines(report.File!).Count());
    }

    [Fact]
    public void Dividends_and_splits_come_with_the_prices_and_a_split_told_twice_counts_once()
    {
        using var folder = new HistoryFolder();
        var report = folder.ImportShared("yfinance-actions", Constituents);
        // 109,735 days, 650 dividends, 12 splits of which two are told twice.
        Assert.Equal(109_735 + 650 + 10, report.Taken);
        Assert.Equal(2, report.Quarantined["RepeatedAction"]);
        using var store = folder.Open();
        var byd = store.AllActions(Listed(store, "01211"), HistoryFolder.At).Single(a => a.Kind == CorporateActionKind.Split);
        Assert.Equal((new(2025, 6, 10), 3, 1), (byd.ExDate, byd.New, byd.Held));
        var bonus = store.AllActions(Listed(store, "00003"), HistoryFolder.At).First(a => a.Kind == CorporateActionKind.Split);
        Assert.Equal((new(2020, 6, 9), 21, 20), (bonus.ExDate, bonus.New, bonus.Held));
        Assert.Empty(store.Actions(Listed(store, "01211"), HistoryFolder.At));
    }

    [Theory]
    [InlineData("2024-09-06")]
    [InlineData("2023-07-17")]
    public void A_day_lost_to_the_weather_has_no_bar(string day)
    {
        using var folder = new HistoryFolder();
        folder.ImportShared("yfinance-daily", FiveStocks);
        using var store = folder.Open();
        var tencent = Listed(store, "00700");
        Assert.Empty(
            store.Bars(tencent, BarLength.Day, HistoryFolder.Day(day), HistoryFolder.Day(day) + NodaTime.Duration.FromHours(1), HistoryFolder.At)
        );
        var added = folder.Import(
            "yfinance-daily",
            folder.Write(
                "zero.csv",
                "Symbol,Date,Close,High,Low,Open,Volume",
                $"0700.HK,{day},300,300,300,300,0",
                $"0700.HK,{day},300,301,299,300,500"
            )
        );
        Assert.Equal((0, 1, 1), (added.Taken, added.Quarantined["ZeroVolumeHoliday"], added.Quarantined["NotATradingDay"]));
    }

    [Fact]
    public void A_ticker_no_list_knows_is_set_aside_and_not_put_somewhere()
    {
        using var folder = new HistoryFolder();
        var report = folder.Import("yfinance-daily", folder.Write("us.csv", "Symbol,Date,Close,High,Low,Open,Volume", "QZQZ,2024-01-02,1,1,1,1,5"));
        Assert.Equal((0, 1), (report.Taken, report.Quarantined["UnknownSymbol"]));
    }

    [Fact]
    public void Sources_of_another_basis_are_never_one_line()
    {
        using var folder = new HistoryFolder();
        folder.ImportShared("yahoo-daily", FewSymbols);
        folder.ImportShared("yfinance-actions", Constituents);
        using var store = folder.Open();
        var tencent = Listed(store, "00700");
        Assert.Equal(
            [PriceBasis.SplitAdjusted, PriceBasis.Adjusted],
            store.Lines(tencent, BarLength.Day, TradingHours.Regular, HistoryFolder.At).Select(l => l.Series.Basis).Order()
        );
        var line = store.Line(tencent, BarLength.Day, HistoryFolder.At)!;
        Assert.Equal((PriceBasis.Adjusted, new(2020, 1, 2)), (line.Series.Basis, line.Bars[0].Day));
    }

    [Fact]
    public void The_same_share_is_one_listing_in_files_that_begin_on_different_days()
    {
        using var folder = new HistoryFolder();
        folder.ImportShared("yahoo-daily", AllMarket);
        folder.ImportShared("yahoo-daily", FewSymbols);
        using var store = folder.Open();
        var bars = store.Bars(Listed(store, "00700"), BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At);
        Assert.Equal(new(2004, 6, 16), bars[0].Day);
        Assert.Equal(bars.Count, bars.Select(b => b.Day).Distinct().Count());
    }

    static InstrumentId Listed(HistoryStore store, string code) =>
        store.Current().OfCode(Mic.Parse("XHKG"), code).Select(e => e.Series.Instrument).Distinct().Single();
}
