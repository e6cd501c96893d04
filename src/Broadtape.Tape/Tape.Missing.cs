using System.Runtime.InteropServices;
using Broadtape.Market;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    /// <summary>No span is known to be missing.</summary>
    public bool IsWhole => !extent.HasMissing;

    /// <summary>
    /// Spans that are known to be missing, in the tape's order. Damage inside a segment shows only when it is read; <see cref="Verify"/>
    /// finds all of it.
    /// </summary>
    public IReadOnlyList<MissingSpan> Missing
    {
        get
        {
            var e = extent;
            return e.HasMissing ? [.. Enumerable.Range(0, e.Last + 1).Where(s => e[s].IsMissing).Select(s => SpanOf(e, s))] : [];
        }
    }

    /// <summary>
    /// The missing span for which the board of a moment is not known: the moment lies in it, or behind it on the same day and no checkpoint
    /// stands between. Null when the board is known. With the next day every instrument is told anew.
    /// </summary>
    public MissingSpan? MissingAt(Moment moment)
    {
        var position = PositionAt(moment);
        return Doubt(extent, position);
    }

    /// <summary>Behind a missing span on its day, and no checkpoint between: what the market said before is not all known.</summary>
    public bool IsInDoubt(long position) => extent is { HasMissing: true } e && Doubt(e, position) is not null;

    MissingSpan? Doubt(Extent e, long position)
    {
        for (var stretch = e.HasMissing ? e.Holding(position) : -1; stretch >= 0; stretch--)
        {
            if (!e[stretch].IsMissing)
                continue;
            var span = SpanOf(e, stretch);
            var release = position >= e.Count ? e.Release : e[e.Holding(position)].ReleaseBefore;
            var isKnown =
                checkpoints.Nearest(position) is { } checkpoint && checkpoint >= span.End || DayOf(release) > DayOf(span.Until.UnixNanoseconds);
            return isKnown ? null : span;
        }
        return null;
    }

    MissingSpan SpanOf(Extent e, int stretch)
    {
        var (segment, _, position, before, reason) = e[stretch];
        return new(
            segment?.Path ?? folder,
            position,
            e.EndOf(stretch),
            before == long.MinValue ? null : new(before),
            new(e.ReleaseAfter(stretch)),
            reason!
        );
    }

    /// <summary>Events that retention took.</summary>
    MissingSpan Gone(Extent e) => new(folder, 0, e.First, null, e.Begins ?? Moment.Beginning, "they are kept no more");

    /// <summary>
    /// Divides a stretch into what holds and what is missing. The exception says what the reader came upon; when all of it holds after
    /// all, that the disk did not give it this time.
    /// </summary>
    TapeException Miss(Stretch damaged, long offset, string reason)
    {
        lock (changing)
        {
            var e = extent;
            var stretch = e.Holding(damaged.Position);
            if (e[stretch] == damaged)
            {
                var parts = Examine(e, stretch);
                extent = e.Replacing(stretch, stretch + 1, CollectionsMarshal.AsSpan(parts));
                if (!parts.Exists(p => p.IsMissing))
                    return new(damaged.Segment!.Path, offset, reason);
                e = extent;
            }
            while (stretch < e.Last && !e[stretch].IsMissing)
                stretch++;
            return new MissingEventsException(SpanOf(e, stretch));
        }
    }

    static List<Stretch> Examine(Extent e, int stretch)
    {
        var (segment, offset, position, release, _) = e[stretch];
        var end = e.ByteEndOf(stretch);
        using var window = segment!.Window((int)(end - offset));
        var walk = new SegmentWalk(window, offset, end, isThorough: true);
        var parts = new List<Stretch>();
        var events = new MarketEvent[Block.CountMax];
        while (walk.Next())
        {
            var damage =
                walk.Damage.Length > 0 ? walk.Damage
                : window.TryEvents(walk.Offset, out _, events, out var reason) ? null
                : reason;
            if (damage is not null || parts.Count == 0 || parts[^1].IsMissing)
                parts.Add(new(segment, walk.Offset, position, release, damage));
            if (walk.Damage.Length == 0)
                (position, release) = (walk.Block.End, walk.Block.Release);
            else if (window.TryHeader(walk.End, out var next, out _))
                (position, release) = (next.Position, Math.Max(release, next.Release));
        }
        return parts;
    }
}
