using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.MarketRules;

/// <summary>The test vectors of the market rules, by their ids.</summary>
public sealed class Rules
{
    static readonly Mic HongKong = Mic.Parse("XHKG");

    static Price P(string text) => text is "none" or "–" ? default : Price.Parse(text);

    [Theory]
    [InlineData("N1", "39.40", "39.45", "39.45", "none", "39.45")]
    [InlineData("N2", "39.40", "39.45", "39.40", "none", "39.40")]
    [InlineData("N3", "39.35", "39.45", "39.40", "none", "39.40")]
    [InlineData("N4", "39.30", "39.35", "39.35", "none", "39.35")]
    [InlineData("N5", "39.50", "39.55", "39.40", "none", "39.50")]
    [InlineData("N6", "39.20", "39.30", "39.40", "none", "39.30")]
    [InlineData("N7", "none", "39.30", "39.40", "none", "39.30")]
    [InlineData("N8", "none", "39.50", "39.40", "none", "39.40")]
    [InlineData("N9", "5.10", "5.20", "none", "5.00", "5.10")]
    [InlineData("N10", "4.80", "4.90", "none", "5.00", "4.90")]
    [InlineData("N11", "4.80", "5.20", "none", "5.00", "5.00")]
    [InlineData("N12", "none", "none", "none", "5.00", "5.00")]
    [InlineData("N13", "none", "none", "none", "none", "none")]
    public void R1_nominal_price(string id, string bid, string ask, string last, string previous, string nominal) =>
        Assert.Equal((id, P(nominal)), (id, Nominal.Of(P(bid), P(ask), P(last), P(previous))));

    [Fact]
    public void R1_in_an_auction_N14_N15() =>
        Assert.Equal((P("430"), P("425")), (Nominal.InAuction(P("430"), P("425")), Nominal.InAuction(default, P("425"))));

    [Theory]
    [InlineData("C1", "39.45 39.45 39.40 39.40 39.35", "39.40")]
    [InlineData("C2", "39.50 39.50 39.40 39.40 39.30", "39.40")]
    [InlineData("C3", "10.01 10.02 10.00 10.02 10.05", "10.02")]
    public void R2_the_close_is_the_median_of_five(string id, string nominals, string close) =>
        Assert.Equal((id, P(close)), (id, ClosingPrices.Median(nominals.Split(' ').Select(P).ToArray())));

    [Theory]
    [InlineData("S2", "2026-01-08T09:21:00+08:00", InstrumentKind.Equity, SessionPhase.PreOpeningMatching)]
    [InlineData("S3", "2026-01-08T12:15:00+08:00", InstrumentKind.Equity, SessionPhase.Lunch)]
    [InlineData("S4", "2021-02-11T12:05:00+08:00", InstrumentKind.Equity, SessionPhase.ClosingOrderInput)]
    [InlineData("S5", "2021-02-11T13:30:00+08:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("S8", "2026-01-08T09:10:00+08:00", InstrumentKind.DerivativeWarrant, SessionPhase.Closed)]
    [InlineData("S9", "2026-01-08T16:05:00+08:00", InstrumentKind.Cbbc, SessionPhase.Closed)]
    [InlineData("W1", "2024-09-06T10:30:00+08:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("W2 before", "2023-10-09T13:59:00+08:00", InstrumentKind.Equity, SessionPhase.Closed)]
    [InlineData("W2", "2023-10-09T14:00:00+08:00", InstrumentKind.Equity, SessionPhase.Continuous)]
    [InlineData("W4", "2023-07-17T10:30:00+08:00", InstrumentKind.Equity, SessionPhase.Closed)]
    public void R3_phases(string id, string moment, InstrumentKind kind, SessionPhase phase) =>
        Assert.Equal((id, phase), (id, DemoMarket.Timetables.PhaseAt(HongKong, Moment.Parse(moment), kind)));

    [Fact]
    public void R3_the_futures_night_belongs_to_the_day_it_began_on() =>
        Assert.Equal(
            SessionPhase.NightSession,
            DemoMarket.Timetables.PhaseAt(Mic.Parse("XHKF"), Moment.Parse("2026-01-09T02:59+08:00"), InstrumentKind.Future)
        );

    [Fact]
    public void R3_a_year_without_rows_is_refused() =>
        Assert.Contains("2031", Assert.Throws<ArgumentException>(() => DemoMarket.Timetables.DayOf(HongKong, new(2031, 3, 3))).Message);

    [Theory]
    [InlineData(
        "2021-01-01 2021-02-12 2021-02-15 2021-04-02 2021-04-05 2021-04-06 2021-05-19 2021-06-14 2021-07-01 2021-09-22 2021-10-01 2021-10-14 2021-12-27",
        DayKind.Closed
    )]
    [InlineData("2021-02-11 2021-12-24 2021-12-31 2026-02-16 2026-12-24 2026-12-31", DayKind.Half)]
    [InlineData("2026-01-08 2026-01-09 2021-12-28", DayKind.Full)]
    public void R3_calendar(string dates, DayKind kind)
    {
        foreach (var date in dates.Split(' '))
            Assert.Equal((date, kind), (date, DemoMarket.Timetables.DayOf(HongKong, NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value)));
    }

    [Theory]
    [InlineData("T1", "06", "0.250", "0.255", "0.249")]
    [InlineData("T2", "06", "0.500", "0.510", "0.495")]
    [InlineData("T3", "06", "10.00", "10.01", "9.99")]
    [InlineData("T4", "01", "10.00", "10.02", "9.99")]
    [InlineData("T5", "06", "20.00", "20.02", "19.99")]
    [InlineData("T6", "01", "20.00", "20.05", "19.98")]
    [InlineData("T7", "06", "50.00", "50.05", "49.98")]
    [InlineData("T8", "06", "100.00", "100.10", "99.95")]
    [InlineData("T9", "06", "500.00", "500.50", "499.80")]
    public void R4_steps(string id, string table, string price, string up, string down)
    {
        var date = new LocalDate(2026, 1, 8);
        Assert.Equal(
            (id, P(up), P(down)),
            (id, DemoMarket.Ticks.Up(table, date, P(price))!.Value, DemoMarket.Ticks.Down(table, date, P(price))!.Value)
        );
    }

    [Theory]
    [InlineData("06", "20.03", false)]
    [InlineData("06", "20.04", true)]
    [InlineData("01", "20.04", false)]
    [InlineData("06", "50.02", false)]
    [InlineData("05", "4.738", true)]
    [InlineData("06", "4.738", false)]
    public void R4_T11_legal(string table, string price, bool legal) =>
        Assert.Equal(legal, DemoMarket.Ticks.IsLegal(table, new(2026, 1, 8), P(price)));

    [Fact]
    public void R4_T12_spreads() => Assert.Equal(5, DemoMarket.Ticks.Spreads("06", new(2026, 1, 8), P("39.40"), P("39.30")));

    [Fact]
    public void R4_the_eighteen_ticker_prices_are_legal_and_four_were_not_before_August_2025()
    {
        var figures = System.Text.Json.JsonDocument.Parse(Repository.Read("samples/founding-day/figures.json")).RootElement;
        var prices = figures.GetProperty("ticker").EnumerateArray().Select(r => P(r.GetProperty("price").GetString()!)).ToList();
        Assert.Equal(18, prices.Count(p => DemoMarket.Ticks.IsLegal("06", new(2026, 1, 8), p)));
        Assert.Equal(14, prices.Count(p => DemoMarket.Ticks.IsLegal("06", new(2025, 8, 3), p)));
    }

    [Theory]
    [InlineData("A1", "25.93", "7.85", 5, 1, "40.05", 1648)]
    [InlineData("A2", "5.08", "7.85", 1, 1, "39.95", -180)]
    [InlineData("A3", "5.795", "7.85", 2, 1, "22.80", -240)]
    [InlineData("A4", "1.10", "7.85", 1, 2, "16.70", 3413)]
    [InlineData("A5", "58.52", "7.80", 5, 1, "91.60", -337)]
    [InlineData("A6", "65.12", "7.80", 1, 1, "503.00", 981)]
    [InlineData("A7", "19.40", "7.80", 20, 1, "7.62", -709)]
    public void R10_receipts_against_Hong_Kong(string id, string usd, string rate, int shares, int receipts, string close, int thousandths)
    {
        var parity = new DepositaryParity(P(usd), P(rate), new(default, shares, receipts));
        Assert.Equal((id, thousandths), (id, (int)Math.Round(parity.Versus(P(close)).Millionths / 1000m, MidpointRounding.AwayFromZero)));
    }

    [Theory]
    [InlineData("700", "00700")]
    [InlineData("0700.HK", "00700")]
    [InlineData("100000", null)]
    [InlineData("0", null)]
    [InlineData("abc", null)]
    public void R17_codes(string typed, string? code) => Assert.Equal(code, StockCode.Normalise(typed));

    [Fact]
    public void R17_structured_names_K3_K4()
    {
        Assert.Equal(
            new StructuredName(InstrumentKind.DerivativeWarrant, "JP", "JDCOM", 'E', 'C', 2021, 1, "B"),
            StructuredName.Parse("JPJDCOM@EC2101B")
        );
        Assert.Equal(new StructuredName(InstrumentKind.Cbbc, "HT", "HSI", 'R', 'P', 2021, 1, "Z"), StructuredName.Parse("HT#HSI  RP2101Z"));
    }

    [Theory]
    [InlineData("700")]
    [InlineData("0700.HK")]
    [InlineData("騰訊")]
    [InlineData("腾讯控股")]
    [InlineData("tencent")]
    public void The_look_up_finds_Tencent_first(string typed) =>
        Assert.Equal("00700", new InstrumentLookup(DemoMarket.Instruments).Find(typed, 5)[0].Id.Code);

    [Theory]
    [InlineData("mic,code\nXHKG,1\n", "source")]
    [InlineData("# source: x\ntable,effective,over,up_to,tick\n01,2020-01-01,0,1,x\n", "line 3")]
    [InlineData("# source: x\ntable,effective,over,up_to,tick\n01,2020-01-01,0,1,0.01\n01,2020-01-01,2,3,0.01\n", "line 4")]
    public void Bad_reference_data_names_file_and_line(string text, string said) =>
        Assert.Contains(said, Assert.Throws<ReferenceException>(() => TickTables.Parse(text, "ticks.csv")).Message);
}
