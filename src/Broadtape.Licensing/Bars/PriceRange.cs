using NodaTime;

namespace Broadtape.Licensing;

/// <summary>The highest high and the lowest low of a stretch of bars, and the day each was made, the latest where there are several.</summary>
public sealed record PriceRange(Figure High, LocalDate HighDay, Figure Low, LocalDate LowDay)
{
    /// <summary>Null without bars, and where some of what was asked for cannot be read: the extreme may lie there.</summary>
    public static PriceRange? Of(BarDisclosure disclosed)
    {
        if (disclosed.Missing.Count > 0)
            return null;
        PriceRange? range = null;
        foreach (var bar in disclosed.Bars)
        {
            range ??= new(bar.High, bar.Day, bar.Low, bar.Day);
            if (Figure.Compare(bar.High, range.High, descending: true) <= 0)
                range = range with { High = bar.High, HighDay = bar.Day };
            if (Figure.Compare(bar.Low, range.Low, descending: false) <= 0)
                range = range with { Low = bar.Low, LowDay = bar.Day };
        }
        return range;
    }
}
