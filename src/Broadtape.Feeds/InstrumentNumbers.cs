using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Gives every instrument its number on the tape, and says so there before its first other event.</summary>
public sealed class InstrumentNumbers
{
    readonly Dictionary<InstrumentId, InstrumentNumber> numbers = [];

    /// <summary>Goes on with the numbers a tape has given, in its order.</summary>
    public void Resume(IEnumerable<(InstrumentNumber Number, InstrumentId Id)> given)
    {
        foreach (var (number, id) in given)
            numbers.Add(id, number);
    }

    internal bool IsEmpty => numbers.Count == 0;

    /// <summary>Whether the instrument has a number already.</summary>
    internal bool Has(InstrumentId id) => numbers.ContainsKey(id);

    /// <summary>The instrument's number; the first time, a listing is handed over with the stamp's times.</summary>
    public InstrumentNumber Of(in Listing listing, Moment exchangeTime, Moment receivedTime, EventSource source, IMarketEvents events)
    {
        if (numbers.TryGetValue(listing.Id, out var number))
            return number;
        number = new(numbers.Count + 1);
        numbers.Add(listing.Id, number);
        events.Accept(MarketEvent.Of(new EventStamp(number, exchangeTime, receivedTime, source), listing));
        return number;
    }
}
