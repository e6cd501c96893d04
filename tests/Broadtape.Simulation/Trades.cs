using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>
/// No trade is on the tape twice, none that did not happen, and none is missing but where messages could not be handed on one by one.
/// </summary>
sealed class Trades(IReadOnlyList<MarketEvent> truth)
{
    readonly Dictionary<(int Line, long Id), Trade> happened = [];
    readonly HashSet<(int Line, long Id)> seen = [];

    /// <summary>Number on the tape, and in truth.</summary>
    readonly Dictionary<int, int> lines = [];
    int told;
    int read;
    int settled;

    /// <summary>From this place in the truth on nothing can be missing.</summary>
    internal int Whole => settled;

    /// <summary>The tape is another life's.</summary>
    internal void BeginAnew()
    {
        seen.Clear();
        lines.Clear();
        read = 0;
    }

    internal void Read(ReadOnlySpan<MarketEvent> tape)
    {
        for (; told < truth.Count; told++)
            if (truth[told] is { Kind: EventKind.Trade } e)
                happened.Add((e.Instrument.Value, e.AsTrade().TradeId), e.AsTrade());
        for (; read < tape.Length; read++)
            Read(tape[read]);
    }

    void Read(in MarketEvent e)
    {
        if (e.Kind == EventKind.Listing)
            lines[e.Instrument.Value] = Exchange.NumberOf(e.AsListing().Id);
        if (e.Kind != EventKind.Trade)
            return;
        var trade = e.AsTrade();
        var key = (lines[e.Instrument.Value], trade.TradeId);
        if (!seen.Add(key))
            throw new BrokenException($"trade {trade.TradeId} of {key.Item1} is on the tape twice");
        if (!happened.TryGetValue(key, out var truth) || truth != trade)
            throw new BrokenException($"trade {trade.TradeId} of {key.Item1} never happened like this: {trade}");
    }

    /// <summary>Everything that happened has reached the tape, or was in a hole since the last time.</summary>
    internal void Settle(bool hadHole)
    {
        if (!hadHole)
            for (var i = settled; i < truth.Count; i++)
                if (truth[i] is { Kind: EventKind.Trade } e && !seen.Contains((e.Instrument.Value, e.AsTrade().TradeId)))
                    throw new BrokenException($"trade {e.AsTrade().TradeId} of {e.Instrument.Value} was lost");
        settled = truth.Count;
    }
}
