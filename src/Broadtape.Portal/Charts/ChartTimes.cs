using System.Globalization;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Portal.Charts;

/// <summary>How a chart writes its places in time: minutes by the clock of the market, days by the edition's habit.</summary>
static class ChartTimes
{
    public static string Date(LocalDate day, Edition edition) => Write(day, edition == Edition.En ? "d MMM uuuu" : "dd/MM/uuuu");

    public static string DayOfMonth(LocalDate day, Edition edition) => Write(day, edition == Edition.En ? "d MMM" : "M月d日");

    public static string Month(LocalDate day, Edition edition) => Write(day, edition == Edition.En ? "MMM" : "M月");

    public static string Year(LocalDate day) => Write(day, "uuuu");

    public static string Clock(Moment moment, DateTimeZone zone) => moment.In(zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The whole of it: 09/01/2026 10:15, or the date alone on charts of days.</summary>
    public static string Whole(in ChartSlot slot, ChartData chart, Edition edition) =>
        chart.Question.Range.IsIntraday
            ? $"{Date(slot.Begins.In(chart.Zone).Date, edition)} {Clock(slot.Begins, chart.Zone)}"
            : Date(slot.Day, edition);

    static string Write(LocalDate day, string pattern) => day.ToString(pattern, CultureInfo.InvariantCulture);
}
