using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Charts;

/// <summary>What a chart says in words: whose figures, how late, of when; and its day in a sentence.</summary>
static class ChartWords
{
    public static readonly Phrase Title = new("走勢圖", "走势图", "Chart");
    public static readonly Phrase Ranges = new("時段", "时段", "Range");
    public static readonly Phrase Drawn = new("圖形", "图形", "Style");
    public static readonly Phrase Line = new("線", "线", "Line");
    public static readonly Phrase Candles = new("陰陽燭", "阴阳烛", "Candles");
    public static readonly Phrase Indicators = new("技術指標", "技术指标", "Indicators");
    public static readonly Phrase Versus = new("比較", "比较", "Compare");
    public static readonly Phrase NoVersus = new("不比較", "不比较", "None");
    public static readonly Phrase Raw = new("未調整價格", "未调整价格", "Unadjusted prices");
    public static readonly Phrase Events = new("事件", "事件", "Events");
    public static readonly Phrase Table = new("圖表數據", "图表数据", "The figures of this chart");
    public static readonly Phrase Days = new("近一個月每日紀錄", "近一个月每日纪录", "Day by day, the last month");
    public static readonly Phrase Time = new("時間", "时间", "Time");
    public static readonly Phrase Csv = new("下載 CSV", "下载 CSV", "CSV");
    public static readonly Phrase Png = new("下載 PNG", "下载 PNG", "PNG");
    public static readonly Phrase Keys = new(
        "左右鍵移動十字線，加減號縮放，Home 與 End 往兩端",
        "左右键移动十字线，加减号缩放，Home 与 End 往两端",
        "Arrow keys move the crosshair, plus and minus zoom, Home and End go to the ends"
    );
    public static readonly Phrase Attribution = new("圖表元件：", "图表组件：", "Charting by ");
    public static readonly Phrase NotDrawn = new("圖表未能更新", "图表未能更新", "The chart could not be updated");
    public static readonly Phrase PreviousClose = new("前收市", "前收市", "Previous close");

    /// <summary>Sma20 is 20日平均 only on charts of days: the words count bars.</summary>
    public static string NameOf(string line) =>
        line switch
        {
            "macd" => "MACD",
            "macdSignal" => "MACD 9",
            "macdHistogram" => "MACD ±",
            _ when line.StartsWith("boll", StringComparison.Ordinal) => "Bollinger "
                + line[4..].Replace("Upper", " ▴").Replace("Lower", " ▾").Replace("Middle", ""),
            _ => line[..3].ToUpperInvariant() + " " + line[3..],
        };

    /// <summary>Source, delay class and data time; and, where it is so, that prices were carried over.</summary>
    public static string Statement(ChartData chart, Edition edition)
    {
        var disclosed = chart.Disclosed;
        var name = disclosed.Instrument.Names.In(edition);
        if (disclosed.Absence != Absence.NotAbsent)
            return edition == Edition.En ? $"{name}: {Say.Of(disclosed.Absence, edition)}." : $"{name}：{Say.Of(disclosed.Absence, edition)}。";
        if (chart.Newest is not { } newest || newest.Close.Passport.DataTime is not { } time)
            return new Phrase(
                    $"{name}在此時段未有成交紀錄。",
                    $"{name}在此时段未有成交纪录。",
                    $"No trading of {name} is on record in this range."
                ).In(edition) + Missing(chart, edition);
        var source = Say.Of(newest.Close.Passport.Source, edition);
        var delay = Say.Of(disclosed.Delay, edition);
        var at =
            $"{ChartTimes.Date(time.In(chart.Zone).Date, edition)} {ChartTimes.Clock(time, chart.Zone)} {time.In(chart.Zone).GetZoneInterval().Name}";
        var said = new Phrase(
            $"來源：{source}；{delay}；數據時間 {at}。",
            $"来源：{source}；{delay}；数据时间 {at}。",
            $"Source: {source}; {delay}; data time {at}."
        ).In(edition);
        if (chart.Slots.Any(s => s.Bar is { IsAdjusted: true }))
            said += new Phrase(
                "較早價格已按派息及股本變動調整。",
                "较早价格已按派息及股本变动调整。",
                " Earlier prices are adjusted for dividends and splits."
            ).In(edition);
        said += Missing(chart, edition);
        if (newest.IsGrowing && !chart.Question.Range.IsIntraday)
            said += new Phrase("最後一段尚未完結。", "最后一段尚未完结。", " The newest bar is not complete.").In(edition);
        return chart.Comparison is { } comparison ? said + Compared(comparison, edition) : said;
    }

    /// <summary>What was kept and cannot be read is not the same as no trading.</summary>
    static string Missing(ChartData chart, Edition edition) =>
        string.Concat(
            chart.Disclosed.Missing.Select(m =>
            {
                var (from, to) = (Day(m.From), Day(m.To - NodaTime.Duration.Epsilon));
                return new Phrase(
                    $"{from} 至 {to} 的紀錄未能讀取，圖上從缺。",
                    $"{from} 至 {to} 的纪录未能读取，图上从缺。",
                    $" Records from {from} to {to} cannot be read and are missing here."
                ).In(edition);

                string Day(Moment moment) => ChartTimes.Date(moment.In(chart.Zone).Date, edition);
            })
        );

    static string Compared(ChartComparison comparison, Edition edition)
    {
        var name = comparison.Other.Names.In(edition);
        var stands = comparison.Absence == Absence.NotAbsent ? Say.Of(comparison.Delay, edition) : Say.Of(comparison.Absence, edition);
        return new Phrase(
            $"與{name}（{stands}）比較，以首個共同價位為起點的百分比。",
            $"与{name}（{stands}）比较，以首个共同价位为起点的百分比。",
            $" Compared with {name} ({stands}) in percent since the first price both have."
        ).In(edition);
    }

    /// <summary>What the picture shows, for those who do not see it.</summary>
    public static string Summary(ChartData chart, Edition edition)
    {
        var name = chart.Disclosed.Instrument.Names.In(edition);
        var traded = chart.Slots.Where(s => s.Bar is not null).ToList();
        if (traded.Count == 0)
            return Statement(chart, edition);
        var (first, last) = (traded[0], traded[^1]);
        var high = traded.MaxBy(s => Ordinate.Of(s.Bar!.High)).Bar!.High;
        var low = traded.MinBy(s => Ordinate.Of(s.Bar!.Low)).Bar!.Low;
        var (from, to) = (ChartTimes.Whole(first, chart, edition), ChartTimes.Whole(last, chart, edition));
        var before = chart.PreviousClose.IsNone ? "" : $"，前收市 {chart.PreviousClose}";
        return new Phrase(
            $"{name}走勢，{from} 至 {to}：開 {first.Bar!.Open}，高 {high}，低 {low}，最新 {last.Bar!.Close}{before}。",
            $"{name}走势，{from} 至 {to}：开 {first.Bar.Open}，高 {high}，低 {low}，最新 {last.Bar.Close}{before}。",
            $"{name}, {from} to {to}: open {first.Bar.Open}, high {high}, low {low}, latest {last.Bar.Close}"
                + (chart.PreviousClose.IsNone ? "." : $", previous close {chart.PreviousClose}.")
        ).In(edition);
    }
}
