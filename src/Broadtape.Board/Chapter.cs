using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// The tape from a checkpoint on, as far as somebody asked: its events with a thread through those of each page, so that a page is rolled on
/// without the others. Frames of near moments share it. Any thread.
/// </summary>
/// <param name="begins">The checkpoint's position.</param>
/// <param name="markets">As the checkpoint has them; nobody changes them any more.</param>
/// <param name="part">Reads the checkpoint's parts.</param>
sealed class Chapter(long begins, Markets markets, Func<int, byte[]?> part)
{
    /// <summary>Events in one block: small enough to stay off the large object heap.</summary>
    const int BlockLength = 1_024;

    const int BytesAnEvent = MarketEvent.Bytes + sizeof(int);
    const int None = int.MaxValue;

    readonly Lock changing = new();
    readonly List<(MarketEvent[] Events, int[] Next)> blocks = [];
    readonly List<(int At, SessionChange Change)> sessions = [];
    readonly List<(int First, int Last)> threads = [];
    readonly Page?[] openings = new Page?[BoardParts.PagesOf(markets.Roster)];

    /// <summary>As of the last event read.</summary>
    readonly Markets latest = markets.Copy();
    int length;
    long openingBytes;

    internal long Begins => begins;

    /// <summary>About what it holds in memory.</summary>
    internal long Bytes => (long)length * BytesAnEvent + Interlocked.Read(ref openingBytes);

    /// <summary>Reads on until the position is reached, and returns the markets as they stood there.</summary>
    internal Markets ReadTo(long position, IEventLog log)
    {
        lock (changing)
        {
            while (latest.Position < position)
            {
                if (length % BlockLength == 0)
                    blocks.Add((GC.AllocateUninitializedArray<MarketEvent>(BlockLength), GC.AllocateUninitializedArray<int>(BlockLength)));
                var free = blocks[^1].Events.AsSpan(length % BlockLength);
                var read = free[..log.Read(latest.Position, free[..(int)Math.Min(free.Length, position - latest.Position)])];
                foreach (ref readonly var e in read)
                {
                    latest.Take(e);
                    Thread(e, length++);
                }
            }
            if (latest.Position == position)
                return latest.Copy();
            var then = markets.Copy();
            while (then.Position < position)
                then.Take(EventAt((int)(then.Position - begins)));
            return then;
        }
    }

    void Thread(in MarketEvent e, int at)
    {
        Next(at) = None;
        if (e.Kind == EventKind.Session)
            sessions.Add((at, e.AsSession()));
        if (e.Instrument == InstrumentNumber.None)
            return;
        var place = e.Instrument.Value / Page.Size;
        while (threads.Count <= place)
            threads.Add((None, None));
        var (first, last) = threads[place];
        if (first == None)
            first = at;
        else
            Next(last) = at;
        threads[place] = (first, at);
    }

    /// <summary>The page as the checkpoint has it; null when it cannot be read any more.</summary>
    internal Page? Opening(int place)
    {
        if (place >= openings.Length)
            return new(0);
        if (Volatile.Read(ref openings[place]) is { } read)
            return read;
        if (BoardParts.ReadPage(part, place, markets) is not { } page)
            return null;
        if (Interlocked.CompareExchange(ref openings[place], page, null) is { } other)
            return other;
        Interlocked.Add(ref openingBytes, page.Bytes);
        return page;
    }

    /// <summary>The page at the position of the markets; the opening itself when nothing was said of it until then.</summary>
    internal Page Roll(Page opening, int place, Markets until)
    {
        lock (changing)
        {
            var end = until.Position - begins;
            var at = place < threads.Count ? threads[place].First : None;
            if (at >= end)
                return opening;
            var page = opening.Copy(1);
            var days = new int[until.States.Length];
            for (var i = 0; i < markets.States.Length; i++)
                days[i] = markets.States[i].Day;
            var session = 0;
            for (; at < end; at = Next(at))
            {
                for (; session < sessions.Count && sessions[session].At < at; session++)
                    days[until.PlaceOf(sessions[session].Change.Market)] = Markets.DayOf(sessions[session].Change);
                ref readonly var e = ref EventAt(at);
                var number = e.Instrument.Value;
                var market = until.PlaceOf(number);
                page.Apply(number % Page.Size, e, until.Roster[number], market, days[market]);
            }
            return page;
        }
    }

    ref readonly MarketEvent EventAt(int at) => ref blocks[at / BlockLength].Events[at % BlockLength];

    ref int Next(int at) => ref blocks[at / BlockLength].Next[at % BlockLength];
}
