using Broadtape.Market;

namespace Broadtape.Tests.MarketTests;

public class InstrumentTests
{
    const string Head = """
        # source: a test
        mic,code,listed,kind,zh-Hant,zh-Hans,en,aliases,currency,session,lot,tick_table,family,decimals,underlying,shares,per_receipts

        """;

    static readonly InstrumentMaster Demo = InstrumentParser.Parse(Repository.Read("samples/founding-day/instruments.csv"), "instruments.csv");
    static readonly InstrumentLookup Lookup = new(Demo);

    [Theory]
    [InlineData("XHKG:1,00001,2020-01-01,Equity,甲,甲,A,,HKD,XHKG,,,,3,,,", "mic")]
    [InlineData("XHKG,,2020-01-01,Equity,甲,甲,A,,HKD,XHKG,,,,3,,,", "code")]
    [InlineData("XHKG,00001,1 May,Equity,甲,甲,A,,HKD,XHKG,,,,3,,,", "listed")]
    [InlineData("XHKG,00001,2020-01-01,Share,甲,甲,A,,HKD,XHKG,,,,3,,,", "kind")]
    [InlineData("XHKG,00001,2020-01-01,Equity,,甲,A,,HKD,XHKG,,,,3,,,", "zh-Hant")]
    [InlineData("XHKG,00001,2020-01-01,Equity,甲,甲,A,,HKD,XHKG,0,,,3,,,", "lot")]
    [InlineData("XHKG,00001,2020-01-01,Equity,甲,甲,A,,HKD,XHKG,,,,7,,,", "decimals")]
    [InlineData("OTCM,AAA,2020-01-01,DepositaryReceipt,甲,甲,A,,USD,OTCM,,,,3,XHKG:00009,1,1", "underlying")]
    [InlineData("OTCM,AAA,2020-01-01,DepositaryReceipt,甲,甲,A,,USD,OTCM,,,,3,,,", "underlying")]
    [InlineData("XHKG,00002,2020-01-01,Equity,甲,甲,A,,HKD,XHKG,,,,3,,,", "twice")]
    [InlineData("XHKG,00001,2020-01-01,Equity", "cells")]
    public void A_row_that_cannot_be_believed_is_refused_with_file_line_and_reason(string row, string reason)
    {
        var before = "XHKG,00002,2020-01-01,Equity,乙,乙,B,,HKD,XHKG,,,,3,,,\n";
        var refused = Assert.Throws<ReferenceException>(() => InstrumentParser.Parse(Head + before + row, "instruments.csv"));
        Assert.Equal(("instruments.csv", 4), (refused.File, refused.Line));
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    const string Terms = """
        # source: a test
        mic,code,listed,kind,zh-Hant,zh-Hans,en,aliases,currency,session,lot,tick_table,family,decimals,underlying,shares,per_receipts,side,strike,call,ratio,expiry
        XHKG,00001,2020-01-01,Equity,甲,甲,A,,HKD,XHKG,,,,3,,,,,,,,
        XHKG,HSI,2020-01-01,Index,指,指,I,,PTS,XHKG,,,HSI,2,,,,,,,,

        """;

    [Fact]
    public void What_is_a_claim_has_its_terms_and_a_fund_the_index_it_tracks()
    {
        const string rows = """
            XHKG,55001,2026-01-05,Cbbc,牛,牛,Bull,,HKD,XHKG,10000,01,,3,XHKG:HSI,,,call,24800,24900,20000,2026-12-30
            XHKG,02990,2026-01-05,Right,權,权,Nil,,HKD,XHKG,1000,06,,3,XHKG:00001,,,call,16,,1,2026-01-20
            XHKG,02800,2026-01-05,Etf,基,基,Fund,,HKD,XHKG,500,05,,3,XHKG:HSI,,,,,,,
            """;
        var master = InstrumentParser.Parse(Terms + rows, "instruments.csv");
        var index = master.FindSymbol("XHKG:HSI")!.Id;
        Assert.Equal(index, master.FindSymbol("XHKG:02800")!.Tracks);
        var bull = master.TermsOf(master.FindSymbol("XHKG:55001")!.Id)!;
        Assert.Equal(new(index, ClaimSide.Call, Price.Parse("24800"), Price.Parse("24900"), 20_000, new(2026, 12, 30)), bull);
        Assert.Equal((true, false), (bull.IsCalledAt(Price.Parse("24900")), bull.IsCalledAt(Price.Parse("24900.01"))));
        Assert.Equal(Price.Parse("0.005"), bull.Intrinsic(Price.Parse("24900")));
        Assert.Equal(default, bull.Intrinsic(Price.Parse("24700")));
        Assert.False(master.TermsOf(master.FindSymbol("XHKG:02990")!.Id)!.IsCalledAt(Price.Parse("0.01")));
        Assert.Null(master.TermsOf(index));
    }

    [Theory]
    [InlineData("Cbbc,牛,牛,B,,HKD,XHKG,,01,,3,XHKG:HSI,,,call,24800,24700,20000,2026-12-30", "call 24700.000 lies beyond the strike")]
    [InlineData("Cbbc,熊,熊,B,,HKD,XHKG,,01,,3,XHKG:HSI,,,put,24800,24900,20000,2026-12-30", "call 24900.000 lies beyond the strike")]
    [InlineData("Cbbc,牛,牛,B,,HKD,XHKG,,01,,3,XHKG:HSI,,,call,24800,,20000,2026-12-30", "call is empty")]
    [InlineData("DerivativeWarrant,證,证,W,,HKD,XHKG,,01,,3,XHKG:HSI,,,call,24800,24900,20000,2026-12-30", "call is for CBBCs alone")]
    [InlineData("DerivativeWarrant,證,证,W,,HKD,XHKG,,01,,3,XHKG:HSI,,,call,,,20000,2026-12-30", "strike is empty")]
    [InlineData("DerivativeWarrant,證,证,W,,HKD,XHKG,,01,,3,XHKG:HSI,,,call,24800,,0,2026-12-30", "ratio is at least 1")]
    [InlineData("DerivativeWarrant,證,证,W,,HKD,XHKG,,01,,3,XHKG:HSI,,,up,24800,,100,2026-12-30", "side 'up' is none of")]
    [InlineData("Etf,基,基,F,,HKD,XHKG,,05,,3,XHKG:00001,,,,,,,", "is no index that a fund could track")]
    [InlineData("Equity,股,股,E,,HKD,XHKG,,06,,3,XHKG:HSI,,,,,,,", "underlying is for depositary receipts, funds")]
    public void Terms_that_cannot_be_are_refused_with_line_and_reason(string row, string reason)
    {
        var refused = Assert.Throws<ReferenceException>(() => InstrumentParser.Parse(Terms + "XHKG,55001,2026-01-05," + row, "instruments.csv"));
        Assert.Equal(5, refused.Line);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_a_source_is_refused() =>
        Assert.Throws<ReferenceException>(() =>
            InstrumentParser.Parse(Head[(Head.IndexOf('\n', StringComparison.Ordinal) + 1)..], "instruments.csv")
        );

    [Fact]
    public void K6_an_etfs_renminbi_counter_is_an_etf_because_the_list_says_so()
    {
        var master = InstrumentParser.Parse(Head + "XHKG,83188,2012-07-17?,Etf,甲,甲,A,,CNY,XHKG,100,05,,3,,,", "instruments.csv");
        var counter = master.FindSymbol("XHKG:83188")!;
        Assert.Equal((InstrumentKind.Etf, true), (counter.Kind, counter.ListedAssumed));
    }

    [Fact]
    public void K8_a_code_used_again_is_another_instrument()
    {
        const string rows = """
            XHKG,24740,2020-07-01,DerivativeWarrant,甲,甲,JPJDCOM@EC2101B,,HKD,XHKG,5000,01,,3,,,
            XHKG,24740,2023-03-01,DerivativeWarrant,乙,乙,B,,HKD,XHKG,10000,01,,3,,,
            """;
        var master = InstrumentParser.Parse(Head + rows, "instruments.csv");
        Assert.Equal(2, master.All.Count);
        Assert.Equal("乙", master.FindSymbol("XHKG:24740")!.Names.ZhHant);
        Assert.Equal("甲", master.Find(new(Mic.Parse("XHKG"), "24740", new(2020, 7, 1)))!.Names.ZhHant);
    }

    [Theory]
    [InlineData("700", "XHKG:00700")]
    [InlineData("0700.HK", "XHKG:00700")]
    [InlineData("XHKG:00700", "XHKG:00700")]
    [InlineData("騰訊", "XHKG:00700")]
    [InlineData("腾讯控股", "XHKG:00700")]
    [InlineData("tencent", "XHKG:00700")]
    [InlineData("Tencnet", "XHKG:00700")]
    [InlineData("騰信控股", "XHKG:00700")]
    [InlineData("baba", "XNYS:BABA")]
    [InlineData("hsi", "XHKG:HSI")]
    [InlineData("恒生指數", "XHKG:HSI")]
    public void What_people_type_finds_it_first(string typed, string symbol) =>
        Assert.Equal(symbol, Lookup.Find(typed, 5).FirstOrDefault()?.Id.Symbol);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("zzzzzz")]
    [InlineData("鑫")]
    public void What_is_nothing_finds_nothing(string typed) => Assert.Empty(Lookup.Find(typed, 5));

    [Fact]
    public void No_more_than_asked_for_come_back_and_a_long_text_costs_nothing()
    {
        Assert.Equal(3, Lookup.Find("0", 3).Count);
        Assert.Empty(Lookup.Find(new string('a', 100_000), 5));
    }

    [Fact]
    public void Every_instrument_is_found_by_its_code_symbol_and_names() =>
        Assert.All(
            Demo.All,
            i => Assert.All([i.Id.Code, i.Id.Symbol, i.Names.ZhHant, i.Names.ZhHans, i.Names.En], t => Assert.Contains(i, Lookup.Find(t, 8)))
        );
}
