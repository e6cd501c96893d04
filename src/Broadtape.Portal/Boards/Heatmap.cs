using System.Globalization;
using Broadtape.Licensing;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Boards;

/// <summary>An instrument on a heatmap, as large as its turnover.</summary>
sealed record HeatmapTile(Disclosure Disclosure, double Weight);

/// <summary>A sector's instruments, the largest first.</summary>
sealed record HeatmapSector(Phrase Title, IReadOnlyList<HeatmapTile> Tiles)
{
    public double Weight { get; } = Tiles.Sum(t => t.Weight);
}

/// <summary>What stands on the heatmap of a market: those that have traded, by the sector their company belongs to.</summary>
static class Heatmap
{
    /// <summary>Instruments of a market; the least traded are left out.</summary>
    const int Most = 150;

    /// <summary>Sectors and what is in them by turnover, the largest first.</summary>
    public static IReadOnlyList<HeatmapSector> Of(MoversMarket market, Gate gate, Visit visit) =>
        [
            .. gate.Rank(
                    visit.View,
                    visit.Viewer,
                    Surface.Page,
                    MoversAsked.Among(visit.View.Instruments, market),
                    RankBy.Turnover,
                    extendedHours: false,
                    Most
                )
                .GroupBy(d => d.Instrument.Company.Sector)
                .Select(g => new HeatmapSector(SectorNames.Of(g.Key), [.. g.Select(d => new HeatmapTile(d, Weight(d)))]))
                .OrderByDescending(s => s.Weight),
        ];

    /// <summary>An area on the screen and no money any more.</summary>
    static double Weight(Disclosure d) => (double)decimal.Parse(d[QuoteField.Turnover].Plain, CultureInfo.InvariantCulture);
}
