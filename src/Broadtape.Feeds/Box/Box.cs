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

    /// <param name="from">Where the tape begins; every market is then told as it stands.</param>
    /// <param name="faults">Bursts and wrong prints are the box's own; what goes wrong on lines is not its affair. Null for none.</param>
    /// <remarks>Instruments the script does not speak of are listed and not traded.</remarks>
    public Box(
        InstrumentMaster master,
        BoxScript script,
        Timetables timetables,
        TickTables ticks,
        ulong seed,
        Moment from,
        InstrumentNumbers numbers,
        BoxFaults? faults = null
    )
    {
        var setup = new BoxSetup(ticks, seed, from, numbers, faults ?? BoxFaults.None);
        var markets = master
            .All.Select(i => i.SessionMarket)
            .Distinct()
            .ToDictionary(mic => mic, mic => new BoxMarket(mic, timetables, seed, from, script.FirstDay));
        var crowd = new BoxCrowd(master, script, markets, setup);
        var quiet = new BoxListings([.. master.All.Where(i => !script.Trades(i))], from, numbers);
        // Who follows acts after whom he follows.
        foreach (var (order, actor) in markets.Values.Concat<IBoxActor>(crowd.InOrder).Append(quiet).Index())
            agenda.Enqueue(actor, (actor.Next.UnixNanoseconds, order));
        // What the script says of the future is announced as the tape begins.
        Actions = script.ActionsOf(master, from);
    }

    /// <summary>Dividends, bonus issues, rights and splits of the script, in the order of their ex-dates; instruments without any are absent.</summary>
    public IReadOnlyDictionary<InstrumentId, IReadOnlyList<CorporateAction>> Actions { get; }

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
