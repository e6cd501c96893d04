using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

public sealed partial class Gate
{
    const int WeightDecimals = 2;

    /// <summary>
    /// The members of an index with weight and contribution. All stand behind by the latest of the delays that this viewer has for the index
    /// and for each of them (R11): a weight is made of every price. Null where he may not see one of them, and where no member is known.
    /// </summary>
    public Contributions? DiscloseMembers(BoardView view, Viewer viewer, Surface surface, Instrument index, IReadOnlyList<IndexMember> members)
    {
        var delays = members
            .Select(m => m.Share)
            .Append(index)
            .Select(i => licence.DelayOf(FieldClass.Of(i, SourceOf(view, i), QuoteField.ChangePercent), viewer.Kind, surface))
            .ToList();
        if (members.Count == 0 || delays.Contains(null))
            return null;
        var delay = delays.MaxBy(d => d!.Value.Minutes)!.Value;
        var frame = view.Behind(delay);
        var level = Shown(index, QuoteField.Price);
        var prices = members.Select(m => Shown(m.Share, QuoteField.Price)).ToList();
        var isWhole = prices.TrueForAll(p => !p.IsNone);
        var total = members.Zip(prices, (m, p) => p.ToDecimal() * m.Millions).Sum();
        var weighed = prices.Max(p => p.Passport.DataTime);
        var counted = level.Passport.DataTime is { } told && weighed is { } newest ? Moment.Max(told, newest) : weighed;
        // The index is the sum over its divisor, and so the divisor is the sum over the index.
        var moved = members
            .Select(m => (Share: m, Change: Shown(m.Share, QuoteField.Change)))
            .Select(m =>
                isWhole && !level.IsNone && !m.Change.IsNone ? m.Change.ToDecimal() * m.Share.Millions * level.ToDecimal() / total : (decimal?)null
            )
            .ToList();
        var rows = members
            .Select(
                (m, i) =>
                    new MemberFigures(
                        m.Share,
                        prices[i],
                        Shown(m.Share, QuoteField.ChangePercent),
                        Figure.Computed(
                            isWhole ? prices[i].ToDecimal() * m.Millions * 100 / total : null,
                            WeightDecimals,
                            signed: false,
                            Unit.Percent,
                            prices[i].Passport with
                            {
                                DataTime = weighed,
                            }
                        ),
                        Figure.Computed(moved[i], index.PriceDecimals, signed: true, Unit.Points, prices[i].Passport with { DataTime = counted })
                    )
            )
            .ToList();
        rows.Sort(
            (a, b) =>
                Figure.Compare(a.Contribution, b.Contribution, descending: true) is not 0 and var order
                    ? order
                    : string.CompareOrdinal(a.Share.Id.Symbol, b.Share.Id.Symbol)
        );
        var sum = moved.Exists(c => c is not null) ? moved.Sum() : null;
        return new(rows, Figure.Computed(sum, index.PriceDecimals, signed: true, Unit.Points, level.Passport with { DataTime = counted }));

        Figure Shown(Instrument instrument, QuoteField field) => Open(view, frame, delay, SourceOf(view, instrument), instrument, field);
    }
}
