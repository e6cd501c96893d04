using System.Globalization;
using System.Text;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal;
using NodaTime;

namespace Broadtape.Benchmarks;

/// <summary>
/// A data folder with a day of the whole Hong Kong market on its tape, beside the demo's own: as many securities as the exchange lists,
/// four fifths of the events in 500 of them, books of ten prices where it is busy and of three elsewhere. Checkpoints as the boards make
/// them. The portal goes on from there.
/// </summary>
sealed class SyntheticDay : IMarketEvents, IDisposable
{
    internal const int Day = 50_000_000;
    internal const int Securities = 17_948;
    const int Busy = 500;
    const int FirstCode = 30_000;

    static readonly Moment Begins = Moment.Parse("2026-01-08T09:00+08:00");
    static readonly Moment Ends = Moment.Parse("2026-01-09T10:00+08:00");
    static readonly (Moment From, Moment To)[] Trading =
    [
        (Moment.Parse("2026-01-08T09:30+08:00"), Moment.Parse("2026-01-08T12:00+08:00")),
        (Moment.Parse("2026-01-08T13:00+08:00"), Moment.Parse("2026-01-08T16:00+08:00")),
    ];

    static readonly Duration Step = Duration.FromSeconds(4);

    readonly System.Random random = new(1);
    readonly Tape.Tape tape;
    readonly InstrumentNumber[] numbers = new InstrumentNumber[Securities];
    readonly int[] levels = new int[Securities];
    readonly long[] volumes = new long[Securities];
    long trades;

    SyntheticDay(Tape.Tape tape) => this.tape = tape;

    /// <summary>Writes the day and returns how the portal is to be started on it.</summary>
    internal static SiteSettings Write(string folder, int events)
    {
        var settings = new SiteSettings
        {
            Data = folder,
            Urls = "http://127.0.0.1:0",
            Instruments = Instruments(folder),
            Wire = true,
        };
        var reference = Reference.Load();
        var instruments = Reference.Instruments(settings.Instruments);
        var script = BoxScript.Parse(File.ReadAllText(SiteFiles.FoundingDay("script.csv")), "script.csv", instruments);
        var path = Path.Combine(folder, "tape");
        using (var source = FeedSource.Open(settings, reference, instruments))
            if (source.Origin.Settle(path) is { } refusal)
                throw new InvalidOperationException(refusal);
        using var day = new SyntheticDay(Tape.Tape.Open(path));
        var box = new Box(instruments, script, reference.Timetables, reference.Ticks, settings.Seed, Begins, new());
        var boards = new Boards(instruments, new Log(day.tape), [Delay.None], Moment.Beginning);
        day.Write(box, boards, events);
        return settings;
    }

    /// <summary>A moment of the trading day.</summary>
    internal static Moment Sometime(System.Random random)
    {
        var (from, to) = Trading[random.Next(Trading.Length)];
        return from + Duration.FromMilliseconds(random.NextInt64((long)(to - from).TotalMilliseconds));
    }

    /// <summary>The code of one of the busy securities.</summary>
    internal static string BusyCode(System.Random random) => (FirstCode + random.Next(Busy)).ToString(CultureInfo.InvariantCulture);

    static string Instruments(string folder)
    {
        var text = new StringBuilder("# source: made up, for measuring\n# effective: 2026-01-08\n");
        text.Append(
            "mic,code,listed,kind,zh-Hant,zh-Hans,en,aliases,currency,session,lot,tick_table,family,decimals,underlying,shares,per_receipts\n"
        );
        for (var code = FirstCode; code < FirstCode + Securities; code++)
            text.Append(CultureInfo.InvariantCulture, $"XHKG,{code},2026-01-08?,Equity,{code},{code},{code},,HKD,XHKG,500,06,,3,,,\n");
        var file = Path.Combine(folder, "securities.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }

    void Write(Box box, Boards boards, int events)
    {
        var steps = Trading.Sum(t => (t.To - t.From) / Step);
        var left = events;
        for (var now = Begins; now < Ends; )
        {
            var isTrading = Trading.Any(t => now >= t.From && now < t.To);
            var next = now + (isTrading ? Step : Duration.FromMinutes(1));
            box.Advance(next, this);
            if (isTrading)
            {
                var count = (int)(left / steps--);
                left -= count;
                for (var i = 0; i < count; i++)
                    Say(now + Duration.FromNanoseconds((double)(next - now).ToInt64Nanoseconds() * i / count));
            }
            tape.Commit();
            boards.Advance(next);
            now = next;
        }
    }

    /// <summary>What the box lists and says goes to the tape as it is.</summary>
    public void Accept(in MarketEvent e)
    {
        if (e.Kind == EventKind.Listing && e.AsListing().Id is { Mic: var mic, Code: var code } && mic == Mic.Parse("XHKG"))
            if (int.TryParse(code, CultureInfo.InvariantCulture, out var number) && number is >= FirstCode and < FirstCode + Securities)
                numbers[number - FirstCode] = e.Instrument;
        tape.Accept(e);
    }

    void Say(Moment time)
    {
        var at = random.Next(100) < 80 ? random.Next(Busy) : Busy + random.Next(Securities - Busy);
        var stamp = new EventStamp(numbers[at], time, time + Duration.FromMilliseconds(1), EventSource.Box);
        var price = new Price((1 + at % 300) * Price.One + random.Next(20) * 10_000);
        var shares = new Quantity(500 * random.NextInt64(1, 200));
        tape.Accept(
            random.Next(100) switch
            {
                < 45 => MarketEvent.Of(stamp, Change(at, shares)),
                < 65 => MarketEvent.Of(stamp, new TopOfBook(price, shares, new(price.Millionths + 10_000), shares)),
                < 77 => MarketEvent.Of(stamp, Sell(at, price, shares)),
                < 78 => MarketEvent.Of(stamp, new Amendment(Math.Max(1, trades - random.Next(200)), price, default)),
                < 86 => MarketEvent.Of(stamp, new Statistics(price, price, new(volumes[at]), Turnover.Of(price, new(volumes[at])))),
                < 94 => MarketEvent.OfNominal(stamp, price),
                _ => MarketEvent.Of(stamp, Queue()),
            }
        );
    }

    /// <summary>Books fill up to their depth; from then on quantities change.</summary>
    DepthChange Change(int at, Quantity shares)
    {
        var depth = at < Busy ? Ladder.Most : 3;
        var isNew = levels[at] < 2 * depth;
        var level = isNew ? levels[at]++ / 2 : random.Next(depth);
        var side = isNew ? (BookSide)((levels[at] - 1) % 2) : (BookSide)random.Next(2);
        var price = (1 + at % 300) * Price.One + (side == BookSide.Bid ? -level : 1 + level) * 10_000L;
        return new(side, isNew ? DepthAction.New : DepthAction.Change, level + 1, new(price), shares, random.Next(1, 40));
    }

    Trade Sell(int at, Price price, Quantity shares)
    {
        volumes[at] += shares.Units;
        return new(price, shares, ++trades, TradeConditions.None);
    }

    BrokerQueuePart Queue()
    {
        var items = new BrokerItems();
        for (var i = 0; i < BrokerItems.Count; i++)
            items[i] = (short)random.Next(1, 9_999);
        return new((BookSide)random.Next(2), 0, false, items);
    }

    public void Dispose() => tape.Dispose();

    /// <summary>Checkpoints are written before the day goes on: as far apart as they are when the day takes a day.</summary>
    sealed class Log(Tape.Tape tape) : IEventLog
    {
        public Moment? Begins => tape.Begins;

        public long PositionAt(Moment moment) => tape.PositionAt(moment);

        public int Read(long position, Span<MarketEvent> into) => tape.Read(position, into);

        public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
        {
            tape.SaveCheckpoint(position, parts);
            return true;
        }

        public bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part) =>
            tape.TryCheckpoint(atOrBefore, out position, out part);
    }
}
