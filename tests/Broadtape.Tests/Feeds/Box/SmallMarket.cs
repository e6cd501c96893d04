using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.Feeds.BoxTests;

/// <summary>A Hong Kong of few instruments, for one thing at a time: two shares, their index, a fund, warrants, CBBCs and a rights counter.</summary>
static class SmallMarket
{
    const string Head =
        "# source: a test\nmic,code,listed,kind,zh-Hant,zh-Hans,en,aliases,currency,session,lot,tick_table,family,decimals,underlying,shares,per_receipts,side,strike,call,ratio,expiry\n";

    const string Rows = """
        XHKG,00001,2000-01-03,Equity,甲,甲,Jia,,HKD,XHKG,500,06,,3,,,,,,,,
        XHKG,00002,2000-01-03,Equity,乙,乙,Yi,,HKD,XHKG,1000,06,,3,,,,,,,,
        XHKG,IDX,2000-01-03,Index,指,指,Idx,,PTS,XHKG,,,IDX,2,,,,,,,,
        XHKG,02800,2000-01-03,Etf,基,基,Fund,,HKD,XHKG,500,05,,3,XHKG:IDX,,,,,,,
        XHKG,13001,2026-01-05,DerivativeWarrant,證,证,W,,HKD,XHKG,10000,01,,3,XHKG:00001,,,call,105,,100,2026-06-30
        XHKG,13002,2026-01-05,DerivativeWarrant,沽,沽,P,,HKD,XHKG,10000,01,,3,XHKG:00001,,,put,95,,100,2026-06-30
        XHKG,55001,2026-01-05,Cbbc,牛,牛,Bull,,HKD,XHKG,10000,01,,3,XHKG:00001,,,call,90,92,100,2026-06-30
        XHKG,65001,2026-01-05,Cbbc,熊,熊,Bear,,HKD,XHKG,10000,01,,3,XHKG:00001,,,put,110,108,100,2026-06-30
        XHKG,02990,2026-01-13,Right,權,权,Nil,,HKD,XHKG,1000,06,,3,XHKG:00002,,,call,16,,1,2026-01-20
        """;

    static readonly string[] Begin =
    [
        "XHKG:00001,previous,2026-01-12,100,,",
        "XHKG:00002,previous,2026-01-12,20,,",
        "XHKG:IDX,previous,2026-01-12,20000,,",
        "XHKG:IDX,constituent,,,XHKG:00001,300",
        "XHKG:IDX,constituent,,,XHKG:00002,700",
        "XHKG:02800,previous,2026-01-12,20.02,,",
        "XHKG:13001,previous,2026-01-12,0.05,,",
        "XHKG:13002,previous,2026-01-12,0.04,,",
        "XHKG:55001,previous,2026-01-12,0.105,,",
        "XHKG:65001,previous,2026-01-12,0.105,,",
        "XHKG:02990,list,2026-01-13,4,,",
    ];

    public static readonly LocalDate Monday = new(2026, 1, 12);

    public static InstrumentMaster Instruments { get; } = InstrumentParser.Parse(Head + Rows, "instruments.csv");

    public static string Script(params IEnumerable<string> rows) =>
        string.Join('\n', Begin.Concat(rows).Prepend("# source: a test\nsymbol,kind,at,price,of,ratio"));

    /// <summary>From Monday's opening, with rows beside those the market begins with.</summary>
    public static Box Box(IEnumerable<string> rows, ulong seed = 1, string faults = "")
    {
        Assert.True(BoxFaults.TryParse(faults, out var parsed, out var error), error);
        return Box(Script(rows), At(Monday, "09:00"), seed, parsed);
    }

    public static Box Box(string script, Moment from, ulong seed, BoxFaults faults) =>
        new(Instruments, BoxScript.Parse(script, "script.csv", Instruments), DemoMarket.Timetables, DemoMarket.Ticks, seed, from, new(), faults);

    public static MemoryLog Run(Box box, LocalDate day, string until)
    {
        var log = new MemoryLog();
        box.Advance(At(day, until), log);
        return log;
    }

    public static Moment At(LocalDate day, string time) => Moment.Parse($"{day:uuuu-MM-dd}T{time}+08:00");

    public static LocalDate DayOf(in MarketEvent e) => e.ExchangeTime.In(Zone).Date;

    public static TimeSpan TimeOf(in MarketEvent e) => TimeSpan.FromTicks(e.ExchangeTime.In(Zone).TimeOfDay.TickOfDay);

    /// <summary>What was told of one instrument, in order.</summary>
    public static List<MarketEvent> Of(this MemoryLog log, string code)
    {
        var number = log.Events.First(e => e.Kind == EventKind.Listing && e.AsListing().Id.Code == code).Instrument;
        return [.. log.Events.Where(e => e.Instrument == number)];
    }

    public static IEnumerable<MarketEvent> On(this IEnumerable<MarketEvent> events, LocalDate day) => events.Where(e => DayOf(e) == day);

    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];
}
