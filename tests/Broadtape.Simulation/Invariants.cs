using System.Runtime.InteropServices;
using Broadtape.Board;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>What always holds, whatever goes wrong; each throws <see cref="BrokenException"/> when it does not.</summary>
sealed class Invariants(Exchange exchange, Network network, OmdExchange wire, Rates rates, Wall wall)
{
    internal static readonly Duration Delayed = Duration.FromMinutes(1);

    /// <summary>A heartbeat is due every two seconds; two after the first that is missed, and a little for the turn.</summary>
    static readonly Duration SilenceMost = Duration.FromSeconds(6.5);

    /// <summary>The session's patience, and a turn or two.</summary>
    static readonly Duration PatienceMost = Duration.FromMilliseconds(300);

    readonly Trades trades = new(exchange.Truth);

    /// <summary>How many events had come, and when, in truth.</summary>
    readonly Queue<(long Count, Moment At)> arrivals = [];
    long delayedTo;
    bool joinedLate;
    bool isVast;
    int holes;

    /// <summary>Messages could not be handed on one by one since everything was last known.</summary>
    bool hasHole;

    /// <summary>Place in the truth behind the last hole.</summary>
    int holeEnd;

    /// <summary>Without refresh channels, what was lost is not heard of again.</summary>
    bool isBlind;

    ReadOnlySpan<MarketEvent> Truth => CollectionsMarshal.AsSpan(exchange.Truth);

    /// <summary>Another life has begun.</summary>
    internal void Begin(Process process, bool joinsLate)
    {
        trades.BeginAnew();
        arrivals.Clear();
        arrivals.Enqueue((process.Tape.Count, Moment.Beginning));
        delayedTo = 0;
        (joinedLate, isVast, holes) = (joinsLate || exchange.Truth.Count > 0, false, 0);
        hasHole |= joinedLate;
        isBlind |= joinedLate && !rates.HasRefresh;
    }

    /// <summary>The session has taken a packet, or time.</summary>
    internal void Arrived(Process process) => arrivals.Enqueue((process.Tape.Count, wall.Now));

    internal void AfterTurn(Process process, IReadOnlyDictionary<OmdReception, Brought> brought)
    {
        if (process.Order.Holes > holes)
        {
            (holes, hasHole) = (process.Order.Holes, true);
            isBlind |= !rates.HasRefresh;
        }
        // Of two servers one that refuses to connect is as good as none.
        if (rates.Server is Mood.Honest or Mood.Refusing && rates.HeldMost == OmdChannel.HeldMost)
            foreach (var reception in process.Session.Receptions)
                Excused(reception, brought[reception].IsLate);
    }

    /// <summary>A snapshot holds no trades: it is taken only when there is no other way.</summary>
    void Excused(OmdReception reception, bool isLate)
    {
        var channel = reception.Channel;
        isVast |= channel.Newest >= channel.Next + Process.AskMost;
        var excuses = (isLate || joinedLate ? 1 : 0) + exchange.EpochOf(reception.Id) + (rates.Failover is null ? 0 : 1);
        if (!isVast && rates.HasRefresh && reception.Refresh.Taken + (reception.Refresh.IsWanted ? 1 : 0) > excuses)
            throw new BrokenException($"channel {reception.Id} waits for a snapshot, and an honest server was not asked");
    }

    /// <summary>The board is what the reference makes of the same events.</summary>
    internal static void Compare(BoardFrame frame, ReadOnlySpan<MarketEvent> events, Moment horizon)
    {
        var prefix = Reference.Prefix(events, horizon);
        foreach (var instrument in Exchange.Master.All)
        {
            if (!frame.TryFind(instrument.Id, out var number))
                continue;
            var (shown, expected) = (Shown(frame, number), Reference.Of(prefix, number));
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
        var side = new List<(Price, Quantity)>();
        foreach (var level in levels)
            side.Add((level.Price, level.Quantity));
        return Reference.Text(side);
    }

    /// <summary>Behind the delay stands nothing that happened or came later, by the true clock, whatever ours shows.</summary>
    internal void Early(Process process, BoardView view)
    {
        var horizon = wall.Now - Delayed;
        var position = view.PositionBehind(new(1));
        var events = process.Events();
        for (; delayedTo < position; delayedTo++)
            if (events[(int)delayedTo] is var e && e.Kind is not (EventKind.Heartbeat or EventKind.Silence) && e.ExchangeTime > horizon)
                throw new BrokenException($"a delayed board holds a {e.Kind} of {e.ExchangeTime} at {wall.Now}");
        while (arrivals.TryPeek(out var reached) && reached.Count < position)
        {
            arrivals.Dequeue();
            if (arrivals.Peek().At > horizon)
                throw new BrokenException($"a delayed board holds what came at {arrivals.Peek().At} at {wall.Now}");
        }
    }

    /// <summary>Nobody below real time sees a value younger than his delay, nor the book.</summary>
    internal void Disclosed(Process process, BoardView view)
    {
        var horizon = wall.Now - Delayed;
        foreach (var instrument in Exchange.Master.All)
        {
            var disclosed = process.Gate.Disclose(view, Viewer.Anonymous, Surface.Page, instrument);
            foreach (var field in Enum.GetValues<QuoteField>())
                if (disclosed[field].Passport.DataTime > horizon)
                    throw new BrokenException(
                        $"an anonymous reader sees {instrument.Id.Code} {field} of {disclosed[field].Passport.DataTime} at {wall.Now}"
                    );
            if (process.Gate.DiscloseDepth(view, Viewer.Anonymous, Surface.QuotePage, instrument).Absence != Absence.NotLicensed)
                throw new BrokenException("an anonymous reader sees the book");
        }
    }

    /// <summary>When nothing is missing or on its way, the board is the exchange's own and every trade is on the tape.</summary>
    internal void Truthful(Process process, BoardView view, bool isEnd)
    {
        trades.Read(process.Events());
        var isWhole =
            network.Underway == 0
            && !process.Session.IsFailingOver
            && process.Translator.Parked == 0
            && process.Tape.Count == process.Tape.Committed
            && process.Session.Receptions.All(r => r.State == OmdReceptionState.Live || r.Id == OmdOutlet.Indices.Channel)
            && process.Session.Receptions.All(r => !wire.Histories.TryGetValue(r.Id, out var history) || r.Channel.Next == history.Last + 1);
        if (!isWhole)
        {
            if (isEnd && !isBlind)
                throw new BrokenException("something is missing at the end");
            return;
        }
        trades.Settle(hasHole);
        if (hasHole)
            (hasHole, holeEnd) = (false, exchange.Truth.Count);
        // With a clock that is behind the exchange's, what happened is shown when ours has come there.
        if (process.Ahead < Duration.Zero || isBlind && joinedLate)
            return;
        var frame = view.Behind(Delay.None);
        foreach (var instrument in Exchange.Master.All)
        {
            var line = Exchange.NumberOf(instrument.Id);
            var expected = Reference.Of(Truth, line);
            var shown = frame.TryFind(instrument.Id, out var number) ? Shown(frame, number) : default;
            // The last price of before a hole may be another: a snapshot holds no trades.
            if (Reference.LastTradeOf(Truth, line) < holeEnd)
                shown = shown with { Last = expected.Last };
            // What was lost and cannot be had again is not shown, rather than shown wrong: a book is the exchange's or none.
            var isRight = isBlind
                ? (shown.Bids + shown.Asks).Length == 0 || (shown.Bids, shown.Asks) == (expected.Bids, expected.Asks)
                : shown == expected;
            if (!isRight)
                throw new BrokenException($"{instrument.Id.Code} shows\n  {shown}\nand the exchange says\n  {expected}");
        }
    }

    /// <summary>Nobody waits for a server without end, and an honest one is never found failing or lying.</summary>
    internal void Recovering(Process process)
    {
        var most = Duration.FromSeconds(rates.Server == Mood.Honest ? 4 : 40);
        foreach (var reception in process.Session.Receptions)
            if (reception.State == OmdReceptionState.Asking && process.Now - reception.Since > most)
                throw new BrokenException($"channel {reception.Id} has been asking since {reception.Since}");
            // Without refresh channels one gap is passed over and the next waited for.
            else if (rates.HasRefresh && reception.State == OmdReceptionState.Waiting && process.Now - reception.Since > PatienceMost)
                throw new BrokenException($"channel {reception.Id} has been waiting for the other line since {reception.Since}");
        if (rates.Server == Mood.Honest && process.Session.Retransmission!.Counters is { Failures: > 0 } or { Lies: > 0 })
            throw new BrokenException("an honest server was left");
    }

    /// <summary>A feed that was heard and has been silent for too long makes every figure stale, and one that speaks makes none.</summary>
    internal void Silence(Process process, BoardView view)
    {
        var frame = view.Behind(Delay.None);
        if (process.Tape.Count != process.Tape.Committed || process.Ahead < Duration.Zero || frame.Markets.All(m => !m.HasPhase))
            return;
        var heard = process.Session.Receptions.Where(r => r.Channel.Heard is not null).ToList();
        var quiet = process.Now - (heard.Count > 0 ? heard.Min(r => r.Channel.Heard!.Value) : frame.Markets[0].Heard);
        var isQuiet = process.Session.IsFailingOver || quiet > (heard.Count > 0 ? SilenceMost : Setting.Timetables.Find(Exchange.HongKong)!.Silence);
        var speaks =
            heard.Count > 0 && quiet < Duration.FromSeconds(1) && !process.Session.IsFailingOver && heard.All(r => r.State == OmdReceptionState.Live);
        foreach (var instrument in Exchange.Master.All)
        {
            var state = process.Gate.Disclose(view, Viewer.Staff, Surface.Page, instrument).State;
            if (isQuiet && state is FigureState.Live)
                throw new BrokenException($"a channel has been silent for {quiet} and {instrument.Id.Code} is not stale");
            if (speaks && state is FigureState.Stale)
                throw new BrokenException($"every channel speaks and {instrument.Id.Code} is stale");
        }
    }

    /// <summary>After the calm every channel that speaks is live.</summary>
    internal void AtRest(Process process)
    {
        var unfinished = process.Session.Receptions.FirstOrDefault(r => r.Channel.Heard is not null && r.State != OmdReceptionState.Live);
        if (unfinished is not null)
            throw new BrokenException(
                $"channel {unfinished.Id} is {unfinished.State} although nothing has gone wrong for {World.Seconds - World.CalmFrom} s"
            );
    }
}
