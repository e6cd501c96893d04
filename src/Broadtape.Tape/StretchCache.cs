using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>The stretches read last, checked and decoded. Any thread; the one unused longest goes first.</summary>
sealed class StretchCache(int most)
{
    readonly Lock changing = new();
    readonly List<((Segment, long) Place, MarketEvent[] Events)> kept = [];

    internal MarketEvent[]? Find(in Stretch stretch)
    {
        var place = (stretch.Segment!, stretch.Offset);
        lock (changing)
        {
            var at = kept.FindIndex(k => k.Place == place);
            if (at < 0)
                return null;
            var found = kept[at];
            kept.RemoveAt(at);
            kept.Add(found);
            return found.Events;
        }
    }

    internal void Keep(in Stretch stretch, MarketEvent[] events)
    {
        var place = (stretch.Segment!, stretch.Offset);
        lock (changing)
        {
            kept.RemoveAll(k => k.Place == place);
            if (kept.Count == most)
                kept.RemoveAt(0);
            kept.Add((place, events));
        }
    }
}
