namespace Broadtape.Market;

/// <summary>
/// The one price of an auction (R3): it maximises what is matched; of several, the one that leaves least unmatched; of those, the highest
/// when buyers are left over at all of them, the lowest when sellers are; else the one nearest to the reference, and then the higher.
/// </summary>
/// <param name="Price">None when nothing can be matched.</param>
/// <param name="Surplus">Shares left over at that price: positive for buyers, negative for sellers.</param>
public readonly record struct Equilibrium(Price Price, Quantity Matched, long Surplus)
{
    /// <summary>Of limit orders; the order they came in does not matter here.</summary>
    public static Equilibrium Of(IReadOnlyCollection<(BookSide Side, Price Limit, Quantity Quantity)> orders, Price reference)
    {
        var candidates = new List<Equilibrium>();
        foreach (var price in orders.Select(o => o.Limit).Distinct())
        {
            var bought = orders.Where(o => o.Side == BookSide.Bid && o.Limit >= price).Sum(o => o.Quantity.Units);
            var sold = orders.Where(o => o.Side == BookSide.Ask && o.Limit <= price).Sum(o => o.Quantity.Units);
            candidates.Add(new(price, new(Math.Min(bought, sold)), bought - sold));
        }
        var most = candidates.Count == 0 ? 0 : candidates.Max(c => c.Matched.Units);
        if (most == 0)
            return default;
        candidates.RemoveAll(c => c.Matched.Units < most);
        var least = candidates.Min(c => Math.Abs(c.Surplus));
        candidates.RemoveAll(c => Math.Abs(c.Surplus) > least);
        if (candidates.All(c => c.Surplus > 0))
            return candidates.MaxBy(c => c.Price.Millionths);
        if (candidates.All(c => c.Surplus < 0))
            return candidates.MinBy(c => c.Price.Millionths);
        return candidates.OrderBy(c => Math.Abs(c.Price.Millionths - reference.Millionths)).ThenByDescending(c => c.Price.Millionths).First();
    }
}
