using Broadtape.Market;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    /// <summary>Stretches kept decoded for readers of the past, 57 KB to 1 MB each.</summary>
    const int CacheLength = 16;

    readonly StretchCache cache = new(CacheLength);

    /// <summary>
    /// How many events were released by the moment: the position of the board at it. Of a moment in a missing span, where that begins;
    /// 0 before <see cref="Begins"/>.
    /// </summary>
    public long PositionAt(Moment moment)
    {
        while (true)
            try
            {
                return PositionAt(extent, moment);
            }
            catch (MissingEventsException)
            {
                // Found just now: the extent knows of it from here on.
            }
    }

    long PositionAt(Extent e, Moment moment)
    {
        if (e.Begins is not { } first || moment < first)
            return 0;
        if (moment.UnixNanoseconds >= e.Release)
            return e.Count + HeldBy(e, moment);
        var stretch = e.Passing(moment.UnixNanoseconds);
        if (e[stretch].IsMissing)
            return e[stretch].Position;
        var events = EventsOf(e, stretch);
        // The running release was not beyond the moment before the stretch: the first event that is beyond it ends the prefix.
        var i = 0;
        while (i < events.Length && events[i].ReleaseTime <= moment)
            i++;
        return e[stretch].Position + i;
    }

    static int HeldBy(Extent e, Moment moment)
    {
        var count = 0;
        foreach (ref readonly var held in e.Held.Span)
            if (held.ReleaseTime <= moment)
                count++;
            else
                break;
        return count;
    }

    /// <summary>
    /// Copies events from a position on; the number copied, 0 at the end. It ends before a missing span; a read that begins in one throws
    /// <see cref="MissingEventsException"/>. Events of before <see cref="Begins"/> that are kept no more are missing too.
    /// </summary>
    public int Read(long position, Span<MarketEvent> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        while (true)
            try
            {
                return Read(extent, position, into);
            }
            catch (MissingEventsException found) when (position < found.Span.Position)
            {
                // Found just now, further on: what is before it can be had.
            }
    }

    int Read(Extent e, long position, Span<MarketEvent> into)
    {
        if (position < e.First)
            throw new MissingEventsException(Gone(e));
        var copied = 0;
        if (position < e.Count)
            for (var stretch = e.Holding(position); stretch <= e.Last && copied < into.Length; stretch++)
            {
                if (copied > 0 && e[stretch].IsMissing)
                    return copied;
                var events = EventsOf(e, stretch)[(int)(position + copied - e[stretch].Position)..];
                var count = Math.Min(events.Length, into.Length - copied);
                events[..count].CopyTo(into[copied..]);
                copied += count;
            }
        if (position + copied < e.Count || position + copied >= e.Count + e.Held.Length)
            return copied;
        var held = e.Held.Span[(int)(position + copied - e.Count)..];
        held = held[..Math.Min(held.Length, into.Length - copied)];
        held.CopyTo(into[copied..]);
        return copied + held.Length;
    }

    ReadOnlySpan<MarketEvent> EventsOf(Extent e, int stretch)
    {
        var length = (int)(e.EndOf(stretch) - e[stretch].Position);
        if (e[stretch].IsMissing)
            throw new MissingEventsException(SpanOf(e, stretch));
        if (stretch == e.Last)
            return e.OpenEvents.AsSpan(0, length);
        var events = cache.Find(e[stretch]);
        if (events is null)
            cache.Keep(e[stretch], events = Load(e, stretch));
        return events.AsSpan(0, length);
    }

    /// <summary>Reads a stretch and holds every block of it against its checksum; what does not hold is missing from then on.</summary>
    MarketEvent[] Load(Extent e, int stretch)
    {
        var (segment, offset, position, _, _) = e[stretch];
        var end = e.ByteEndOf(stretch);
        var events = new MarketEvent[e.EndOf(stretch) - position];
        using var window = segment!.Window((int)(end - offset));
        for (var filled = 0; filled < events.Length; )
        {
            if (!window.TryEvents(offset, out var block, events.AsSpan(filled), out var reason) || block.Position != position + filled)
                throw Miss(e[stretch], offset, reason);
            filled += block.Count;
            offset += block.Bytes;
        }
        return events;
    }
}
