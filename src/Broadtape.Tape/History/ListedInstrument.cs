using System.Text.Json;
using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>An instrument of an exchange's list as a fact.</summary>
/// <param name="Expires">ISO date, of what has one.</param>
/// <param name="TickTable">SpreadTableCode, two digits.</param>
/// <param name="Counter">The code of its counter in another currency, from the list; never by arithmetic.</param>
sealed record ListedInstrument(
    string Name,
    InstrumentKind Kind,
    string Currency,
    int? Lot,
    string? TickTable,
    string? Isin,
    string? Expires,
    string? Counter,
    bool Assumed
)
{
    internal const string Topic = "listing";

    internal Fact Told(InstrumentId id, Moment known) => new(Topic, id.ToString(), "", JsonSerializer.Serialize(this), known);

    internal static ListedInstrument Read(Fact fact) => JsonSerializer.Deserialize<ListedInstrument>(fact.Value)!;

    /// <param name="names">Its Chinese names where they are known.</param>
    internal Instrument Of(InstrumentId id, ListedName? names) =>
        new()
        {
            Id = id,
            ListedAssumed = Assumed,
            Kind = Kind,
            // A list in English alone: what has no Chinese name of its own is called by the exchange's short name in every edition.
            Names = new(names?.ZhHant ?? Name, names?.ZhHans ?? names?.ZhHant ?? Name, names?.En ?? Name),
            Aliases = [.. (names?.Aliases ?? []).Prepend(Name).Distinct(StringComparer.Ordinal)],
            Currency = Currency,
            SessionMarket = id.Mic,
            BoardLot = Lot,
            TickTable = TickTable,
        };
}
