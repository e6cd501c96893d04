using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>
/// The synthetic exchange: every instrument trades along its script through the phases of its market. Everything follows from the seed,
/// the script, the instruments and the timetables; how <see cref="Advance"/> is cut changes nothing. Integers only.
/// </summary>
public sealed class Box : IFeed
{
    /// <summary>From the exchange's clock to ours.</summary>
    internal static readonly Duration Latency = Duration.FromMilliseconds(2);

    readonly PriorityQueue<IBoxActor, (long At, int Order)> agenda = new();
    readonly List<IBoxActor> actors = [];

    /// <param name="from">Where the tape begins; every market is then told as it stands.</param>
    /// <remarks>Instruments the script does not speak of are listed and not traded.</remarks>
    public Box(InstrumentMaster master, BoxScript script, Timetables timetables, TickTables ticks, ulong seed, Moment from, InstrumentNumbers numbers)
    {
        var markets = new Dictionary<Mic, BoxMarket>();
        foreach (var mic in master.All.Select(i => i.SessionMarket).Distinct())
            markets[mic] = new(mic, timetables, from, script.FirstDay);
        actors.AddRange(markets.Values);
        var traders = new Dictionary<InstrumentId, BoxTrader>();
        foreach (var instrument in master.All.Where(script.Trades))
        {
            var trader = new BoxTrader(instrument, script.Of(instrument), markets[instrument.SessionMarket], ticks, seed, from, numbers);
            traders[instrument.Id] = trader;
            actors.Add(trader);
        }
        var rate = traders.Values.FirstOrDefault(t => t.Instrument.Kind == InstrumentKind.FxPair);
        foreach (var trader in traders.Values)
            if (trader.Instrument.Depositary is { } depositary && rate is not null)
                trader.Follow(traders[depositary.Underlying], rate);
        actors.Add(new BoxListings([.. master.All.Where(i => !script.Trades(i))], from, numbers));
        for (var order = 0; order < actors.Count; order++)
            agenda.Enqueue(actors[order], (actors[order].Next.UnixNanoseconds, order));
    }

    public Moment? Next => agenda.TryPeek(out _, out var when) ? new(when.At) : null;

    public void Advance(Moment until, IMarketEvents events)
    {
        while (agenda.TryPeek(out var actor, out var when) && when.At <= until.UnixNanoseconds)
        {
            agenda.Dequeue();
            actor.Act(events);
            agenda.Enqueue(actor, (actor.Next.UnixNanoseconds, when.Order));
        }
    }
}

/// <summary>Someone in the market who does something next at a moment (received time), again and again.</summary>
interface IBoxActor
{
    Moment Next { get; }

    void Act(IMarketEvents events);
}
