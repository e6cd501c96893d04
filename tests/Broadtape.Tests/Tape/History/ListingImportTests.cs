using Broadtape.Market;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;

namespace Broadtape.Tests.TapeTests.History;

public sealed class ListingImportTests
{
    const string Csv = "hk/securities/HKEX_ListOfSecurities_2026-03.csv.zst";
    const string Sheet = "hk/securities/HKEX_ListOfSecurities_2026-03.xlsx";
    const string Header =
        "Stock Code,Name of Securities,Category,Sub-Category,Board Lot,ISIN,Expiry Date,Subject to Stamp Duty,Shortsell Eligible,CAS Eligible,VCM Eligible,Admitted to CCASS,Debt Securities Board Lot (Nominal),Debt Securities Investor Type,POS Eligible,Spread Table 1 = Part A 3 = Part B 5 = Part D 4 & 6 = Part E,Trading Currency,RMB Counter";

    /// <summary>17,944 securities, 14,745 of them with an end, and four blank rows the sheet ends with.</summary>
    [Theory]
    [InlineData(Csv)]
    [InlineData(Sheet)]
    public void The_list_of_securities_is_taken_from_the_sheet_and_from_its_copy_alike(string file)
    {
        using var folder = new HistoryFolder();
        var report = folder.Import(List(SharedData.At($"data/{file}")));
        Assert.Empty(report.Refused);
        Assert.Equal((17_944 + 14_745, 4), (report.Taken, report.Quarantined["Blank"]));
        using var store = folder.Open();
        var listed = store.Listings(HistoryFolder.At);
        Assert.Equal(
            [
                (InstrumentKind.Equity, 2_744),
                (InstrumentKind.Etf, 393),
                (InstrumentKind.Reit, 11),
                (InstrumentKind.DerivativeWarrant, 7_767),
                (InstrumentKind.Cbbc, 5_685),
            ],
            new[] { InstrumentKind.Equity, InstrumentKind.Etf, InstrumentKind.Reit, InstrumentKind.DerivativeWarrant, InstrumentKind.Cbbc }.Select(
                k => (k, listed.Count(i => i.Kind == k) + (k == InstrumentKind.Equity ? 1 : 0))
            )
        );
        var tencent = listed.Single(i => i.Id.Code == "00700");
        Assert.Equal(("HKD", 100, "01"), (tencent.Currency, tencent.BoardLot, tencent.TickTable));
    }

    [Fact]
    public void The_sheet_says_what_its_copy_said()
    {
        using var folder = new HistoryFolder();
        folder.Import(List(SharedData.At($"data/{Csv}")));
        Assert.Equal(
            (0, 17_944 + 14_745),
            folder.Import(List(SharedData.At($"data/{Sheet}"))) is var again ? (again.Taken, again.Unchanged) : default
        );
    }

    [Fact]
    public void Names_come_from_each_list_and_a_company_is_found_by_either_way_to_write_it()
    {
        using var folder = new HistoryFolder();
        folder.Import(List(SharedData.At($"data/{Csv}")));
        Assert.Equal(2_384, folder.ImportShared("hk-listings", "hk/securities/hk_listings_zhHant_en_20260127.json.zst").Taken);
        Assert.Equal(83 + 1, folder.ImportShared("hsi-constituents", "hk/hsi_constituents_20250530_en_zhHant.csv").Taken);
        using var store = folder.Open();
        var listed = store.Listings(HistoryFolder.At);
        Assert.Equal(17_944, listed.Count);
        var hsbc = listed.Single(i => i.Id.Code == "00005");
        Assert.Equal("滙豐控股", hsbc.Names.ZhHant);
        var lookup = new InstrumentLookup(new(listed));
        foreach (var asked in new[] { "匯豐控股", "滙豐控股", "匯豐控股有限公司", "HSBC Holdings plc", "HSBC HOLDINGS" })
            Assert.Equal(hsbc.Id, lookup.Exactly(asked)?.Id);
        Assert.Equal(("小米集團-W", "東方海外國際"), (Named("01810"), Named("00316")));
        Assert.Equal(83, store.Members("HSI", HistoryFolder.At)!.Count);

        string Named(string code) => listed.Single(i => i.Id.Code == code).Names.ZhHant;
    }

    [Theory]
    [InlineData("XSHG", "shanghai", 1_900, "510050", "50ETF")]
    [InlineData("XSHE", "shenzhen", 2_062, "000002", "萬科A")]
    public void Stock_Connect_lists_are_taken_with_names_as_they_are_typed(string of, string file, int shares, string code, string name)
    {
        using var folder = new HistoryFolder();
        var path = SharedData.At($"data/hk/securities/{file}_connect_20260720.json.zst");
        var report = folder.Import(new ImportTerms("stock-connect", [path], HistoryFolder.At, Subject: of));
        Assert.Equal(shares + 2, report.Taken);
        using var store = folder.Open();
        Assert.Equal(shares, store.Members($"{of} Connect sell", HistoryFolder.At)!.Count);
        Assert.InRange(store.Members($"{of} Connect", HistoryFolder.At)!.Count, 1, shares);
        Assert.Equal(name, ListedName.Merge(store.Facts(ListedName.Topic).Of($"{of}:{code}", HistoryFolder.At))!.ZhHant);
        Assert.Single(folder.Import("stock-connect", path).Refused);
    }

    /// <summary>K8 again, from the exchange's own list: the warrant 24740 of 2020 and the one that has its code now.</summary>
    [Fact]
    public void A_code_the_list_gives_to_another_product_is_another_listing()
    {
        using var folder = new HistoryFolder();
        folder.Import(List(folder.Write("a.csv", Header, Warrant("JPJDCOM@EC2101B", "26/01/2021")), "2020-07-01"));
        folder.Import(
            "yahoo-daily",
            folder.Write(
                "p.csv",
                "Symbol,Date,Open,High,Low,Close,Adj Close,Volume",
                "24740.HK,2020-07-02,1,1,1,1,1,9",
                "24740.HK,2026-03-24,2,2,2,2,2,9"
            )
        );
        folder.Import(List(folder.Write("b.csv", Header, Warrant("SGCNOOC@EC2611B", "25/11/2026")), "2026-03-23"));
        using var store = folder.Open();
        Assert.Equal(
            ["JPJDCOM@EC2101B 1", "SGCNOOC@EC2611B 2"],
            store
                .Listings(HistoryFolder.At)
                .OrderBy(i => i.Id.Listed)
                .Select(i =>
                    $"{i.Names.En} {store.Bars(i.Id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At).Single().Close.ToDecimal():0}"
                )
        );
    }

    [Theory]
    [InlineData("hk-listings", "[{\"symbol\":1,\"engName\":\"A\",\"zhName\":\"長\"}]")]
    [InlineData("hk-listings", "[{\"symbol\":1,\"engName\":\"A\",\"zhName\":\"長\",\"url\":\"\",\"more\":1}]")]
    [InlineData("hk-listings", "[{\"symbol\":1,\"engName\":\"A\",\"zhName\":\"長\",\"url\":\"\"},{\"sym")]
    [InlineData("hk-listings", "{}")]
    [InlineData("hsi-constituents", "Stock Code,Stock Name\n0005.HK,\"HSBC HOLDINGS\n滙豐控股\"\n")]
    public void Lists_of_another_shape_are_refused(string kind, string text)
    {
        using var folder = new HistoryFolder();
        Assert.Single(folder.Import(kind, folder.Write("list", System.Text.Encoding.UTF8.GetBytes(text))).Refused);
        Assert.Empty(folder.Contents());
    }

    [Fact]
    public void A_calendar_is_taken_by_the_year_and_its_differences_to_the_reference_data_are_told()
    {
        using var folder = new HistoryFolder();
        var hongKong = folder.Import(Calendar("XHKG", "xhkg_sessions_19900102_20250905.csv.zst"));
        Assert.Equal(36, hongKong.Taken);
        Assert.Equal(
            ["2023-09-01", "2023-09-08"],
            hongKong
                .Remarks.Where(r => r.Contains("is a full day here and closed in the reference data", StringComparison.Ordinal))
                .Select(r => r.Split(' ')[1])
        );
        var newYork = folder.Import(Calendar("XNYS", "xnys_sessions.csv.zst"));
        Assert.Equal((34, 0), (newYork.Taken, newYork.Remarks.Count));
        // With a calendar, zero-volume rows of holidays are told from days without a trade.
        var few = folder.ImportShared("yahoo-daily", "hk/daily/hk_daily_31symbols_20000104_20200728.csv.zst");
        Assert.Equal((124_997, 1_092, 798), (few.Taken, few.Quarantined["ZeroVolumeHoliday"], few.Quarantined["NothingTraded"]));
    }

    internal static ImportTerms Calendar(string market, string file) =>
        new("calendar", [SharedData.At($"data/calendar/{file}")], HistoryFolder.At, Subject: market);

    static ImportTerms List(string file, string day = "2026-03-23") =>
        new("hkex-securities", [file], HistoryFolder.At, AsPublished: true, Subject: day);

    static string Warrant(string name, string expires) => $"24740,{name},Derivative Warrants,,\"10,000\",,{expires},,,,,Y,,,,6,HKD,";
}
