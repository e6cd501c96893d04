using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;
using NodaTime;

namespace Broadtape.Portal.Moments;

/// <summary>A past moment in words: when it was on the clocks of its market, and what the reader should know of it.</summary>
static class MomentWords
{
    /// <summary>With the zone's name and its offset of that day: 09/01/2026 00:08 HKT (UTC+8).</summary>
    public static string Print(Moment moment, DateTimeZone zone)
    {
        var local = moment.In(zone);
        var pattern = moment.UnixNanoseconds % 60_000_000_000 == 0 ? "dd/MM/uuuu HH:mm" : "dd/MM/uuuu HH:mm:ss";
        return $"{local.ToString(pattern, System.Globalization.CultureInfo.InvariantCulture)} {local.GetZoneInterval().Name} (UTC{local.Offset:+H:mm})".Replace(
            ":00)",
            ")",
            StringComparison.Ordinal
        );
    }

    /// <summary>Why there are no figures, or none of that day: nothing of a neighbouring moment is shown without a word.</summary>
    public static IEnumerable<string> Remarks(Visit visit, TradingDay day)
    {
        var edition = visit.Edition;
        if (visit.View.TapeBegins is not { } begins)
        {
            yield return new Phrase("行情紀錄是空的。", "行情纪录是空的。", "No prices are on record.").In(edition);
            yield break;
        }
        if (visit.Moment < begins)
        {
            var from = Print(begins, day.Zone);
            yield return new Phrase(
                $"行情紀錄始於 {from}，此刻未有行情。",
                $"行情纪录始于 {from}，此刻未有行情。",
                $"Prices are on record from {from}; there are none for this moment."
            ).In(edition);
            yield break;
        }
        if (day.Kind == DayKind.Closed)
            yield return (
                day.Date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday
                    ? new Phrase(
                        "當日是周末，市場休市；所示為最近一個交易日的數字，各有其數據時間。",
                        "当日是周末，市场休市；所示为最近一个交易日的数字，各有其数据时间。",
                        "A weekend: the market was closed. Figures are the last trading day's, each with its own data time."
                    )
                    : new(
                        "當日是假期，市場休市；所示為最近一個交易日的數字，各有其數據時間。",
                        "当日是假期，市场休市；所示为最近一个交易日的数字，各有其数据时间。",
                        "A holiday: the market was closed. Figures are the last trading day's, each with its own data time."
                    )
            ).In(edition);
        else if (day.Kind is null)
            yield return new Phrase("本站沒有這一年的交易日曆。", "本站没有这一年的交易日历。", "No trading calendar of that year is kept here.").In(
                edition
            );
    }
}
