using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>
/// What a board must show, worked out anew each time from the whole list of events, one field at a time, as simply as it can be said.
/// </summary>
static class Reference
{
    /// <summary>The events of one instrument, and of the market, released by the horizon.</summary>
    internal static Seen Of(IReadOnlyList<MarketEvent> all, int number, Moment horizon)
    {
        // The prefix: the first event that is released later ends it.
        var prefix = all.TakeWhile(e => e.ReleaseTime <= horizon).ToList();
        var own = prefix.Where(e => e.Instrument.Value == number).ToList();
        var roll = own.FindLastIndex(e => e.Kind == EventKind.PreviousClose);
        var today = own.Skip(roll + 1).ToList();
        var cancelled = new HashSet<long>();
        var trades = new List<Trade>();
        foreach (var e in today)
            if (e.Kind == EventKind.Trade)
                trades.Add(e.AsTrade());
            else if (e.Kind == EventKind.Amendment && trades.Any(t => t.TradeId == e.AsAmendment().TradeId))
                cancelled.Add(e.AsAmendment().TradeId);
        var setting = trades.Where(t => (t.Conditions & TradeConditions.NotLastSale) == 0 && !cancelled.Contains(t.TradeId)).ToList();
        // Until the exchange says its own, the day's figures are the sum of its trades.
        var standing = trades.Where(t => !cancelled.Contains(t.TradeId)).ToList();
        var range = setting.Where(t => (t.Conditions & TradeConditions.NotHighLow) == 0).Select(t => t.Price.Millionths).ToList();
        var statistics = Last(today, EventKind.Statistics) is { } told
            ? told.AsStatistics()
            : new Statistics(
                range.Count == 0 ? default : new(range.Max()),
                range.Count == 0 ? default : new(range.Min()),
                new(standing.Sum(t => t.Quantity.Units)),
                new(standing.Sum(t => Turnover.Of(t.Price, t.Quantity).Thousandths))
            );
        var top = Last(today, EventKind.TopOfBook) is { } best ? best.AsTopOfBook() : default;
        return new(
            setting.Count == 0 ? default : setting[^1].Price,
            Last(today, EventKind.Nominal) is { } nominal ? nominal.AsPrice() : default,
            statistics,
            top,
            roll < 0 ? default : own[roll].AsPrice(),
            Last(today, EventKind.ClosingPrice) is { } close ? close.AsPrice() : default,
            Last(own, EventKind.SecurityStatus) is { } status ? status.AsSecurityStatus() : TradingState.Normal,
            Book(own, BookSide.Bid),
            Book(own, BookSide.Ask)
        );
    }

    static MarketEvent? Last(List<MarketEvent> events, EventKind kind)
    {
        var at = events.FindLastIndex(e => e.Kind == kind);
        return at < 0 ? null : events[at];
    }

    /// <summary>A side as text, price×quantity, best first: each change is applied to a plain list.</summary>
    static string Book(List<MarketEvent> own, BookSide side)
    {
        var levels = new List<(Price Price, Quantity Quantity)>();
        foreach (var change in own.Where(e => e.Kind == EventKind.Depth).Select(e => e.AsDepth()))
            if (change.Action == DepthAction.Clear)
                levels.Clear();
            else if (change.Side != side)
                continue;
            else if (change.Action == DepthAction.New)
            {
                levels.Insert(change.Level - 1, (change.Price, change.Quantity));
                if (levels.Count > 10)
                    levels.RemoveAt(10);
            }
            else if (change.Action == DepthAction.Change)
                levels[change.Level - 1] = (change.Price, change.Quantity);
            else
                levels.RemoveAt(change.Level - 1);
        return string.Join(' ', levels.Select(l => $"{l.Price}×{l.Quantity.Units}"));
    }
}

/// <summary>One instrument as a reader with every right sees it.</summary>
readonly record struct Seen(
    Price Last,
    Price Nominal,
    Statistics Statistics,
    TopOfBook Top,
    Price PreviousClose,
    Price Close,
    TradingState State,
    string Bids,
    string Asks
);
