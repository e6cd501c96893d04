using Broadtape.Market;
using Broadtape.Tape.History;
using NodaTime;

namespace Broadtape.Tests.TapeTests.History;

public sealed class MinuteAndLeanTests
{
    [Theory]
    [InlineData("hk/minute/hk_etf_1min_201912.csv.zst", 4_030 + 2, "NullRow 1, NothingTraded 37")]
    [InlineData("us/minute/us_1min_14symbols_20220314_20220408.csv.zst", 90_760 + 80_929, "NothingTraded 1")]
    [InlineData("us/minute/us_etf_1min_20191216_20200117.csv.zst", 62_856 + 12, "NullRow 4, NothingTraded 68, Duplicate 5057, Contradiction 20")]
    public void Minutes_are_taken_with_their_offsets(string file, long taken, string aside)
    {
        using var folder = WithCalendars();
        var report = folder.ImportShared("yfinance-minute", file);
        Assert.Empty(report.Refused);
        Assert.Equal((taken, aside), (report.Taken, string.Join(", ", report.Quarantined.Select(q => $"{q.Key} {q.Value}"))));
    }

    [Fact]
    public void Hours_around_the_regular_ones_are_a_line_of_their_own()
    {
        using var folder = WithCalendars();
        folder.ImportShared(
            "lean-minute",
            "us/lean_minute/aapl/20140606_trade.zip",
            "us/lean_minute/aapl/20140609_trade.zip",
            "us/lean_minute/goog/20151224_trade.zip"
        );
        using var store = folder.Open();
        var apple = InstrumentId.Parse("XNAS:AAPL:2014-06-06");
        Assert.Equal(780, store.Bars(apple, BarLength.Minute, Moment.Beginning, Moment.Never, HistoryFolder.At).Count);
        var extended = store.Lines(apple, BarLength.Minute, TradingHours.Extended, HistoryFolder.At).Single().Bars;
        Assert.Equal(393 + 444, extended.Count);
        // The first bar before the opening of the day one share became seven.
        Assert.Equal(
            ("92.42", new LocalDate(2014, 6, 9)),
            extended.First(b => b.Day > new LocalDate(2014, 6, 6)) is var first
                ? (first.Close.ToDecimal().ToString("0.00", null), first.Day)
                : default
        );
        // Half a day.
        Assert.Equal(
            210,
            store.Bars(InstrumentId.Parse("XNAS:GOOG:2015-12-24"), BarLength.Minute, Moment.Beginning, Moment.Never, HistoryFolder.At).Count
        );
    }

    [Theory]
    [InlineData("aapl", 5_849)]
    [InlineData("spy", 5_849)]
    [InlineData("iwm", 5_244)]
    [InlineData("eem", 5_245)]
    [InlineData("qqq", 3_964)]
    public void A_daily_archive_is_raw_and_whole(string ticker, long taken)
    {
        using var folder = WithCalendars();
        var report = folder.ImportShared("lean-daily", $"us/lean_daily/{ticker}.zip");
        Assert.Equal((0, taken, 0), (report.Refused.Count, report.Taken, report.Quarantined.Count));
    }

    [Fact]
    public void Apples_seven_for_one_of_9_June_2014_comes_out_of_the_factor_file()
    {
        using var folder = WithCalendars();
        folder.ImportShared("lean-daily", "us/lean_daily/aapl.zip");
        Assert.Empty(folder.ImportShared("lean-factors", "us/lean_daily/factor_files/aapl.csv").Refused);
        using var store = folder.Open();
        var apple = InstrumentId.Parse("XNAS:AAPL:1998-01-02");
        var days = store.Bars(apple, BarLength.Day, Moment.Parse("2014-06-06T00:00-04:00"), Moment.Parse("2014-06-10T00:00-04:00"), HistoryFolder.At);
        Assert.Equal([645.57m, 93.70m], days.Select(d => d.Close.ToDecimal()));
        var actions = store.Actions(apple, HistoryFolder.At);
        Assert.Equal(
            ["2000-06-21 2:1", "2005-02-28 2:1", "2014-06-09 7:1", "2020-08-31 4:1"],
            actions.Where(a => a.Kind == CorporateActionKind.Split).Select(a => $"{a.ExDate:uuuu-MM-dd} {a.New}:{a.Held}")
        );
        // Raw prices with 645.57 carried over the split: a seventh of it.
        Assert.Equal(92.224286m, actions.Single(a => a.ExDate == new LocalDate(2014, 6, 9)).Base(days[0].Close)!.Value.ToDecimal());
        Assert.Equal(2.65m, actions.Single(a => a.ExDate == new LocalDate(2012, 8, 9)).Amount.ToDecimal());
    }

    [Fact]
    public void A_ticker_used_again_is_two_listings_with_their_ends()
    {
        using var folder = WithCalendars();
        folder.ImportShared("lean-map", [.. new[] { "vxx", "vxx.1", "twx", "fb.1" }.Select(f => $"us/lean_daily/map_files/{f}.csv")]);
        using var store = folder.Open();
        Assert.Equal(new(2018, 6, 16), store.Life(InstrumentId.Parse("XNYS:TWX:1998-01-02"), HistoryFolder.At)!.Discontinued);
        Assert.Null(store.Life(InstrumentId.Parse("BATS:VXX:2018-01-18"), HistoryFolder.At)!.Discontinued);
        Assert.Equal(new(2019, 1, 30), store.Life(InstrumentId.Parse("ARCX:VXX:2009-01-30"), HistoryFolder.At)!.Discontinued);
    }

    [Theory]
    [InlineData("lean-minute", "us/lean_minute/aapl/20140606_quote.zip")]
    [InlineData("lean-daily", "us/lean_minute/aapl/20140606_trade.zip")]
    [InlineData("lean-minute", "us/lean_daily/aapl.zip")]
    [InlineData("lean-daily", "us/lean_daily/factor_files/aapl.csv")]
    [InlineData("lean-factors", "us/lean_daily/map_files/aapl.csv")]
    [InlineData("lean-map", "us/lean_daily/factor_files/aapl.csv")]
    [InlineData("lean-minute", "us/lean_minute/second_spy/20131007_trade.zip")]
    public void An_archive_of_another_kind_is_refused(string kind, string file)
    {
        using var folder = new HistoryFolder();
        Assert.Single(folder.ImportShared(kind, file).Refused);
        Assert.Empty(folder.Contents());
    }

    [Fact]
    public void Without_a_calendar_a_factor_file_is_refused_and_says_what_to_import()
    {
        using var folder = new HistoryFolder();
        Assert.Contains(
            "import the calendar of XNYS first",
            folder.ImportShared("lean-factors", "us/lean_daily/factor_files/ibm.csv").Refused.Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2800.HK,2019-12-18 09:30:00+09:00,28,28,28,28,5,0,0", "does not keep the offset")]
    [InlineData("2800.HK,2019-12-18 09:30:30+08:00,28,28,28,28,5,0,0", "is not a minute")]
    [InlineData("2800.HK,2019-12-18 09:30:00+08:00,28,28,28,28,5,0,0,", "10 cells where the header has 9")]
    public void A_time_that_is_not_the_markets_is_refused(string row, string reason)
    {
        using var folder = new HistoryFolder();
        var report = folder.Import(
            "yfinance-minute",
            folder.Write("m.csv", "Symbol,Datetime,Open,High,Low,Close,Volume,Dividends,Stock Splits", row)
        );
        Assert.Contains(reason, Assert.Single(report.Refused), StringComparison.Ordinal);
    }

    static HistoryFolder WithCalendars()
    {
        var folder = new HistoryFolder();
        folder.Import(ListingImportTests.Calendar("XHKG", "xhkg_sessions_19900102_20250905.csv.zst"));
        folder.Import(ListingImportTests.Calendar("XNYS", "xnys_sessions.csv.zst"));
        return folder;
    }
}
