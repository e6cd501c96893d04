using System.Text.Json;
using Broadtape.Market;
using NodaTime.Text;

namespace Broadtape.Tape.History;

/// <summary>A corporate action as a fact: one of a kind a day; what is told of it later replaces what was told before.</summary>
static class ToldAction
{
    internal const string Topic = "action";

    internal static Fact Told(InstrumentId id, CorporateAction action) =>
        new(
            Topic,
            id.ToString(),
            $"{LocalDatePattern.Iso.Format(action.ExDate)} {action.Kind}",
            JsonSerializer.Serialize(new Stored(action.Amount.Millionths, action.New, action.Held)),
            action.Known
        );

    internal static CorporateAction Read(Fact fact)
    {
        var stored = JsonSerializer.Deserialize<Stored>(fact.Value)!;
        return new(
            LocalDatePattern.Iso.Parse(fact.Item[..10]).Value,
            Enum.Parse<CorporateActionKind>(fact.Item.AsSpan(11)),
            new(stored.Millionths),
            stored.New,
            stored.Held,
            fact.Known
        );
    }

    sealed record Stored(long Millionths, int New, int Held);
}
