using NodaTime;

namespace Broadtape.Market;

/// <summary>
/// The volatility control of the Hong Kong market (R6): a price that would lie too far from the last trade of five minutes before opens a
/// band of five minutes, in which trading goes on.
/// </summary>
public static class VolatilityControl
{
    /// <summary>How far back the reference lies, and how long a band lasts.</summary>
    public static readonly Duration Lasts = Duration.FromMinutes(5);

    /// <summary>Not watched after a session begins.</summary>
    public static readonly Duration AfterOpening = Duration.FromMinutes(15);

    /// <summary>Not watched before the day's last session ends.</summary>
    public static readonly Duration BeforeClose = Duration.FromMinutes(20);

    /// <summary>The band of so many percent around a reference, on the tick table and rounded inward; both none without a tick table's answer.</summary>
    public static (Price Lower, Price Upper) Band(Price reference, int percent, TickTables ticks, string table, LocalDate date)
    {
        var floor = new Price(reference.Millionths * (100 - percent) / 100);
        var ceiling = new Price(reference.Millionths * (100 + percent) / 100);
        var lower = ticks.Floor(table, date, floor);
        if (lower < floor && ticks.Up(table, date, lower) is { } next)
            lower = next;
        return (lower, ticks.Floor(table, date, ceiling));
    }
}
