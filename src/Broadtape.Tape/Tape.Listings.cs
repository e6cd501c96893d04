using Broadtape.Market;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    readonly Lock listing = new();

    /// <summary>Listings found so far, and up to where they were looked for.</summary>
    (long UpTo, List<PlacedListing> Found) known = (0, []);

    /// <summary>The instruments that took a number on this tape, in its order; those whose event is missing or gone with the rest.</summary>
    public IEnumerable<(InstrumentNumber Number, InstrumentId Id)> Listings() =>
        ListingsUpTo(extent.Count).Select(l => (l.Event.Instrument, l.Event.AsListing().Id));

    /// <summary>The listing at a position, also where the tape itself is missing; null when there is none, or none is known.</summary>
    public MarketEvent? ListingAt(long position)
    {
        lock (listing)
        {
            var at = known.Found.BinarySearch(new(position, default), Comparer<PlacedListing>.Create((a, b) => a.Position.CompareTo(b.Position)));
            return at < 0 ? null : known.Found[at].Event;
        }
    }

    /// <summary>Sealed segments have told theirs; the rest is looked through once.</summary>
    List<PlacedListing> ListingsUpTo(long end)
    {
        lock (listing)
        {
            if (known.UpTo < contents.UpTo)
                known = (contents.UpTo, [.. contents.Listings]);
            var events = new MarketEvent[Extent.StretchLength];
            known.UpTo = Math.Max(known.UpTo, extent.First);
            while (known.UpTo < end)
                known.UpTo += TakeListings(known.UpTo, events);
            return [.. known.Found.TakeWhile(l => l.Position < end)];
        }
    }

    long TakeListings(long position, MarketEvent[] events)
    {
        try
        {
            var count = ReadOnce(extent, position, events);
            for (var i = 0; i < count; i++)
                if (events[i].Kind == EventKind.Listing)
                    known.Found.Add(new(position + i, events[i]));
            return count;
        }
        catch (MissingEventsException missing)
        {
            return position < missing.Span.Position ? 0 : missing.Span.End - position;
        }
    }
}
