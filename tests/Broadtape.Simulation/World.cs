using System.IO.Hashing;
using Broadtape.Board;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>
/// One run: an exchange, a network, a retransmission server and the portal's own parts on a virtual clock and one thread. What holds is
/// checked as it goes, and at the end, when nothing has gone wrong for a while, that everybody has come to the truth.
/// </summary>
sealed class World : IDisposable
{
    /// <summary>How long a run lasts, and from when on nothing goes wrong any more.</summary>
    internal const double Seconds = 200;
    internal const double CalmFrom = 150;

    static readonly Moment Begins = Moment.Parse("2026-01-09T10:00+08:00");
    static readonly Duration Turn = Duration.FromMilliseconds(100);
    static readonly Duration CheckEvery = Duration.FromSeconds(2);

    /// <summary>Delayed by one minute, so that a run sees both sides of it.</summary>
    static readonly Licence Licence = Licence.Parse(
        """
        # licence: simulation
        class,hk-bmp,a,b,c,,,
        class,hk-level1,a,b,c,,,
        class,hk-level2,a,b,c,,,
        grant,hk-bmp,anonymous,*,1
        grant,hk-level1,anonymous,*,1
        grant,hk-bmp,staff,*,0
        grant,hk-level1,staff,*,0
        grant,hk-level2,staff,*,0
        """,
        "licence"
    );

    static readonly Timetables Timetables = Timetables.Parse(File("venues.csv"), File("sessions.csv"), File("holidays.csv"), File("weather.csv"));

    static (string Text, string Name) File(string name) =>
        (System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", name)), name);

    readonly Random random;
    readonly Rates rates;
    readonly Network network;
    readonly OmdExchange wire;
    readonly Exchange exchange;
    readonly string folder = Directory.CreateTempSubdirectory("broadtape-sim-").FullName;
    readonly Queue<double> kills;
    Process process;
    List<Reader> readers;
    Moment now = Begins;
    Moment acts = Begins;
    Moment check = Begins;

    /// <summary>A life began in the middle of the day, or a snapshot was taken: trades of before may be unknown.</summary>
    bool hasHole;

    World(int seed)
    {
        random = new(seed);
        rates = Rates.Draw(random);
        network = new(random, rates, Begins);
        wire = new(network, Duration.FromSeconds(5));
        exchange = new(random, wire);
        kills = new(rates.Kills);
        (process, readers) = Start();
    }

    /// <summary>Null when everything held; else the seed's failure in a sentence. And a hash of all that was written.</summary>
    internal static (string? Failure, ulong Trace) Run(int seed)
    {
        using var world = new World(seed);
        try
        {
            world.Run();
            return (null, world.Trace());
        }
        catch (Exception e)
            when (e is BrokenException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            return ($"at {(world.now - Begins).TotalSeconds:0.0} s: {e.Message}{(e is BrokenException ? "" : "\n" + e.StackTrace)}", 0);
        }
    }

    (Process, List<Reader>) Start()
    {
        var server = new Server(random, rates.Server, wire.Histories, () => now);
        // A tape that has to be mended does not open on a full disk: that is refused, and not simulated.
        var opening = true;
        var started = new Process(
            folder,
            server,
            now,
            Licence,
            Timetables,
            () => !opening && (now - Begins).TotalSeconds < CalmFrom && random.Next(100) < rates.DiskRefusals
        );
        opening = false;
        return (started, [.. started.Groups.SelectMany(g => new[] { new Reader(random, g), new Reader(random, g) })]);
    }

    void Run()
    {
        exchange.Open(now);
        while ((now - Begins).TotalSeconds < Seconds)
        {
            now += Turn;
            var seconds = (now - Begins).TotalSeconds;
            if (kills.TryPeek(out var kill) && seconds >= kill && seconds < CalmFrom)
            {
                kills.Dequeue();
                Kill();
            }
            while (acts <= now)
            {
                exchange.Act(acts);
                // In the last seconds the market rests, so that what is on its way arrives.
                acts += Duration.FromMilliseconds(seconds > Seconds - 20 ? 5_000 : 20 + random.Next(500));
            }
            wire.Tick(now);
            Deliver();
            if (seconds >= rates.Late)
                process.Session.Tick(now);
            process.Commit();
            process.Boards.Advance(now);
            hasHole |= process.Session.Receptions.Any(r => r.Refresh.Taken > 0 || r.Channel.Counters.Lost > 0);
            if (now < check)
                continue;
            check = now + CheckEvery;
            Check();
        }
        var unfinished = process.Session.Receptions.FirstOrDefault(r => r.Channel.Heard is not null && r.State != OmdReceptionState.Live);
        if (unfinished is not null)
            throw new BrokenException($"channel {unfinished.Id} is {unfinished.State} although nothing has gone wrong for {Seconds - CalmFrom} s");
        Truthful(View(), isEnd: true);
        foreach (var reader in readers)
            if (reader.Differs() is { } difference)
                throw new BrokenException(difference);
    }

    void Deliver()
    {
        while (network.Next is { } at && at <= now)
        {
            var (channel, line, isRefresh, packet) = network.Take();
            if ((at - Begins).TotalSeconds < rates.Late)
                continue;
            var reception = process.Session.Receptions.First(r => r.Id == channel);
            if (isRefresh)
                process.Session.TakeRefresh(reception, line, packet, at);
            else
                process.Session.Take(reception, line, packet, at);
        }
    }

    /// <summary>The process dies; what was being written stands on the disk in part, or not at all. What was acknowledged is there.</summary>
    void Kill()
    {
        var before = process.Events();
        var acknowledged = process.Acknowledged;
        var (file, durable) = (process.Segment, process.AcknowledgedBytes);
        process.Dispose();
        if (file is not null && new FileInfo(file).Length is var length && length > durable)
        {
            using var torn = System.IO.File.OpenWrite(file);
            torn.SetLength(durable + random.NextInt64(length - durable + 1));
        }
        (process, readers) = Start();
        hasHole = true;
        var after = process.Events();
        if (after.Length < acknowledged)
            throw new BrokenException($"{acknowledged} events were acknowledged, {after.Length} are there after a kill");
        var shared = Math.Min(before.Length, after.Length);
        if (!MarketEvent.AsBytes(before.AsSpan(0, shared)).SequenceEqual(MarketEvent.AsBytes(after.AsSpan(0, shared))))
            throw new BrokenException("the tape after a kill is not the tape before it");
        process.Boards.Advance(now);
    }

    BoardView View() => process.Boards.Freeze(now);

    void Check()
    {
        var view = View();
        var events = process.Events();
        foreach (var delay in Licence.Delays)
            Compare(view.Behind(delay), events, now - Duration.FromMinutes(delay.Minutes));
        // A moment of the past, asked for now.
        var past = now - Duration.FromMilliseconds(random.Next(90_000));
        Compare(process.Boards.At(past).Behind(Delay.None), events, past);
        Disclosed(view);
        TradesOnce(events);
        Truthful(view, isEnd: false);
        Silence(view);
        Recovering();
        if (process.Translator.Parked > OmdTranslator.ParkedMost)
            throw new BrokenException($"{process.Translator.Parked} messages are parked");
        foreach (var group in process.Groups)
            group.Publish(process.Gate, view);
        foreach (var reader in readers)
            reader.Act();
    }

    /// <summary>The board is what the reference makes of the same events.</summary>
    static void Compare(BoardFrame frame, MarketEvent[] events, Moment horizon)
    {
        foreach (var instrument in Exchange.Master.All)
        {
            if (!frame.TryFind(instrument.Id, out var number))
                continue;
            var (shown, expected) = (Shown(frame, number), Reference.Of(events, number, horizon));
            if (shown != expected)
                throw new BrokenException($"{instrument.Id.Code} behind {horizon} shows\n  {shown}\nand not\n  {expected}");
        }
    }

    static Seen Shown(BoardFrame frame, int number)
    {
        var q = frame.QuoteOf(number);
        var detail = frame.DetailOf(number);
        return new(
            q.Last,
            q.Nominal,
            new(q.High, q.Low, q.Volume, q.Turnover),
            new(q.Bid, q.BidQuantity, q.Ask, q.AskQuantity),
            q.PreviousClose,
            q.Close,
            q.State,
            Text(detail is null ? [] : detail.Bids.Levels),
            Text(detail is null ? [] : detail.Asks.Levels)
        );
    }

    static string Text(ReadOnlySpan<DepthLevel> levels)
    {
        var text = new System.Text.StringBuilder();
        foreach (var level in levels)
            text.Append(text.Length > 0 ? " " : "").Append(level.Price).Append('×').Append(level.Quantity.Units);
        return text.ToString();
    }

    /// <summary>Nobody below real time sees a value younger than his delay.</summary>
    void Disclosed(BoardView view)
    {
        var horizon = now - Duration.FromMinutes(1);
        foreach (var instrument in Exchange.Master.All)
        {
            var disclosed = process.Gate.Disclose(view, Viewer.Anonymous, Surface.Page, instrument);
            foreach (var field in Enum.GetValues<QuoteField>())
                if (disclosed[field].Passport.DataTime > horizon)
                    throw new BrokenException(
                        $"an anonymous reader sees {instrument.Id.Code} {field} of {disclosed[field].Passport.DataTime} at {now}"
                    );
            if (process.Gate.DiscloseDepth(view, Viewer.Anonymous, Surface.QuotePage, instrument).Absence != Absence.NotLicensed)
                throw new BrokenException("an anonymous reader sees the book");
        }
    }

    /// <summary>No trade twice, and none that did not happen; none missing unless a snapshot stood in for it.</summary>
    void TradesOnce(MarketEvent[] events)
    {
        foreach (var (i, instrument) in Exchange.Master.All.OrderBy(x => x.Id.Code, StringComparer.Ordinal).Index())
        {
            var happened = exchange
                .Truth.Where(e => e.Kind == EventKind.Trade && e.Instrument.Value == i + 1)
                .ToDictionary(e => e.AsTrade().TradeId, e => e.AsTrade());
            var number = events.FirstOrDefault(e => e.Kind == EventKind.Listing && e.AsListing().Id == instrument.Id).Instrument.Value;
            var seen = new HashSet<long>();
            foreach (var e in events)
                if (e.Kind == EventKind.Trade && e.Instrument.Value == number && e.AsTrade() is var trade)
                {
                    if (!seen.Add(trade.TradeId) && !hasHole)
                        throw new BrokenException($"trade {trade.TradeId} of {instrument.Id.Code} is on the tape twice");
                    if (!happened.TryGetValue(trade.TradeId, out var truth) || truth.Price != trade.Price || truth.Quantity != trade.Quantity)
                        throw new BrokenException($"trade {trade.TradeId} of {instrument.Id.Code} never happened like this: {trade}");
                }
        }
    }

    /// <summary>When nothing is missing or on its way, the board is the exchange's own.</summary>
    void Truthful(BoardView view, bool isEnd)
    {
        var isWhole =
            network.Underway == 0
            && process.Translator.Parked == 0
            && process.Tape.Count == process.Tape.Committed
            && process.Session.Receptions.All(r => r.State == OmdReceptionState.Live || r.Id == OmdOutlet.Indices.Channel)
            && process.Session.Receptions.All(r => !wire.Histories.TryGetValue(r.Id, out var history) || r.Channel.Next == history.Last + 1);
        if (!isWhole)
        {
            if (isEnd)
                throw new BrokenException("something is missing at the end");
            return;
        }
        var frame = view.Behind(Delay.None);
        foreach (var (i, instrument) in Exchange.Master.All.OrderBy(x => x.Id.Code, StringComparer.Ordinal).Index())
        {
            var expected = Reference.Of(exchange.Truth, i + 1, now);
            var shown = frame.TryFind(instrument.Id, out var number) ? Shown(frame, number) : default;
            // A snapshot holds no trades: the last one may be another then.
            if (hasHole)
                shown = shown with { Last = expected.Last };
            if (shown != expected)
                throw new BrokenException($"{instrument.Id.Code} shows\n  {shown}\nand the exchange says\n  {expected}");
        }
    }

    /// <summary>Nobody waits for a server without end, and an honest one is never found failing or lying.</summary>
    void Recovering()
    {
        var most = Duration.FromSeconds(rates.Server == Mood.Honest ? 4 : 40);
        foreach (var reception in process.Session.Receptions)
            if (reception.State == OmdReceptionState.Asking && now - reception.Since > most)
                throw new BrokenException($"channel {reception.Id} has been asking since {reception.Since}");
        if (rates.Server == Mood.Honest && process.Session.Retransmission!.Counters is { Failures: > 0 } or { Lies: > 0 })
            throw new BrokenException("an honest server was left");
    }

    /// <summary>A feed that was heard and has been silent for too long has said so.</summary>
    void Silence(BoardView view)
    {
        var frame = view.Behind(Delay.None);
        if (process.Tape.Count != process.Tape.Committed)
            return;
        var heard = process.Session.Receptions.Where(r => r.Channel.Heard is not null).ToList();
        if (heard.Count == 0 || !frame.Markets.Any(m => m.Mic == Exchange.HongKong))
            return;
        var oldest = heard.Min(r => r.Channel.Heard!.Value);
        var isSilent = frame.Markets.First(m => m.Mic == Exchange.HongKong).IsSilent;
        if (now - oldest > Duration.FromSeconds(6.5) && !isSilent)
            throw new BrokenException($"a channel has been silent since {oldest} and the market's figures are not stale");
        if (
            now - oldest < Duration.FromSeconds(3)
            && isSilent
            && heard.All(r => r.State == OmdReceptionState.Live)
            && now - oldest < Duration.FromSeconds(1)
        )
            throw new BrokenException("every channel speaks and the market's figures are stale");
    }

    ulong Trace() => XxHash3.HashToUInt64(MarketEvent.AsBytes(process.Events()));

    public void Dispose()
    {
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Something that always holds did not.</summary>
sealed class BrokenException(string message) : Exception(message);
