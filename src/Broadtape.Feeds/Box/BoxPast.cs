using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// Days before the synthetic exchange's first one, made of its seed: each instrument's closes walk backwards from the script's previous
/// close, on the trading days its market's calendar is known for. Whole numbers only; the same seed makes the same past.
/// </summary>
public static class BoxPast
{
    /// <summary>Trading days back at most: some three years.</summary>
    const int DaysMost = 740;

    /// <summary>Days a product of short life has been there, of what has no real listing date.</summary>
    static readonly Dictionary<InstrumentKind, int> ShortLives = new()
    {
        [InstrumentKind.Right] = 4,
        [InstrumentKind.DerivativeWarrant] = 110,
        [InstrumentKind.Cbbc] = 60,
        [InstrumentKind.Future] = 200,
    };

    /// <summary>Ten-thousandths a close moves at most from one day to the next, by kind; the others as a share does.</summary>
    static readonly Dictionary<InstrumentKind, int> Moves = new()
    {
        [InstrumentKind.Index] = 160,
        [InstrumentKind.Future] = 160,
        [InstrumentKind.FxPair] = 6,
        [InstrumentKind.Etf] = 170,
        [InstrumentKind.DerivativeWarrant] = 700,
        [InstrumentKind.Cbbc] = 600,
    };

    const int MoveOfShares = 260;

    /// <summary>Daily bars of every instrument the script trades, oldest first, each known from the end of its own day.</summary>
    public static IEnumerable<(Instrument Instrument, IReadOnlyList<Bar> Days)> Of(
        InstrumentMaster master,
        BoxScript script,
        Timetables timetables,
        TickTables ticks,
        ulong seed
    ) =>
        master
            .All.Where(script.Trades)
            .Select(i => (i, (IReadOnlyList<Bar>)Days(i, script.Of(i).Previous, script.FirstDay, timetables, ticks, seed)));

    static List<Bar> Days(Instrument instrument, Price close, LocalDate firstDay, Timetables timetables, TickTables ticks, ulong seed)
    {
        var chance = new Chance(seed, $"past {instrument.Id.Symbol}");
        var zone = timetables.Find(instrument.SessionMarket)!.Zone;
        var most = ShortLives.GetValueOrDefault(instrument.Kind, DaysMost);
        var move = Moves.GetValueOrDefault(instrument.Kind, MoveOfShares);
        var bars = new List<Bar>();
        for (var day = firstDay.PlusDays(-1); bars.Count < most && IsKnown(instrument, day, timetables); day = day.PlusDays(-1))
        {
            if (timetables.DayOf(instrument.SessionMarket, day) == DayKind.Closed)
                continue;
            // Three draws make small moves likelier than large ones.
            var moved = (chance.Between(-move, move) + chance.Between(-move, move) + chance.Between(-move, move)) / 3;
            var before = Legal(new(Math.Max(1, close.Millionths * 10_000 / (10_000 + moved))));
            var open = Legal(new(before.Millionths + (close.Millionths - before.Millionths) * chance.Between(-20, 60) / 100));
            var (top, bottom) = open > close ? (open, close) : (close, open);
            var high = Legal(new(top.Millionths + top.Millionths * chance.Between(0, move / 3) / 10_000));
            var low = Legal(new(bottom.Millionths - bottom.Millionths * chance.Between(0, move / 3) / 10_000));
            var volume = Volume(instrument, ref chance);
            var midnight = Moment.From(zone.AtStartOfDay(day).ToInstant());
            var ends = Moment.From(zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
            var turnover = volume.Units == 0 ? default : Turnover.Of(new((open.Millionths + close.Millionths) / 2), volume);
            bars.Add(new(midnight, day, open, high > top ? high : top, low < bottom ? low : bottom, close, volume, turnover, 0, ends));
            close = before;

            Price Legal(Price price) =>
                instrument.TickTable is { } table && ticks.Floor(table, day, price) is { IsNone: false } legal
                    ? legal
                    : Rounded(price, instrument.PriceDecimals);
        }
        bars.Reverse();
        return bars;
    }

    /// <summary>Not before a real listing date, nor where the calendar is a guess.</summary>
    static bool IsKnown(Instrument instrument, LocalDate day, Timetables timetables) =>
        (instrument.ListedAssumed || day >= instrument.Id.Listed)
        && (timetables.CalendarOf(instrument.SessionMarket) is not { } calendar || timetables.Knows(calendar, day.Year));

    static Quantity Volume(Instrument instrument, ref Chance chance) =>
        instrument.Kind is InstrumentKind.Index or InstrumentKind.FxPair
            ? default
            : new((instrument.BoardLot ?? 100) * chance.Between(2_000, 60_000));

    static Price Rounded(Price price, int decimals)
    {
        var unit = Price.One;
        for (var i = 0; i < decimals; i++)
            unit /= 10;
        return new(Math.Max(unit, price.Millionths / unit * unit));
    }
}
