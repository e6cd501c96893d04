using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>
/// Who has which number on the tape, and under what name where the house knows none. Frames and checkpoints share it: a board that lists
/// or names another takes a copy first. Reading is for any thread.
/// </summary>
sealed class Roster
{
    /// <summary>The rate that turns depositary receipts into Hong Kong dollars.</summary>
    const string ParityRate = "XXXX:USDHKD";

    readonly InstrumentMaster master;
    readonly List<Instrument> instruments;
    readonly Dictionary<InstrumentId, int> numbers;
    volatile InstrumentMaster? known;

    internal Roster(InstrumentMaster master) => (this.master, instruments, numbers) = (master, [], []);

    Roster(Roster other)
    {
        (master, instruments, numbers) = (other.master, [.. other.instruments], new(other.numbers));
        (Version, Rate) = (other.Version, other.Rate);
    }

    /// <summary>How often it changed: of one tape, rosters of one version are the same.</summary>
    internal long Version { get; private set; }

    /// <summary>Instruments listed; the last one's number.</summary>
    internal int Count => instruments.Count;

    /// <summary>Number of the parity rate; 0 while it is not listed.</summary>
    internal int Rate { get; private set; }

    /// <param name="number">From 1 to <see cref="Count"/>.</param>
    internal Instrument this[int number] => instruments[number - 1];

    /// <summary>The master, and whatever else was listed on the tape.</summary>
    internal InstrumentMaster Known => known ??= master.With(instruments.Where(i => master.Find(i.Id) is null));

    internal bool TryFind(InstrumentId id, out int number) => numbers.TryGetValue(id, out number);

    internal Roster Copy() => new(this);

    internal void List(in Listing listing)
    {
        var instrument = master.Find(listing.Id) ?? Unknown(listing);
        instruments.Add(instrument);
        numbers.Add(instrument.Id, Count);
        if (instrument.Id.Symbol == ParityRate)
            Rate = Count;
        Version++;
    }

    /// <summary>Whether the exchange's names are of use: the master's own stand.</summary>
    internal bool TakesNamesOf(int number) => master.Find(this[number].Id) is null;

    internal void Name(int number, WordsOf of, string text)
    {
        var names = this[number].Names;
        instruments[number - 1] = this[number] with
        {
            Names = of switch
            {
                WordsOf.NameZhHant => names with { ZhHant = text },
                WordsOf.NameZhHans => names with { ZhHans = text },
                _ => names with { En = text },
            },
        };
        Version++;
    }

    static Instrument Unknown(in Listing listing) =>
        new()
        {
            Id = listing.Id,
            ListedAssumed = listing.ListedAssumed,
            Kind = listing.Kind,
            Names = new(listing.Id.Code, listing.Id.Code, listing.Id.Code),
            Currency = listing.Id.Mic == Venues.HongKong ? "HKD" : "USD",
            SessionMarket = listing.Id.Mic,
            PriceDecimals =
                listing.Kind == InstrumentKind.Index ? 2
                : listing.Id.Mic == Venues.HongKong ? 3
                : 4,
        };

    internal void Save(CheckpointWriter writer)
    {
        writer.Write(Count);
        foreach (var instrument in instruments)
        {
            writer.WriteText(instrument.Id.ToString());
            writer.Write(instrument.Kind);
            writer.Write(instrument.ListedAssumed);
            var isKnown = master.Find(instrument.Id) is not null;
            writer.Write(isKnown);
            if (isKnown)
                continue;
            writer.WriteText(instrument.Names.ZhHant);
            writer.WriteText(instrument.Names.ZhHans);
            writer.WriteText(instrument.Names.En);
        }
    }

    internal static Roster Restore(InstrumentMaster master, ref CheckpointReader reader, long version)
    {
        var roster = new Roster(master);
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var id = InstrumentId.Parse(reader.ReadText());
            roster.List(new(id, reader.Read<InstrumentKind>(), reader.Read<bool>()));
            if (reader.Read<bool>())
                continue;
            var names = new Names(reader.ReadText(), reader.ReadText(), reader.ReadText());
            if (roster.TakesNamesOf(roster.Count))
                roster.instruments[^1] = roster.instruments[^1] with { Names = names };
        }
        roster.Version = version;
        return roster;
    }
}
