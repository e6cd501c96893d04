using Broadtape.Market;
using Broadtape.Tape;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.TapeTests.Bars;

/// <summary>A tape of three instruments over four days and a weekend, and the bars of it counted without files, chunks or a fold that goes on.</summary>
sealed class BarWorld : IDisposable
{
    public static readonly string[] Symbols = ["XHKG:00700", "XHKF:HSIF6", "XNYS:BABA"];
    static readonly Moment Begins = Moment.Parse("2026-01-08T08:00+08:00");
    static readonly Moment Ends = Moment.Parse("2026-01-13T12:00+08:00");

    readonly TapeFolder folder = new();
    readonly List<MarketEvent> events = [];

    public BarWorld(IReadOnlyList<MarketEvent> told)
    {
        Tape = Broadtape.Tape.Tape.Open(folder.Path);
        for (var number = 1; number <= Symbols.Length; number++)
        {
            var instrument = DemoMarket.Named(Symbols[number - 1]);
            Accept(MarketEvent.Of(new(new(number), Begins, Begins, EventSource.Box), new Listing(instrument.Id, instrument.Kind, false)));
        }
        foreach (var e in told)
            Accept(e);
        Tape.Commit();
    }

    public Broadtape.Tape.Tape Tape { get; }

    public string BarFolder => Path.Combine(folder.Path, "bars");

    public IReadOnlyList<MarketEvent> Events => events;

    public static Moment At(long second) => Begins + Duration.FromSeconds(second);

    public static readonly int Seconds = (int)(Ends - Begins).TotalSeconds;

    /// <summary>Trades that come in time or late, some by hours; amendments; closing prices.</summary>
    public static Gen<List<MarketEvent>> Told { get; } =
        Gen.Select(Gen.Int[0, 99], Gen.Int[1, Symbols.Length], Gen.Int[0, Seconds], Gen.Int[0, 40_000], Gen.Int[1, 60])
            .List[1, 120]
            .Select(drawn =>
            {
                var told = new List<MarketEvent>();
                // Half of it within ten minutes of a morning, where minutes hold more than one trade.
                foreach (var (what, number, second, late, price) in drawn.Select(Crowded).OrderBy(d => d.Item3 + Late(d.Item4)))
                {
                    var stamp = new EventStamp(new(number), At(second), At(second + Late(late)), EventSource.Box);
                    var id = told.Count;
                    told.Add(
                        what < 75 ? MarketEvent.Of(stamp, new Trade(new(price * 10_000L), new(price * 50), id, TradeConditions.None))
                        : what < 90 ? MarketEvent.Of(stamp, new Amendment(id - price % 5, what < 80 ? default : new(price * 20_000L), new(price)))
                        : MarketEvent.OfClosingPrice(stamp, new(price * 10_000L))
                    );
                }
                return told;

                static int Late(int late) => late > 30_000 ? late : 0;

                static (int, int, int, int, int) Crowded((int, int, int Second, int, int) d) =>
                    d.Second % 2 == 0 ? d : (d.Item1, d.Item2, 5_400 + d.Second % 600, d.Item4, d.Item5);
            });

    public BarTape Open(int slabs = SlabBudget.Usual) =>
        BarTape.Open(BarFolder, Tape, DemoMarket.Instruments, DemoMarket.Timetables, BarRetention.ForGood, slabs);

    /// <summary>Every bar of the instrument at a moment, from the events released by then.</summary>
    public List<Bar> Naive(string symbol, BarLength length, Moment moment)
    {
        var number = Array.IndexOf(Symbols, symbol) + 1;
        var market = DemoMarket.Named(symbol).SessionMarket;
        var calendar = new TradingDays(DemoMarket.Timetables);
        var days = new SortedDictionary<LocalDate, DayOfBars>();
        var known = Moment.Beginning;
        foreach (var e in events)
        {
            known = Moment.Max(known, e.ReleaseTime);
            if (known > moment)
                break;
            if (e.Instrument.Value != number || !BarEntry.TryRead(e, known, out var entry))
                continue;
            var day = calendar.Holding(market, entry.Time).Day;
            if (known >= calendar.Midnight(market, day.PlusDays(1)))
                continue;
            if (!days.TryGetValue(day, out var fold))
                days[day] = fold = new(day, calendar.Midnight(market, day));
            fold.Take(entry);
        }
        return
        [
            .. days
                .Values.SelectMany(d =>
                    length == BarLength.Minute ? d.Minutes
                    : d.Day is { } whole ? [whole]
                    : []
                )
                .Where(b => b.Begins <= moment)
                .OrderBy(b => b.Begins),
        ];
    }

    public void Dispose()
    {
        Tape.Dispose();
        folder.Dispose();
    }

    void Accept(in MarketEvent e)
    {
        events.Add(e);
        Tape.Accept(e);
    }
}
