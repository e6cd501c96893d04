using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// Boards of past moments: the nearest checkpoint and the events since. Those asked for last are kept, and who asks for a moment that
/// somebody else is reading waits for it. Any thread.
/// </summary>
sealed class Past(InstrumentMaster master, IEventLog log)
{
    /// <summary>What is kept of the past, in bytes and in boards; what was asked for longest ago goes. A board in use lives on.</summary>
    const long BytesMost = 96 << 20;
    const int FramesMost = 256;

    /// <summary>Boards read at once, some 10 MB each, at most 32; who comes later waits.</summary>
    const int ReadingMost = 4;

    /// <summary>Events from a checkpoint that are kept to be rolled page by page; beyond, the whole board is rolled at once.</summary>
    const int ChapterMost = 2 * Boards.StrideMost;

    readonly Rosters rosters = new();
    readonly SemaphoreSlim reading = new(ReadingMost);
    readonly Lock changing = new();
    readonly LinkedList<Recollection> kept = [];

    /// <summary>The board that holds the first events of the tape, so many.</summary>
    internal BoardFrame Recall(long position)
    {
        Recollection asked;
        lock (changing)
        {
            if (kept.FirstOrDefault(r => r.Position == position) is { } found)
                kept.Remove(asked = found);
            else
                asked = new(position, new(() => Read(position)));
            kept.AddFirst(asked);
        }
        try
        {
            return asked.Frame.Value;
        }
        catch
        {
            // What could not be read now is tried again by the next who asks.
            Forget(r => r == asked);
            throw;
        }
        finally
        {
            Trim();
        }
    }

    /// <summary>As <see cref="Recall"/>, after a chapter's checkpoint was found not to hold.</summary>
    internal BoardFrame RecallWithout(Chapter chapter, long position)
    {
        Forget(r => r.Unread?.Chapter == chapter);
        return Recall(position);
    }

    /// <summary>A board of its own from the nearest checkpoint, rolled on to the position.</summary>
    internal Board Roll(long position)
    {
        var board = Nearest(position);
        var events = new MarketEvent[1_024];
        while (board.Position < position)
        {
            var count = log.Read(board.Position, events.AsSpan(0, (int)Math.Min(events.Length, position - board.Position)));
            foreach (ref readonly var e in events.AsSpan(0, count))
                board.Apply(e);
        }
        return board;
    }

    Board Nearest(long position)
    {
        while (log.TryCheckpoint(position, out var at, out var part))
        {
            if (Board.Restore(master, part, rosters) is { } board)
                return board;
            position = at - 1;
        }
        return new(master);
    }

    BoardFrame Read(long position)
    {
        reading.Wait();
        try
        {
            var chapter = ChapterOf(position);
            if (position - chapter.Begins > ChapterMost)
                return Roll(position).Freeze(Moment.Beginning);
            var markets = chapter.ReadTo(position, log);
            return markets.Freeze(Moment.Beginning, new Page?[BoardParts.PagesOf(markets.Roster)], new(this, chapter, markets));
        }
        finally
        {
            reading.Release();
        }
    }

    Chapter ChapterOf(long position)
    {
        for (var before = position; log.TryCheckpoint(before, out var at, out var part); before = at - 1)
        {
            lock (changing)
                if (kept.FirstOrDefault(r => r.Unread?.Chapter.Begins == at) is { } found)
                    return found.Unread!.Chapter;
            if (BoardParts.ReadMarkets(part, master, rosters) is { } markets)
                return new(at, markets, part);
        }
        return new(0, new(master), _ => null);
    }

    void Forget(Predicate<Recollection> which)
    {
        lock (changing)
            for (var node = kept.First; node is not null; )
            {
                var next = node.Next;
                if (which(node.Value))
                    kept.Remove(node);
                node = next;
            }
    }

    void Trim()
    {
        lock (changing)
        {
            var (bytes, frames, chapters) = (0L, 0, new HashSet<Chapter>());
            for (var node = kept.First; node is not null; )
            {
                var next = node.Next;
                bytes += node.Value.Bytes;
                if (node.Value.Unread?.Chapter is { } chapter && chapters.Add(chapter))
                    bytes += chapter.Bytes;
                if (++frames > FramesMost || bytes > BytesMost && node != kept.First)
                    kept.Remove(node);
                node = next;
            }
        }
    }

    /// <summary>A board asked for: being read, or read.</summary>
    sealed record Recollection(long Position, Lazy<BoardFrame> Frame)
    {
        /// <summary>Null while the board is being read, and of one that was rolled whole.</summary>
        internal UnreadPages? Unread => Frame.IsValueCreated ? Frame.Value.Unread : null;

        internal long Bytes => Frame.IsValueCreated ? Frame.Value.Bytes : 0;
    }
}
