using Broadtape.Market;
using Broadtape.Portal.Editions;
using NodaTime;

namespace Broadtape.Portal.Charts;

/// <summary>How far back a chart looks, and of what bars it is made: some trading days of minutes, or days and weeks since a date.</summary>
sealed record ChartRange(string Name, Phrase Label, Resolution Resolution, int TradingDays, Func<LocalDate, LocalDate>? Since)
{
    public static readonly ChartRange Day = Of("1d", new("1日", "1日", "1D"), Resolution.Minute, 1);

    public static readonly ChartRange Month = Of("1m", new("1個月", "1个月", "1M"), Resolution.Day, d => d.PlusMonths(-1));

    /// <summary>Shortest first.</summary>
    public static readonly IReadOnlyList<ChartRange> All =
    [
        Day,
        Of("5d", new("5日", "5日", "5D"), Resolution.FiveMinutes, 5),
        Month,
        Of("3m", new("3個月", "3个月", "3M"), Resolution.Day, d => d.PlusMonths(-3)),
        Of("6m", new("6個月", "6个月", "6M"), Resolution.Day, d => d.PlusMonths(-6)),
        Of("ytd", new("今年", "今年", "YTD"), Resolution.Day, d => new(d.Year, 1, 1)),
        Of("1y", new("1年", "1年", "1Y"), Resolution.Day, d => d.PlusYears(-1)),
        Of("3y", new("3年", "3年", "3Y"), Resolution.Day, d => d.PlusYears(-3)),
        Of("5y", new("5年", "5年", "5Y"), Resolution.Week, d => d.PlusYears(-5)),
        Of("max", new("全部", "全部", "MAX"), Resolution.Week, _ => new(1970, 1, 1)),
    ];

    public bool IsIntraday => Since is null;

    /// <summary>Null when there is none of that name.</summary>
    public static ChartRange? Find(string name) => All.FirstOrDefault(r => r.Name == name);

    static ChartRange Of(string name, Phrase label, Resolution resolution, int tradingDays) => new(name, label, resolution, tradingDays, null);

    static ChartRange Of(string name, Phrase label, Resolution resolution, Func<LocalDate, LocalDate> since) =>
        new(name, label, resolution, 0, since);
}
