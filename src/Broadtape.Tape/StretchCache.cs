using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>The stretches read last, checked and decoded. Any thread; the one unused longest goes first.</summary>
sealed class StretchCache(int most)
{
    readonly Lock changing = new();
    readonly List<(int Stretch, MarketEvent[] Events)> kept = [];

    internal MarketEvent[]? Find(int stretch)
    {
        lock (changing)
        {
            var at = kept.FindIndex(k => k.Stretch == stretch);
            if (at < 0)
                return null;
            var found = kept[at];
            kept.RemoveAt(at);
            kept.Add(found);
            return found.Events;
        }
    }

    internal void Keep(int stretch, MarketEvent[] events)
    {
        lock (changing)
        {
            kept.RemoveAll(k => k.Stretch == stretch);
            if (kept.Count == most)
                kept.RemoveAt(0);
            kept.Add((stretch, events));
        }
    }
}
